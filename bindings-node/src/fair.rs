//! Fair choices on plain edges.

use fireside::read::{FieldCase, Reader};
use fireside::solve::{self, FairOptions, FairSolution, LevelPrice, Measure, Urgent};
use fireside::{Control, Error, ErrorCode};
use napi::bindgen_prelude::{Float64Array, Function, Uint32Array};
use napi_derive::napi;

use crate::job::{Job, Told, start};
use crate::numbers::{Copied, Numbers, whole};
use crate::options::control;
use crate::report::{self, entry};
use crate::solve::{Copies, Edges, Owned, status, word};

/// What is asked for.
#[napi(object, object_to_js = false)]
pub struct FairAsked {
    /// What a mentee's lot is.
    pub measure: String,
    /// How wide bands are.
    pub band: f64,
    /// One a mentee.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub urgency: Option<Numbers>,
}

/// The same on its way to a thread.
struct Asked {
    measure: String,
    band: f64,
    urgency: Option<Copied>,
}

impl From<&FairAsked> for Asked {
    fn from(asked: &FairAsked) -> Self {
        Asked { measure: asked.measure.clone(), band: asked.band, urgency: asked.urgency.as_ref().map(Copied::from) }
    }
}

impl Asked {
    /// Calls with the options as the core takes them.
    fn with<T>(&self, call: impl FnOnce(FairOptions<'_>) -> Result<T, Error>) -> Result<T, Error> {
        let mut reader = Reader::new(FieldCase::Camel);
        let urgency: Option<Vec<u32>> = self.urgency.as_ref().map(|list| list.whole(&mut reader, "urgency"));
        reader.into_problems().into_result()?;
        let measure = word::<Measure>("measure", &self.measure)?;
        call(FairOptions { measure, band: whole("band", self.band)?, urgency: urgency.as_deref() })
    }
}

/// Which edges, what fairness costs, and the proof.
#[napi(object)]
pub struct Fair {
    /// Positions of the chosen edges, ascending.
    pub edges: Uint32Array,
    /// How many mentees have one.
    pub matched: f64,
    /// The least that anybody has who has something.
    pub worst: f64,
    /// What nobody can do better than for whoever has least.
    pub bound: f64,
    /// `bound − worst`.
    pub gap: f64,
    /// Their weights together.
    pub total: f64,
    /// No choice has a greater total.
    pub most: f64,
    /// `most − total`.
    pub price: f64,
    /// One a mentor, for `most`.
    pub most_prices: Float64Array,
    /// By entry of `prices`: whose it is.
    pub price_mentors: Uint32Array,
    /// By entry of `prices`: at which weight.
    pub price_weights: Float64Array,
    /// The proof of fairness.
    pub prices: Float64Array,
    /// For sums the proof of `bound`: one a mentee.
    pub shares: Float64Array,
    /// One a mentor, for `shares`.
    pub share_prices: Float64Array,
    /// In bands the proof of the lots' total: one a mentor.
    pub second_prices: Float64Array,
    /// The urgencies there are, the largest first.
    pub urgencies: Uint32Array,
    /// By urgency: how many mentees.
    pub urgent_mentees: Float64Array,
    /// By urgency: how many of them have somebody.
    pub urgent_matched: Float64Array,
    /// Up to which weight it is proved.
    pub proved: f64,
    /// How good the answer is known to be.
    pub status: String,
}

/// Solves on a thread of its own.
#[napi]
pub fn start_fair(
    edges: Edges,
    asked: FairAsked,
    timeout_ms: Option<f64>,
    watched: bool,
    #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: Fair | null) => void")]
    told: Function<'_, Told<Fair>, ()>,
) -> report::Result<Job> {
    let (copies, asked) = (Copies::from(&edges), Asked::from(&asked));
    start(&told, control(timeout_ms), watched, move |control| fair(copies, &asked, control))
}

/// Solves, and holds the event loop until it is done.
#[napi]
pub fn fair_sync(edges: Edges, asked: FairAsked, timeout_ms: Option<f64>) -> report::Result<Fair> {
    entry(|| fair(Copies::from(&edges), &Asked::from(&asked), &control(timeout_ms)))
}

fn fair(copies: Copies, asked: &Asked, control: &Control) -> Result<Fair, Error> {
    let owned = Owned::try_from(copies)?;
    let solution = asked.with(|options| solve::fair(&owned.problem(), options, control))?;
    let floats = |numbers: &mut dyn Iterator<Item = i64>| numbers.map(|number| number as f64).collect::<Vec<_>>();
    Ok(Fair {
        edges: solution.edges.into(),
        matched: solution.matched as f64,
        worst: solution.worst as f64,
        bound: solution.bound as f64,
        gap: solution.gap as f64,
        total: solution.total as f64,
        most: solution.most as f64,
        price: solution.price as f64,
        most_prices: floats(&mut solution.most_prices.into_iter()).into(),
        price_mentors: solution.prices.iter().map(|price| price.mentor).collect::<Vec<_>>().into(),
        price_weights: floats(&mut solution.prices.iter().map(|price| price.weight)).into(),
        prices: floats(&mut solution.prices.iter().map(|price| price.price)).into(),
        shares: floats(&mut solution.shares.into_iter()).into(),
        share_prices: floats(&mut solution.share_prices.into_iter()).into(),
        second_prices: floats(&mut solution.second_prices.into_iter()).into(),
        urgencies: solution.urgent.iter().map(|count| count.urgency).collect::<Vec<_>>().into(),
        urgent_mentees: solution.urgent.iter().map(|count| count.mentees as f64).collect::<Vec<_>>().into(),
        urgent_matched: solution.urgent.iter().map(|count| count.matched as f64).collect::<Vec<_>>().into(),
        proved: solution.proved as f64,
        status: solution.status.as_str().to_owned(),
    })
}

/// A solution on its way back.
#[napi(object, object_to_js = false)]
pub struct FairClaim {
    /// Positions of the chosen edges.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub edges: Numbers,
    /// How many mentees have one.
    pub matched: f64,
    /// The least that anybody has who has something.
    pub worst: f64,
    /// What nobody can do better than for whoever has least.
    pub bound: f64,
    /// `bound − worst`.
    pub gap: f64,
    /// Their weights together.
    pub total: f64,
    /// What no choice exceeds.
    pub most: f64,
    /// The difference.
    pub price: f64,
    /// One a mentor.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub most_prices: Numbers,
    /// Whose prices.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub price_mentors: Numbers,
    /// At which weights.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub price_weights: Numbers,
    /// The prices.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub prices: Numbers,
    /// One a mentee.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub shares: Numbers,
    /// One a mentor.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub share_prices: Numbers,
    /// One a mentor.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub second_prices: Numbers,
    /// The urgencies there are.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub urgencies: Numbers,
    /// By urgency: how many mentees.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub urgent_mentees: Numbers,
    /// By urgency: how many of them have somebody.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub urgent_matched: Numbers,
    /// Up to which weight it is said to be proved.
    pub proved: f64,
    /// How good the answer is said to be.
    pub status: String,
}

impl TryFrom<&FairClaim> for FairSolution {
    type Error = Error;
    fn try_from(claim: &FairClaim) -> Result<Self, Error> {
        let mut reader = Reader::new(FieldCase::Camel);
        let edges = Copied::from(&claim.edges).whole(&mut reader, "edges");
        let most_prices = Copied::from(&claim.most_prices).whole(&mut reader, "most_prices");
        let mentors: Vec<u32> = Copied::from(&claim.price_mentors).whole(&mut reader, "price_mentors");
        let weights: Vec<i64> = Copied::from(&claim.price_weights).whole(&mut reader, "price_weights");
        let prices: Vec<i64> = Copied::from(&claim.prices).whole(&mut reader, "prices");
        let shares = Copied::from(&claim.shares).whole(&mut reader, "shares");
        let share_prices = Copied::from(&claim.share_prices).whole(&mut reader, "share_prices");
        let second_prices = Copied::from(&claim.second_prices).whole(&mut reader, "second_prices");
        let urgencies: Vec<u32> = Copied::from(&claim.urgencies).whole(&mut reader, "urgencies");
        let counts: Vec<u32> = Copied::from(&claim.urgent_mentees).whole(&mut reader, "urgent_mentees");
        let matched: Vec<u32> = Copied::from(&claim.urgent_matched).whole(&mut reader, "urgent_matched");
        let status = status(&mut reader, &claim.status);
        reader.into_problems().into_result()?;
        let differ = |path: &str, message: &str| Err(Error::new(ErrorCode::LengthMismatch, path, message));
        if counts.len() != urgencies.len() || matched.len() != urgencies.len() {
            return differ("urgencies", "`urgencies`, `urgentMentees` and `urgentMatched` differ in length");
        }
        if mentors.len() != prices.len() || weights.len() != prices.len() {
            return differ("prices", "`priceMentors`, `priceWeights` and `prices` differ in length");
        }
        let urgent = urgencies.into_iter().zip(counts).zip(matched);
        let rows = mentors.into_iter().zip(weights).zip(prices);
        Ok(FairSolution {
            edges,
            matched: whole::<u32>("matched", claim.matched).map(u64::from)?,
            worst: whole("worst", claim.worst)?,
            bound: whole("bound", claim.bound)?,
            gap: whole("gap", claim.gap)?,
            total: whole("total", claim.total)?,
            most: whole("most", claim.most)?,
            price: whole("price", claim.price)?,
            most_prices,
            prices: rows.map(|((mentor, weight), price)| LevelPrice { mentor, weight, price }).collect(),
            shares,
            share_prices,
            second_prices,
            urgent: urgent
                .map(|((urgency, mentees), matched)| Urgent {
                    urgency,
                    mentees: mentees.into(),
                    matched: matched.into(),
                })
                .collect(),
            proved: whole("proved", claim.proved)?,
            status,
        })
    }
}

/// Checks a solution against its problem without solving it.
#[napi]
pub fn verify_fair(edges: Edges, asked: FairAsked, claim: FairClaim) -> report::Result<()> {
    entry(|| {
        let problem = Owned::try_from(Copies::from(&edges))?;
        let solution = FairSolution::try_from(&claim)?;
        Asked::from(&asked).with(|options| solve::verify_fair(&problem.problem(), options, &solution))
    })
}
