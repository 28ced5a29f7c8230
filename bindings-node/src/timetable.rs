//! Slots for pairs that are chosen already.

use fireside::read::{FieldCase, Reader};
use fireside::solve::{self, TimetableProblem};
use fireside::{Control, Error};
use napi::bindgen_prelude::{Function, Int32Array, Uint32Array};
use napi_derive::napi;

use crate::job::{Job, Told, start};
use crate::numbers::{Copied, Numbers, whole_in};
use crate::report::{self, entry};
use crate::slots::{CopiedFree, Free};

/// Pairs, and when everybody is free.
#[napi(object, object_to_js = false)]
pub struct Pairs {
    /// By pair: its mentee.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub mentee: Numbers,
    /// By pair: its mentor.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub mentor: Numbers,
    /// How many slots there are.
    pub slots: f64,
    /// When each mentee is free.
    #[napi(ts_type = "Uint8Array | BigUint64Array")]
    pub mentee_free: Free,
    /// When each mentor is free.
    #[napi(ts_type = "Uint8Array | BigUint64Array")]
    pub mentor_free: Free,
}

/// Pairs of one mentor that have fewer slots than they are.
#[napi(object)]
pub struct Crowd {
    /// Positions of pairs.
    pub pairs: Uint32Array,
    /// All slots that any of them has in common with the mentor.
    pub slots: Uint32Array,
}

/// When pairs meet.
#[napi(object)]
pub struct Timetable {
    /// The slot of each pair; -1 if it has none.
    pub slots: Int32Array,
    /// Why pairs have none.
    pub crowds: Vec<Crowd>,
    /// Whether no timetable has more pairs.
    pub proved: bool,
}

/// The pairs on their way to a thread.
struct CopiedPairs {
    mentee: Copied,
    mentor: Copied,
    slots: f64,
    mentee_free: CopiedFree,
    mentor_free: CopiedFree,
}

impl From<&Pairs> for CopiedPairs {
    fn from(pairs: &Pairs) -> Self {
        CopiedPairs {
            mentee: Copied::from(&pairs.mentee),
            mentor: Copied::from(&pairs.mentor),
            slots: pairs.slots,
            mentee_free: CopiedFree::from(&pairs.mentee_free),
            mentor_free: CopiedFree::from(&pairs.mentor_free),
        }
    }
}

/// Finds slots on a thread of its own.
#[napi]
pub fn start_timetable(
    pairs: Pairs,
    #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: Timetable | null) => void")]
    told: Function<'_, Told<Timetable>, ()>,
) -> report::Result<Job> {
    let copies = CopiedPairs::from(&pairs);
    start(&told, Control::new(), false, move |control| timetable(copies, control))
}

/// Finds slots, and holds the event loop until it is done.
#[napi]
pub fn timetable_sync(pairs: Pairs) -> report::Result<Timetable> {
    entry(|| timetable(CopiedPairs::from(&pairs), &Control::new()))
}

fn timetable(copies: CopiedPairs, control: &Control) -> Result<Timetable, Error> {
    let mut reader = Reader::new(FieldCase::Camel);
    let mentee: Vec<u32> = copies.mentee.whole(&mut reader, "mentee");
    let mentor: Vec<u32> = copies.mentor.whole(&mut reader, "mentor");
    let slots = whole_in(&mut reader, "slots", copies.slots);
    reader.into_problems().into_result()?;
    let mentee_free = copies.mentee_free.words("mentee_free", slots)?;
    let mentor_free = copies.mentor_free.words("mentor_free", slots)?;
    let (mentee_free, mentor_free) = (&mentee_free, &mentor_free);
    let problem = TimetableProblem { mentee: &mentee, mentor: &mentor, slots, mentee_free, mentor_free };
    let found = solve::timetable(&problem, control)?;
    let slots: Vec<i32> = found.slots.iter().map(|slot| slot.map_or(-1, |slot| slot as i32)).collect();
    let crowds = found.crowds.into_iter().map(|crowd| Crowd { pairs: crowd.pairs.into(), slots: crowd.slots.into() });
    Ok(Timetable { slots: slots.into(), crowds: crowds.collect(), proved: found.proved })
}
