//! The most people, then the most points, on plain edges.

use fireside::read::{FieldCase, Reader};
use fireside::solve::{self, Count, CoverageSolution};
use fireside::{Control, Error};
use napi::bindgen_prelude::{Float64Array, Function, Uint32Array};
use napi_derive::napi;

use crate::job::{Job, Told, start};
use crate::numbers::{Copied, Numbers, whole};
use crate::options::control;
use crate::report::{self, entry};
use crate::solve::{Copies, Edges, Owned, status, word};

/// The chosen edges and both proofs.
#[napi(object)]
pub struct Covering {
    /// Positions of the chosen edges, ascending.
    pub edges: Uint32Array,
    /// How many people, or seats, they reach.
    pub matched: f64,
    /// No choice reaches more.
    pub most: f64,
    /// The mentors who prove it.
    pub cover: Uint32Array,
    /// Their weights together.
    pub total: f64,
    /// No choice that reaches `most` has a greater total.
    pub bound: f64,
    /// `bound − total`.
    pub gap: f64,
    /// One a mentor.
    pub prices: Float64Array,
    /// What it was worth to reach one more.
    pub lift: f64,
    /// How good the answer is known to be.
    pub status: String,
}

/// Solves on a thread of its own.
#[napi]
pub fn start_coverage(
    edges: Edges,
    count: String,
    timeout_ms: Option<f64>,
    watched: bool,
    #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: Covering | null) => void")]
    told: Function<'_, Told<Covering>, ()>,
) -> report::Result<Job> {
    let copies = Copies::from(&edges);
    start(&told, control(timeout_ms), watched, move |control| coverage(copies, &count, control))
}

/// Solves, and holds the event loop until it is done.
#[napi]
pub fn coverage_sync(edges: Edges, count: String, timeout_ms: Option<f64>) -> report::Result<Covering> {
    entry(|| coverage(Copies::from(&edges), &count, &control(timeout_ms)))
}

fn coverage(copies: Copies, count: &str, control: &Control) -> Result<Covering, Error> {
    let count = word::<Count>("count", count)?;
    let solution = solve::coverage(&Owned::try_from(copies)?.problem(), count, control)?;
    let prices: Vec<f64> = solution.prices.iter().map(|&price| price as f64).collect();
    Ok(Covering {
        edges: solution.edges.into(),
        matched: solution.matched as f64,
        most: solution.most as f64,
        cover: solution.cover.into(),
        total: solution.total as f64,
        bound: solution.bound as f64,
        gap: solution.gap as f64,
        prices: prices.into(),
        lift: solution.lift as f64,
        status: solution.status.as_str().to_owned(),
    })
}

/// A solution on its way back.
#[napi(object, object_to_js = false)]
pub struct CoverageClaim {
    /// Positions of the chosen edges.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub edges: Numbers,
    /// How many they reach.
    pub matched: f64,
    /// What no choice exceeds.
    pub most: f64,
    /// The mentors who prove it.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub cover: Numbers,
    /// Their weights together.
    pub total: f64,
    /// What no choice that reaches as many exceeds.
    pub bound: f64,
    /// The difference.
    pub gap: f64,
    /// One a mentor.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub prices: Numbers,
    /// What it was worth to reach one more.
    pub lift: f64,
    /// How good the answer is said to be.
    pub status: String,
}

impl TryFrom<&CoverageClaim> for CoverageSolution {
    type Error = Error;
    fn try_from(claim: &CoverageClaim) -> Result<Self, Error> {
        let mut reader = Reader::new(FieldCase::Camel);
        let edges = Copied::from(&claim.edges).whole(&mut reader, "edges");
        let cover = Copied::from(&claim.cover).whole(&mut reader, "cover");
        let prices = Copied::from(&claim.prices).whole(&mut reader, "prices");
        let status = status(&mut reader, &claim.status);
        reader.into_problems().into_result()?;
        let count = |name, number| whole::<u32>(name, number).map(u64::from);
        Ok(CoverageSolution {
            edges,
            matched: count("matched", claim.matched)?,
            most: count("most", claim.most)?,
            cover,
            total: whole("total", claim.total)?,
            bound: whole("bound", claim.bound)?,
            gap: whole("gap", claim.gap)?,
            prices,
            lift: whole("lift", claim.lift)?,
            status,
        })
    }
}

/// Checks a solution against its problem without solving it.
#[napi]
pub fn verify_coverage(edges: Edges, count: String, claim: CoverageClaim) -> report::Result<()> {
    entry(|| {
        let problem = Owned::try_from(Copies::from(&edges))?;
        solve::verify_coverage(&problem.problem(), word("count", &count)?, &CoverageSolution::try_from(&claim)?)
    })
}
