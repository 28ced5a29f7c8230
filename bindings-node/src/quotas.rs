//! Quotas and circles on plain edges.

use fireside::read::{FieldCase, Reader};
use fireside::solve::{self, Count, QuotaGroup, QuotasProblem, QuotasSolution, Reach};
use fireside::{Control, Error};
use napi::bindgen_prelude::{Float64Array, Function, Uint32Array};
use napi_derive::napi;

use crate::job::{Job, Told, start};
use crate::numbers::{Copied, Numbers, whole, whole_in};
use crate::options::control;
use crate::report::{self, entry};
use crate::solve::{Copies, Edges, Owned, status, word};

/// A set of edges of which only so many are chosen.
#[napi(object, object_to_js = false)]
pub struct EdgeQuota {
    /// Positions of edges.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub edges: Numbers,
    /// How many of them at most.
    pub max: f64,
}

/// Edges and everything that limits them.
#[napi(object, object_to_js = false)]
pub struct Limits {
    /// The edges with the seats of both sides.
    pub edges: Edges,
    /// Sets of edges of which only so many are chosen.
    pub groups: Vec<EdgeQuota>,
    /// By mentor: nobody, or at least so many.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub mentor_least: Option<Numbers>,
    /// What is to be as many as possible: `people` or `seats`.
    pub count: Option<String>,
}

/// How many are reached.
#[napi(object)]
pub struct QuotasReach {
    /// How many the chosen edges reach.
    pub matched: f64,
    /// No choice reaches more.
    pub most: f64,
    /// What it was worth to reach one more.
    pub lift: f64,
}

/// The chosen edges and the proof.
#[napi(object)]
pub struct Quotas {
    /// Positions of the chosen edges, ascending.
    pub edges: Uint32Array,
    /// Their weights together.
    pub total: f64,
    /// No choice has a greater total.
    pub bound: f64,
    /// `bound − total`.
    pub gap: f64,
    /// One a mentor.
    pub prices: Float64Array,
    /// One a group.
    pub group_prices: Float64Array,
    /// How many are reached, if they count.
    pub reach: Option<QuotasReach>,
    /// How good the answer is known to be.
    pub status: String,
}

/// The limits on their way to a thread.
struct CopiedLimits {
    edges: Copies,
    groups: Vec<(Copied, f64)>,
    mentor_least: Option<Copied>,
    count: Option<String>,
}

impl From<&Limits> for CopiedLimits {
    fn from(limits: &Limits) -> Self {
        CopiedLimits {
            edges: Copies::from(&limits.edges),
            groups: limits.groups.iter().map(|group| (Copied::from(&group.edges), group.max)).collect(),
            mentor_least: limits.mentor_least.as_ref().map(Copied::from),
            count: limits.count.clone(),
        }
    }
}

/// The limits as the core takes them.
struct OwnedLimits {
    edges: Owned,
    groups: Vec<QuotaGroup>,
    mentor_least: Option<Vec<u32>>,
    count: Option<Count>,
}

impl TryFrom<CopiedLimits> for OwnedLimits {
    type Error = Error;
    fn try_from(copies: CopiedLimits) -> Result<Self, Error> {
        let edges = Owned::try_from(copies.edges)?;
        let mut reader = Reader::new(FieldCase::Camel);
        let groups = reader.field("groups", |reader| {
            let group = |(at, (edges, max)): (usize, &(Copied, f64))| {
                reader.index(at, |reader| QuotaGroup {
                    edges: edges.whole(reader, "edges"),
                    max: whole_in(reader, "max", *max),
                })
            };
            copies.groups.iter().enumerate().map(group).collect()
        });
        let mentor_least = copies.mentor_least.map(|least| least.whole(&mut reader, "mentor_least"));
        reader.into_problems().into_result()?;
        let count = copies.count.map(|count| word("count", &count)).transpose()?;
        Ok(OwnedLimits { edges, groups, mentor_least, count })
    }
}

