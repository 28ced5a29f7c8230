//! Stable matching on plain pairs.

use fireside::read::{FieldCase, Reader};
use fireside::solve::{self, Side, StableProblem, StableSolution};
use fireside::{Control, Error};
use napi::bindgen_prelude::{Function, Uint32Array};
use napi_derive::napi;

use crate::job::{Job, Told, start};
use crate::numbers::{Copied, Numbers, whole};
use crate::options::control;
use crate::report::{self, entry};
use crate::solve::{status, word};

/// The arrays of a problem, as JavaScript has them.
#[napi(object, object_to_js = false)]
pub struct RankedPairs {
    /// By pair: its mentee.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub mentee: Numbers,
    /// By pair: its mentor.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub mentor: Numbers,
    /// By pair: the mentor's place in the mentee's list.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub mentee_rank: Numbers,
    /// By pair: the mentee's place in the mentor's list.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub mentor_rank: Numbers,
    /// By mentor: how many pairs at most.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub mentor_seats: Numbers,
    /// By mentee: how many pairs at most.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub mentee_seats: Option<Numbers>,
}

/// The chosen pairs, and how many more there could be.
#[napi(object)]
pub struct Stable {
    /// Positions of the chosen pairs, ascending.
    pub edges: Uint32Array,
    /// How many they are.
    pub matched: f64,
    /// What no stable matching exceeds.
    pub bound: f64,
    /// `bound − matched`.
    pub gap: f64,
    /// The mentors who prove the bound.
    pub cover: Uint32Array,
    /// How good the answer is known to be.
    pub status: String,
}

/// The pairs on their way to a thread.
struct Copies {
    mentee: Copied,
    mentor: Copied,
    mentee_rank: Copied,
    mentor_rank: Copied,
    mentor_seats: Copied,
    mentee_seats: Option<Copied>,
}

impl From<&RankedPairs> for Copies {
    fn from(pairs: &RankedPairs) -> Self {
        Copies {
            mentee: Copied::from(&pairs.mentee),
            mentor: Copied::from(&pairs.mentor),
            mentee_rank: Copied::from(&pairs.mentee_rank),
            mentor_rank: Copied::from(&pairs.mentor_rank),
            mentor_seats: Copied::from(&pairs.mentor_seats),
            mentee_seats: pairs.mentee_seats.as_ref().map(Copied::from),
        }
    }
}

/// The pairs as the core takes them.
struct Owned {
    mentee: Vec<u32>,
    mentor: Vec<u32>,
    mentee_rank: Vec<i64>,
    mentor_rank: Vec<i64>,
    mentor_seats: Vec<u32>,
    mentee_seats: Option<Vec<u32>>,
}

impl TryFrom<Copies> for Owned {
    type Error = Error;
    fn try_from(copies: Copies) -> Result<Self, Error> {
        let mut reader = Reader::new(FieldCase::Camel);
        let owned = Owned {
            mentee: copies.mentee.whole(&mut reader, "mentee"),
            mentor: copies.mentor.whole(&mut reader, "mentor"),
            mentee_rank: copies.mentee_rank.whole(&mut reader, "mentee_rank"),
            mentor_rank: copies.mentor_rank.whole(&mut reader, "mentor_rank"),
            mentor_seats: copies.mentor_seats.whole(&mut reader, "mentor_seats"),
            mentee_seats: copies.mentee_seats.map(|seats| seats.whole(&mut reader, "mentee_seats")),
        };
        reader.into_problems().into_result()?;
        Ok(owned)
    }
}

impl Owned {
    fn problem(&self) -> StableProblem<'_> {
        StableProblem {
            mentee: &self.mentee,
            mentor: &self.mentor,
            mentee_rank: &self.mentee_rank,
            mentor_rank: &self.mentor_rank,
            mentor_seats: &self.mentor_seats,
            mentee_seats: self.mentee_seats.as_deref(),
        }
    }
}

/// Matches on a thread of its own.
#[napi]
pub fn start_stable(
    pairs: RankedPairs,
    side: String,
    timeout_ms: Option<f64>,
    watched: bool,
    #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: Stable | null) => void")]
    told: Function<'_, Told<Stable>, ()>,
) -> report::Result<Job> {
    let copies = Copies::from(&pairs);
    start(&told, control(timeout_ms), watched, move |control| stable(copies, &side, control))
}

/// Matches, and holds the event loop until it is done.
#[napi]
pub fn stable_sync(pairs: RankedPairs, side: String, timeout_ms: Option<f64>) -> report::Result<Stable> {
    entry(|| stable(Copies::from(&pairs), &side, &control(timeout_ms)))
}

fn stable(copies: Copies, side: &str, control: &Control) -> Result<Stable, Error> {
    let side = word::<Side>("side", side)?;
    let solution = solve::stable(&Owned::try_from(copies)?.problem(), side, control)?;
    Ok(Stable {
        edges: solution.edges.into(),
        matched: solution.matched as f64,
        bound: solution.bound as f64,
        gap: solution.gap as f64,
        cover: solution.cover.into(),
        status: solution.status.as_str().to_owned(),
    })
}

/// A solution on its way back.
#[napi(object, object_to_js = false)]
pub struct StableClaim {
    /// Positions of the chosen pairs.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub edges: Numbers,
    /// How many they are.
    pub matched: f64,
    /// What no stable matching exceeds.
    pub bound: f64,
    /// The difference.
    pub gap: f64,
    /// The mentors who prove the bound.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub cover: Numbers,
    /// How good the answer is said to be.
    pub status: String,
}

impl TryFrom<&StableClaim> for StableSolution {
    type Error = Error;
    fn try_from(claim: &StableClaim) -> Result<Self, Error> {
        let mut reader = Reader::new(FieldCase::Camel);
        let edges = Copied::from(&claim.edges).whole(&mut reader, "edges");
        let cover = Copied::from(&claim.cover).whole(&mut reader, "cover");
        let status = status(&mut reader, &claim.status);
        reader.into_problems().into_result()?;
        let count = |name, number| whole::<u32>(name, number).map(u64::from);
        let (matched, bound) = (count("matched", claim.matched)?, count("bound", claim.bound)?);
        Ok(StableSolution { edges, matched, bound, gap: count("gap", claim.gap)?, cover, status })
    }
}

/// Checks a solution against its problem without solving it.
#[napi]
pub fn verify_stable(pairs: RankedPairs, claim: StableClaim) -> report::Result<()> {
    entry(|| {
        solve::verify_stable(&Owned::try_from(Copies::from(&pairs))?.problem(), &StableSolution::try_from(&claim)?)
    })
}
