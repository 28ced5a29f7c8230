//! The engine without people: assignment on plain edges.

use fireside::read::{FieldCase, Reader, Shape};
use fireside::solve::{self, AssignProblem};
use fireside::{Control, Error, Status};
use napi::bindgen_prelude::{Float64Array, Function, Uint32Array};
use napi_derive::napi;

use crate::job::{Job, Told, start};
use crate::numbers::{Copied, Numbers, whole};
use crate::options::control;
use crate::report::{self, entry};

/// The arrays of a problem, as JavaScript has them.
#[napi(object, object_to_js = false)]
pub struct Edges {
    /// By edge: its mentee.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub mentee: Numbers,
    /// By edge: its mentor.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub mentor: Numbers,
    /// By edge: its weight.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub weight: Numbers,
    /// By mentor: how many edges at most.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub mentor_seats: Numbers,
    /// By mentee: how many edges at most.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub mentee_seats: Option<Numbers>,
}

/// The chosen edges and the proof.
#[napi(object)]
pub struct Solution {
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
    /// How good the answer is known to be.
    pub status: String,
}

/// The edges on their way to a thread, not looked at yet: looking takes time, and the event loop has none.
pub(crate) struct Copies {
    mentee: Copied,
    mentor: Copied,
    weight: Copied,
    mentor_seats: Copied,
    mentee_seats: Option<Copied>,
}

impl From<&Edges> for Copies {
    fn from(edges: &Edges) -> Self {
        Copies {
            mentee: Copied::from(&edges.mentee),
            mentor: Copied::from(&edges.mentor),
            weight: Copied::from(&edges.weight),
            mentor_seats: Copied::from(&edges.mentor_seats),
            mentee_seats: edges.mentee_seats.as_ref().map(Copied::from),
        }
    }
}

/// The edges as the core takes them.
pub(crate) struct Owned {
    mentee: Vec<u32>,
    mentor: Vec<u32>,
    weight: Vec<i64>,
    mentor_seats: Vec<u32>,
    mentee_seats: Option<Vec<u32>>,
}

impl Copies {
    /// `weight` is what the caller calls the number of an edge.
    pub(crate) fn owned(self, weight: &'static str) -> Result<Owned, Error> {
        let mut reader = Reader::new(FieldCase::Camel);
        let owned = Owned {
            mentee: self.mentee.whole(&mut reader, "mentee"),
            mentor: self.mentor.whole(&mut reader, "mentor"),
            weight: self.weight.whole(&mut reader, weight),
            mentor_seats: self.mentor_seats.whole(&mut reader, "mentor_seats"),
            mentee_seats: self.mentee_seats.map(|seats| seats.whole(&mut reader, "mentee_seats")),
        };
        reader.into_problems().into_result()?;
        Ok(owned)
    }
}

impl TryFrom<Copies> for Owned {
    type Error = Error;
    fn try_from(copies: Copies) -> Result<Self, Error> {
        copies.owned("weight")
    }
}

impl Owned {
    pub(crate) fn problem(&self) -> AssignProblem<'_> {
        AssignProblem {
            mentee: &self.mentee,
            mentor: &self.mentor,
            weight: &self.weight,
            mentor_seats: &self.mentor_seats,
            mentee_seats: self.mentee_seats.as_deref(),
        }
    }
}

impl From<solve::Solution> for Solution {
    fn from(solution: solve::Solution) -> Self {
        let prices: Vec<f64> = solution.prices.iter().map(|&price| price as f64).collect();
        Solution {
            edges: solution.edges.into(),
            total: solution.total as f64,
            bound: solution.bound as f64,
            gap: solution.gap as f64,
            prices: prices.into(),
            status: solution.status.as_str().to_owned(),
        }
    }
}

/// Assigns on a thread of its own.
#[napi]
pub fn start_assign(
    edges: Edges,
    timeout_ms: Option<f64>,
    watched: bool,
    #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: Solution | null) => void")]
    told: Function<'_, Told<Solution>, ()>,
) -> report::Result<Job> {
    let copies = Copies::from(&edges);
    start(&told, control(timeout_ms), watched, move |control| assign(copies, control))
}

/// Assigns, and holds the event loop until it is done.
#[napi]
pub fn assign_sync(edges: Edges, timeout_ms: Option<f64>) -> report::Result<Solution> {
    entry(|| assign(Copies::from(&edges), &control(timeout_ms)))
}

fn assign(copies: Copies, control: &Control) -> Result<Solution, Error> {
    solve::assign(&Owned::try_from(copies)?.problem(), control).map(Solution::from)
}

/// A solution on its way back.
#[napi(object, object_to_js = false)]
pub struct Claim {
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
    /// How good the answer is said to be.
    pub status: String,
}

impl TryFrom<&Claim> for solve::Solution {
    type Error = Error;
    fn try_from(claim: &Claim) -> Result<Self, Error> {
        let mut reader = Reader::new(FieldCase::Camel);
        let edges = Copied::from(&claim.edges).whole(&mut reader, "edges");
        let prices = Copied::from(&claim.prices).whole(&mut reader, "prices");
        let status = status(&mut reader, &claim.status);
        reader.into_problems().into_result()?;
        let (total, bound, gap) =
            (whole("total", claim.total)?, whole("bound", claim.bound)?, whole("gap", claim.gap)?);
        Ok(solve::Solution { edges, total, bound, gap, prices, status })
    }
}

/// A status as JavaScript spells it.
pub(crate) fn status(reader: &mut Reader, text: &str) -> Status {
    chosen(reader, "status", text)
}

/// An argument that is one of a few words.
pub(crate) fn word<T: Shape + Default>(name: &'static str, text: &str) -> Result<T, Error> {
    let mut reader = Reader::new(FieldCase::Camel);
    let chosen = chosen(&mut reader, name, text);
    reader.into_problems().into_result().map(|()| chosen)
}

fn chosen<T: Shape + Default>(reader: &mut Reader, name: &'static str, text: &str) -> T {
    let text = serde::de::IntoDeserializer::<serde::de::value::Error>::into_deserializer(text);
    reader.field(name, |reader| reader.read(text)).ok().flatten().unwrap_or_default()
}

/// Checks a solution against its problem without solving it.
#[napi]
pub fn verify_assignment(edges: Edges, claim: Claim) -> report::Result<()> {
    entry(|| solve::verify(&Owned::try_from(Copies::from(&edges))?.problem(), &solve::Solution::try_from(&claim)?))
}