impl OwnedLimits {
    fn problem(&self) -> QuotasProblem<'_> {
        QuotasProblem {
            edges: self.edges.problem(),
            groups: &self.groups,
            mentor_least: self.mentor_least.as_deref(),
            count: self.count,
        }
    }
}

/// Solves on a thread of its own.
#[napi]
pub fn start_quotas(
    limits: Limits,
    timeout_ms: Option<f64>,
    watched: bool,
    #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: Quotas | null) => void")]
    told: Function<'_, Told<Quotas>, ()>,
) -> report::Result<Job> {
    let copies = CopiedLimits::from(&limits);
    start(&told, control(timeout_ms), watched, move |control| quotas(copies, control))
}

/// Solves, and holds the event loop until it is done.
#[napi]
pub fn quotas_sync(limits: Limits, timeout_ms: Option<f64>) -> report::Result<Quotas> {
    entry(|| quotas(CopiedLimits::from(&limits), &control(timeout_ms)))
}

fn quotas(copies: CopiedLimits, control: &Control) -> Result<Quotas, Error> {
    let solution = solve::quotas(&OwnedLimits::try_from(copies)?.problem(), control)?;
    let floats = |prices: &[i64]| prices.iter().map(|&price| price as f64).collect::<Vec<_>>();
    Ok(Quotas {
        prices: floats(&solution.prices).into(),
        group_prices: floats(&solution.group_prices).into(),
        edges: solution.edges.into(),
        total: solution.total as f64,
        bound: solution.bound as f64,
        gap: solution.gap as f64,
        reach: solution.reach.map(|Reach { matched, most, lift }| QuotasReach {
            matched: matched as f64,
            most: most as f64,
            lift: lift as f64,
        }),
        status: solution.status.as_str().to_owned(),
    })
}

/// A solution on its way back.
#[napi(object, object_to_js = false)]
pub struct QuotasClaim {
    /// Positions of the chosen edges.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub edges: Numbers,
    /// Their weights together.
    pub total: f64,
    /// What no choice exceeds.
    pub bound: f64,
    /// The difference.
    pub gap: f64,
    /// One a mentor.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub prices: Numbers,
    /// One a group.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub group_prices: Numbers,
    /// How many are reached.
    pub reach: Option<QuotasReach>,
    /// How good the answer is said to be.
    pub status: String,
}

impl TryFrom<&QuotasClaim> for QuotasSolution {
    type Error = Error;
    fn try_from(claim: &QuotasClaim) -> Result<Self, Error> {
        let mut reader = Reader::new(FieldCase::Camel);
        let edges = Copied::from(&claim.edges).whole(&mut reader, "edges");
        let prices = Copied::from(&claim.prices).whole(&mut reader, "prices");
        let group_prices = Copied::from(&claim.group_prices).whole(&mut reader, "group_prices");
        let status = status(&mut reader, &claim.status);
        reader.into_problems().into_result()?;
        let (total, bound, gap) =
            (whole("total", claim.total)?, whole("bound", claim.bound)?, whole("gap", claim.gap)?);
        let reach = |reach: &QuotasReach| {
            let many = |path, number| whole::<u32>(path, number).map(u64::from);
            Ok::<_, Error>(Reach {
                matched: many("reach.matched", reach.matched)?,
                most: many("reach.most", reach.most)?,
                lift: whole("reach.lift", reach.lift)?,
            })
        };
        let reach = claim.reach.as_ref().map(reach).transpose()?;
        Ok(QuotasSolution { edges, total, bound, gap, prices, group_prices, reach, status })
    }
}

/// Checks a solution against its problem without solving it.
#[napi]
pub fn verify_quotas(limits: Limits, claim: QuotasClaim) -> report::Result<()> {
    entry(|| {
        let problem = OwnedLimits::try_from(CopiedLimits::from(&limits))?;
        solve::verify_quotas(&problem.problem(), &QuotasSolution::try_from(&claim)?)
    })
}
