//! People matched with people on plain edges.

use fireside::read::{FieldCase, Reader};
use fireside::solve::{self, OddSet, PeersProblem, PeersSolution};
use fireside::{Control, Error, ErrorCode};
use napi::bindgen_prelude::{Float64Array, Function, Int32Array, Uint32Array};
use napi_derive::napi;

use crate::job::{Job, Told, start};
use crate::numbers::{Copied, Numbers, whole};
use crate::options::control;
use crate::report::{self, entry};
use crate::solve::status;

/// Instead of a partner.
const NOBODY: i32 = -1;

/// The arrays of a problem, as JavaScript has them.
#[napi(object, object_to_js = false)]
pub struct PeerEdges {
    /// By edge: one end.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub a: Numbers,
    /// By edge: the other end.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub b: Numbers,
    /// By edge: its weight.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub weight: Numbers,
    /// How many people there are.
    pub n: f64,
}

/// An odd number of people who cannot all be paired among themselves.
#[napi(object)]
pub struct PeersOddSet {
    /// People in this set and in none inside it, ascending.
    pub people: Uint32Array,
    /// Sets inside this one: positions among all sets, before this one.
    pub sets: Uint32Array,
    /// What it is worth, in half units of weight.
    pub dual: f64,
}

/// Who meets whom, and the proof.
#[napi(object)]
pub struct Peers {
    /// Positions of the chosen edges, ascending.
    pub edges: Uint32Array,
    /// Whom each person meets; −1 if nobody.
    pub partner: Int32Array,
    /// Their weights together.
    pub total: f64,
    /// No choice has a greater total.
    pub bound: f64,
    /// `bound − total`.
    pub gap: f64,
    /// One a person, in half units of weight.
    pub duals: Float64Array,
    /// The odd sets of the proof.
    pub odd_sets: Vec<PeersOddSet>,
    /// How good the answer is known to be.
    pub status: String,
}

/// The edges on their way to a thread.
struct Copies {
    a: Copied,
    b: Copied,
    weight: Copied,
    n: f64,
}

impl From<&PeerEdges> for Copies {
    fn from(edges: &PeerEdges) -> Self {
        let PeerEdges { a, b, weight, n } = edges;
        Copies { a: Copied::from(a), b: Copied::from(b), weight: Copied::from(weight), n: *n }
    }
}

/// The edges as the core takes them.
struct Owned {
    a: Vec<u32>,
    b: Vec<u32>,
    weight: Vec<i64>,
    n: usize,
}

impl TryFrom<Copies> for Owned {
    type Error = Error;
    fn try_from(copies: Copies) -> Result<Self, Error> {
        let mut reader = Reader::new(FieldCase::Camel);
        let a = copies.a.whole(&mut reader, "a");
        let b = copies.b.whole(&mut reader, "b");
        let weight = copies.weight.whole(&mut reader, "weight");
        reader.into_problems().into_result()?;
        Ok(Owned { a, b, weight, n: whole::<u32>("n", copies.n)? as usize })
    }
}

impl Owned {
    fn problem(&self) -> PeersProblem<'_> {
        PeersProblem { a: &self.a, b: &self.b, weight: &self.weight, n: self.n }
    }
}

/// Matches on a thread of its own.
#[napi]
pub fn start_peers(
    edges: PeerEdges,
    timeout_ms: Option<f64>,
    watched: bool,
    #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: Peers | null) => void")]
    told: Function<'_, Told<Peers>, ()>,
) -> report::Result<Job> {
    let copies = Copies::from(&edges);
    start(&told, control(timeout_ms), watched, move |control| peers(copies, control))
}

/// Matches, and holds the event loop until it is done.
#[napi]
pub fn peers_sync(edges: PeerEdges, timeout_ms: Option<f64>) -> report::Result<Peers> {
    entry(|| peers(Copies::from(&edges), &control(timeout_ms)))
}

fn peers(copies: Copies, control: &Control) -> Result<Peers, Error> {
    let solution = solve::peers(&Owned::try_from(copies)?.problem(), control)?;
    let partner: Vec<i32> =
        solution.partner.iter().map(|partner| partner.map_or(NOBODY, |person| person as i32)).collect();
    let duals: Vec<f64> = solution.duals.iter().map(|&dual| dual as f64).collect();
    let odd_sets = solution.odd_sets.into_iter().map(|set| PeersOddSet {
        people: set.people.into(),
        sets: set.sets.into(),
        dual: set.dual as f64,
    });
    Ok(Peers {
        edges: solution.edges.into(),
        partner: partner.into(),
        total: solution.total as f64,
        bound: solution.bound as f64,
        gap: solution.gap as f64,
        duals: duals.into(),
        odd_sets: odd_sets.collect(),
        status: solution.status.as_str().to_owned(),
    })
}

/// An odd set on its way back.
#[napi(object, object_to_js = false)]
pub struct OddSetClaim {
    /// People in this set and in none inside it.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub people: Numbers,
    /// Sets inside this one.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub sets: Numbers,
    /// What it is worth.
    pub dual: f64,
}

/// A solution on its way back.
#[napi(object, object_to_js = false)]
pub struct PeersClaim {
    /// Positions of the chosen edges.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub edges: Numbers,
    /// Whom each person meets; −1 if nobody.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub partner: Numbers,
    /// Their weights together.
    pub total: f64,
    /// What no choice exceeds.
    pub bound: f64,
    /// The difference.
    pub gap: f64,
    /// One a person.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub duals: Numbers,
    /// The odd sets of the proof.
    pub odd_sets: Vec<OddSetClaim>,
    /// How good the answer is said to be.
    pub status: String,
}

impl TryFrom<&PeersClaim> for PeersSolution {
    type Error = Error;
    fn try_from(claim: &PeersClaim) -> Result<Self, Error> {
        let mut reader = Reader::new(FieldCase::Camel);
        let edges = Copied::from(&claim.edges).whole(&mut reader, "edges");
        let duals = Copied::from(&claim.duals).whole(&mut reader, "duals");
        let partner: Vec<i64> = Copied::from(&claim.partner).whole(&mut reader, "partner");
        let mut odd_sets = Vec::with_capacity(claim.odd_sets.len());
        for set in &claim.odd_sets {
            let people = Copied::from(&set.people).whole(&mut reader, "odd_sets");
            let sets = Copied::from(&set.sets).whole(&mut reader, "odd_sets");
            odd_sets.push(OddSet { people, sets, dual: whole("oddSets", set.dual)? });
        }
        let status = status(&mut reader, &claim.status);
        reader.into_problems().into_result()?;
        let partner = partner.into_iter().map(who).collect::<Result<_, Error>>()?;
        let (total, bound, gap) =
            (whole("total", claim.total)?, whole("bound", claim.bound)?, whole("gap", claim.gap)?);
        Ok(PeersSolution { edges, partner, total, bound, gap, duals, odd_sets, status })
    }
}

/// A partner, if it is one.
fn who(person: i64) -> Result<Option<u32>, Error> {
    if person == i64::from(NOBODY) {
        return Ok(None);
    }
    let wrong = |_| Error::new(ErrorCode::OutOfRange, "partner", format!("`{person}` is no person, nor -1 for nobody"));
    u32::try_from(person).map(Some).map_err(wrong)
}

/// Checks a solution against its problem without solving it.
#[napi]
pub fn verify_peers(edges: PeerEdges, claim: PeersClaim) -> report::Result<()> {
    entry(|| solve::verify_peers(&Owned::try_from(Copies::from(&edges))?.problem(), &PeersSolution::try_from(&claim)?))
}
