//! Fair choices on plain edges.

use fireside::read::{FieldCase, Reader};
use fireside::solve::{self, FairSolution, LevelPrice, Measure};
use fireside::{Control, Error, ErrorCode};
use napi::bindgen_prelude::{Float64Array, Function, Uint32Array};
use napi_derive::napi;

use crate::job::{Job, Told, start};
use crate::numbers::{Copied, Numbers, whole};
use crate::options::control;
use crate::report::{self, entry};
use crate::solve::{Copies, Edges, Owned, status, word};

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
    /// Up to which weight it is proved.
    pub proved: f64,
    /// How good the answer is known to be.
    pub status: String,
}

/// Solves on a thread of its own.
#[napi]
pub fn start_fair(
    edges: Edges,
    measure: String,
    timeout_ms: Option<f64>,
    watched: bool,
    #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: Fair | null) => void")]
    told: Function<'_, Told<Fair>, ()>,
) -> report::Result<Job> {
    let copies = Copies::from(&edges);
    start(&told, control(timeout_ms), watched, move |control| fair(copies, &measure, control))
}

/// Solves, and holds the event loop until it is done.
#[napi]
pub fn fair_sync(edges: Edges, measure: String, timeout_ms: Option<f64>) -> report::Result<Fair> {
    entry(|| fair(Copies::from(&edges), &measure, &control(timeout_ms)))
}

fn fair(copies: Copies, measure: &str, control: &Control) -> Result<Fair, Error> {
    let measure = word::<Measure>("measure", measure)?;
    let solution = solve::fair(&Owned::try_from(copies)?.problem(), measure, control)?;
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
        let status = status(&mut reader, &claim.status);
        reader.into_problems().into_result()?;
        if mentors.len() != prices.len() || weights.len() != prices.len() {
            let message = "`priceMentors`, `priceWeights` and `prices` differ in length";
            return Err(Error::new(ErrorCode::LengthMismatch, "prices", message));
        }
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
            proved: whole("proved", claim.proved)?,
            status,
        })
    }
}

/// Checks a solution against its problem without solving it.
#[napi]
pub fn verify_fair(edges: Edges, measure: String, claim: FairClaim) -> report::Result<()> {
    entry(|| {
        let problem = Owned::try_from(Copies::from(&edges))?;
        solve::verify_fair(&problem.problem(), word("measure", &measure)?, &FairSolution::try_from(&claim)?)
    })
}
