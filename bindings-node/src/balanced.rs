//! The most points when load costs, on plain edges.

use fireside::read::{FieldCase, Reader};
use fireside::solve::{self, BalancedSolution};
use fireside::{Control, Error};
use napi::bindgen_prelude::{Float64Array, Function, Uint32Array};
use napi_derive::napi;

use crate::job::{Job, Told, start};
use crate::numbers::{Copied, Numbers, whole};
use crate::options::control;
use crate::report::{self, entry};
use crate::solve::{Copies, Edges, Owned, status};

/// The chosen edges and the proof.
#[napi(object)]
pub struct Balance {
    /// Positions of the chosen edges, ascending.
    pub edges: Uint32Array,
    /// Their weights together.
    pub total: f64,
    /// That less the cost of load.
    pub worth: f64,
    /// No choice is worth more.
    pub bound: f64,
    /// `bound − worth`.
    pub gap: f64,
    /// One a mentor.
    pub prices: Float64Array,
    /// One a mentor.
    pub loads: Uint32Array,
    /// How good the answer is known to be.
    pub status: String,
}

/// Solves on a thread of its own.
#[napi]
pub fn start_balanced(
    edges: Edges,
    load_cost: f64,
    timeout_ms: Option<f64>,
    watched: bool,
    #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: Balance | null) => void")]
    told: Function<'_, Told<Balance>, ()>,
) -> report::Result<Job> {
    let copies = Copies::from(&edges);
    start(&told, control(timeout_ms), watched, move |control| balanced(copies, load_cost, control))
}

/// Solves, and holds the event loop until it is done.
#[napi]
pub fn balanced_sync(edges: Edges, load_cost: f64, timeout_ms: Option<f64>) -> report::Result<Balance> {
    entry(|| balanced(Copies::from(&edges), load_cost, &control(timeout_ms)))
}

fn balanced(copies: Copies, load_cost: f64, control: &Control) -> Result<Balance, Error> {
    let load_cost = whole("loadCost", load_cost)?;
    let solution = solve::balanced(&Owned::try_from(copies)?.problem(), load_cost, control)?;
    let prices: Vec<f64> = solution.prices.iter().map(|&price| price as f64).collect();
    Ok(Balance {
        edges: solution.edges.into(),
        total: solution.total as f64,
        worth: solution.worth as f64,
        bound: solution.bound as f64,
        gap: solution.gap as f64,
        prices: prices.into(),
        loads: solution.loads.into(),
        status: solution.status.as_str().to_owned(),
    })
}

/// A solution on its way back.
#[napi(object, object_to_js = false)]
pub struct BalanceClaim {
    /// Positions of the chosen edges.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub edges: Numbers,
    /// Their weights together.
    pub total: f64,
    /// That less the cost of load.
    pub worth: f64,
    /// What no choice is worth more than.
    pub bound: f64,
    /// The difference.
    pub gap: f64,
    /// One a mentor.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub prices: Numbers,
    /// One a mentor.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub loads: Numbers,
    /// How good the answer is said to be.
    pub status: String,
}

impl TryFrom<&BalanceClaim> for BalancedSolution {
    type Error = Error;
    fn try_from(claim: &BalanceClaim) -> Result<Self, Error> {
        let mut reader = Reader::new(FieldCase::Camel);
        let edges = Copied::from(&claim.edges).whole(&mut reader, "edges");
        let prices = Copied::from(&claim.prices).whole(&mut reader, "prices");
        let loads = Copied::from(&claim.loads).whole(&mut reader, "loads");
        let status = status(&mut reader, &claim.status);
        reader.into_problems().into_result()?;
        Ok(BalancedSolution {
            edges,
            total: whole("total", claim.total)?,
            worth: whole("worth", claim.worth)?,
            bound: whole("bound", claim.bound)?,
            gap: whole("gap", claim.gap)?,
            prices,
            loads,
            status,
        })
    }
}

/// Checks a solution against its problem without solving it.
#[napi]
pub fn verify_balanced(edges: Edges, load_cost: f64, claim: BalanceClaim) -> report::Result<()> {
    entry(|| {
        let problem = Owned::try_from(Copies::from(&edges))?;
        solve::verify_balanced(&problem.problem(), whole("loadCost", load_cost)?, &BalancedSolution::try_from(&claim)?)
    })
}
