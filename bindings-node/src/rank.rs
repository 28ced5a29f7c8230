//! Rank-maximal and generous matchings on plain edges.

use fireside::read::{FieldCase, Reader};
use fireside::solve::{self, Order, RankProblem, RankSolution};
use fireside::{Control, Error};
use napi::bindgen_prelude::{Float64Array, Function, Uint32Array};
use napi_derive::napi;

use crate::job::{Job, Told, start};
use crate::numbers::{Copied, Numbers, whole};
use crate::options::control;
use crate::report::{self, entry};
use crate::solve::{Copies, Edges, Owned, status, word};

/// Which edges, how many of each rank, and the proof.
#[napi(object)]
pub struct RankMaximal {
    /// Positions of the chosen edges, ascending.
    pub edges: Uint32Array,
    /// How many they are.
    pub matched: f64,
    /// The different ranks, best first.
    pub ranks: Float64Array,
    /// How many chosen edges have each.
    pub signature: Float64Array,
    /// For each objective in turn, one a mentor.
    pub prices: Float64Array,
    /// How many objectives are proved.
    pub proved: f64,
    /// How good the answer is known to be.
    pub status: String,
}

/// Solves on a thread of its own; weights are ranks here.
#[napi]
pub fn start_rank_maximal(
    edges: Edges,
    first: String,
    generous: bool,
    timeout_ms: Option<f64>,
    watched: bool,
    #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: RankMaximal | null) => void")]
    told: Function<'_, Told<RankMaximal>, ()>,
) -> report::Result<Job> {
    let copies = Copies::from(&edges);
    start(&told, control(timeout_ms), watched, move |control| rank_maximal(copies, &first, generous, control))
}

/// Solves, and holds the event loop until it is done.
#[napi]
pub fn rank_maximal_sync(
    edges: Edges,
    first: String,
    generous: bool,
    timeout_ms: Option<f64>,
) -> report::Result<RankMaximal> {
    entry(|| rank_maximal(Copies::from(&edges), &first, generous, &control(timeout_ms)))
}

fn order(first: &str, generous: bool) -> Result<Order, Error> {
    word::<Order>("first", first)?.with_generous(generous)
}

/// The edges, whose numbers are ranks.
fn problem(owned: &Owned) -> RankProblem<'_> {
    let edges = owned.problem();
    RankProblem {
        mentee: edges.mentee,
        mentor: edges.mentor,
        rank: edges.weight,
        mentor_seats: edges.mentor_seats,
        mentee_seats: edges.mentee_seats,
    }
}

fn rank_maximal(copies: Copies, first: &str, generous: bool, control: &Control) -> Result<RankMaximal, Error> {
    let order = order(first, generous)?;
    let solution = solve::rank_maximal(&problem(&copies.owned("rank")?), order, control)?;
    let floats = |numbers: &[i64]| numbers.iter().map(|&number| number as f64).collect::<Vec<_>>();
    Ok(RankMaximal {
        edges: solution.edges.into(),
        matched: solution.matched as f64,
        ranks: floats(&solution.ranks).into(),
        signature: solution.signature.iter().map(|&count| count as f64).collect::<Vec<_>>().into(),
        prices: floats(&solution.prices).into(),
        proved: f64::from(solution.proved),
        status: solution.status.as_str().to_owned(),
    })
}

/// A solution on its way back.
#[napi(object, object_to_js = false)]
pub struct RankClaim {
    /// Positions of the chosen edges.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub edges: Numbers,
    /// How many they are.
    pub matched: f64,
    /// The different ranks, best first.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub ranks: Numbers,
    /// How many chosen edges have each.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub signature: Numbers,
    /// For each objective in turn, one a mentor.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub prices: Numbers,
    /// How many objectives are proved.
    pub proved: f64,
    /// How good the answer is said to be.
    pub status: String,
}

impl TryFrom<&RankClaim> for RankSolution {
    type Error = Error;
    fn try_from(claim: &RankClaim) -> Result<Self, Error> {
        let mut reader = Reader::new(FieldCase::Camel);
        let edges = Copied::from(&claim.edges).whole(&mut reader, "edges");
        let ranks = Copied::from(&claim.ranks).whole(&mut reader, "ranks");
        let signature: Vec<u32> = Copied::from(&claim.signature).whole(&mut reader, "signature");
        let prices = Copied::from(&claim.prices).whole(&mut reader, "prices");
        let status = status(&mut reader, &claim.status);
        reader.into_problems().into_result()?;
        let matched = whole::<u32>("matched", claim.matched).map(u64::from)?;
        let (signature, proved) = (signature.into_iter().map(u64::from).collect(), whole("proved", claim.proved)?);
        Ok(RankSolution { edges, matched, ranks, signature, prices, proved, status })
    }
}

/// Checks a solution against its problem without solving it.
#[napi]
pub fn verify_rank_maximal(edges: Edges, first: String, generous: bool, claim: RankClaim) -> report::Result<()> {
    entry(|| {
        let order = order(&first, generous)?;
        let owned = Copies::from(&edges).owned("rank")?;
        solve::verify_rank_maximal(&problem(&owned), order, &RankSolution::try_from(&claim)?)
    })
}
