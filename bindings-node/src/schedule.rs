//! Who meets whom and when, on plain edges, and slots for pairs that are chosen already.

use fireside::read::{FieldCase, Reader};
use fireside::solve::{self, Aim, ScheduleProblem, ScheduleSolution};
use fireside::{Control, Error};
use napi::bindgen_prelude::{Float64Array, Function, Uint32Array};
use napi_derive::napi;

use crate::job::{Job, Told, start};
use crate::numbers::{Copied, Numbers, whole, whole_in};
use crate::options::control;
use crate::report::{self, entry};
use crate::slots::{CopiedFree, Free};
use crate::solve::{Copies, Edges, Owned, status, word};

/// Edges, seats, and when everybody is free.
#[napi(object, object_to_js = false)]
pub struct Calendars {
    /// The edges with the seats of both sides.
    pub edges: Edges,
    /// How many slots there are.
    pub slots: f64,
    /// When each mentee is free.
    #[napi(ts_type = "Uint8Array | BigUint64Array")]
    pub mentee_free: Free,
    /// When each mentor is free.
    #[napi(ts_type = "Uint8Array | BigUint64Array")]
    pub mentor_free: Free,
    /// By slot: how many sessions at most.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub slot_rooms: Option<Numbers>,
    /// How many slots in a row a session takes.
    pub slots_per_session: f64,
}

/// The same on their way to a thread.
struct CopiedCalendars {
    edges: Copies,
    slots: f64,
    mentee_free: CopiedFree,
    mentor_free: CopiedFree,
    slot_rooms: Option<Copied>,
    slots_per_session: f64,
}

impl From<&Calendars> for CopiedCalendars {
    fn from(calendars: &Calendars) -> Self {
        CopiedCalendars {
            edges: Copies::from(&calendars.edges),
            slots: calendars.slots,
            mentee_free: CopiedFree::from(&calendars.mentee_free),
            mentor_free: CopiedFree::from(&calendars.mentor_free),
            slot_rooms: calendars.slot_rooms.as_ref().map(Copied::from),
            slots_per_session: calendars.slots_per_session,
        }
    }
}

/// The same as the core takes them.
struct OwnedCalendars {
    edges: Owned,
    slots: u32,
    mentee_free: Vec<u64>,
    mentor_free: Vec<u64>,
    slot_rooms: Option<Vec<u32>>,
    slots_per_session: u32,
}

impl TryFrom<CopiedCalendars> for OwnedCalendars {
    type Error = Error;
    fn try_from(copies: CopiedCalendars) -> Result<Self, Error> {
        let edges = Owned::try_from(copies.edges)?;
        let mut reader = Reader::new(FieldCase::Camel);
        let slots = whole_in(&mut reader, "slots", copies.slots);
        let slots_per_session = whole_in(&mut reader, "slots_per_session", copies.slots_per_session);
        let slot_rooms = copies.slot_rooms.map(|rooms| rooms.whole(&mut reader, "slot_rooms"));
        reader.into_problems().into_result()?;
        let mentee_free = copies.mentee_free.words("mentee_free", slots)?;
        let mentor_free = copies.mentor_free.words("mentor_free", slots)?;
        Ok(OwnedCalendars { edges, slots, mentee_free, mentor_free, slot_rooms, slots_per_session })
    }
}

impl OwnedCalendars {
    fn problem(&self) -> ScheduleProblem<'_> {
        ScheduleProblem {
            edges: self.edges.problem(),
            slots: self.slots,
            mentee_free: &self.mentee_free,
            mentor_free: &self.mentor_free,
            slot_rooms: self.slot_rooms.as_deref(),
            slots_per_session: self.slots_per_session,
        }
    }
}

/// What one more session of a mentor at a slot would add, beyond the price of the mentor.
#[napi(object)]
pub struct SlotPrice {
    /// Whose.
    pub mentor: f64,
    /// When.
    pub slot: f64,
    /// Above 0.
    pub price: f64,
}

/// Who meets whom and when, and the proof.
#[napi(object)]
pub struct Schedule {
    /// Positions of the chosen edges, ascending.
    pub edges: Uint32Array,
    /// When each of them starts.
    pub slots: Uint32Array,
    /// Their weights together.
    pub total: f64,
    /// No schedule has more sessions.
    pub most: Option<f64>,
    /// No schedule has a greater total.
    pub bound: f64,
    /// `bound − total`.
    pub gap: f64,
    /// What a session is worth beyond its weight.
    pub lift: f64,
    /// One a mentor.
    pub prices: Float64Array,
    /// Those of mentors and slots that are not 0.
    pub slot_prices: Vec<SlotPrice>,
    /// One a slot, or none.
    pub room_prices: Float64Array,
    /// How good the answer is known to be.
    pub status: String,
}

/// Solves on a thread of its own.
#[napi]
pub fn start_schedule(
    calendars: Calendars,
    aim: String,
    timeout_ms: Option<f64>,
    watched: bool,
    #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: Schedule | null) => void")]
    told: Function<'_, Told<Schedule>, ()>,
) -> report::Result<Job> {
    let copies = CopiedCalendars::from(&calendars);
    start(&told, control(timeout_ms), watched, move |control| schedule(copies, &aim, control))
}

/// Solves, and holds the event loop until it is done.
#[napi]
pub fn schedule_sync(calendars: Calendars, aim: String, timeout_ms: Option<f64>) -> report::Result<Schedule> {
    entry(|| schedule(CopiedCalendars::from(&calendars), &aim, &control(timeout_ms)))
}

fn schedule(copies: CopiedCalendars, aim: &str, control: &Control) -> Result<Schedule, Error> {
    let aim = word::<Aim>("aim", aim)?;
    let solution = solve::schedule(&OwnedCalendars::try_from(copies)?.problem(), aim, control)?;
    let floats = |prices: &[i64]| prices.iter().map(|&price| price as f64).collect::<Vec<_>>();
    let slot_price = |slot: &solve::SlotPrice| SlotPrice {
        mentor: f64::from(slot.mentor),
        slot: f64::from(slot.slot),
        price: slot.price as f64,
    };
    Ok(Schedule {
        prices: floats(&solution.prices).into(),
        slot_prices: solution.slot_prices.iter().map(slot_price).collect(),
        room_prices: floats(&solution.room_prices).into(),
        edges: solution.edges.into(),
        slots: solution.slots.into(),
        total: solution.total as f64,
        most: solution.most.map(|most| most as f64),
        bound: solution.bound as f64,
        gap: solution.gap as f64,
        lift: solution.lift as f64,
        status: solution.status.as_str().to_owned(),
    })
}

/// A solution on its way back.
#[napi(object, object_to_js = false)]
pub struct ScheduleClaim {
    /// Positions of the chosen edges.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub edges: Numbers,
    /// When each of them starts.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub slots: Numbers,
    /// Their weights together.
    pub total: f64,
    /// What no schedule has more sessions than.
    pub most: Option<f64>,
    /// What no schedule exceeds.
    pub bound: f64,
    /// The difference.
    pub gap: f64,
    /// What a session is worth beyond its weight.
    pub lift: f64,
    /// One a mentor.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub prices: Numbers,
    /// Those of mentors and slots that are not 0.
    pub slot_prices: Vec<SlotPrice>,
    /// One a slot, or none.
    #[napi(ts_type = "Float64Array | BigInt64Array | BigUint64Array")]
    pub room_prices: Numbers,
    /// How good the answer is said to be.
    pub status: String,
}

impl TryFrom<&ScheduleClaim> for ScheduleSolution {
    type Error = Error;
    fn try_from(claim: &ScheduleClaim) -> Result<Self, Error> {
        let mut reader = Reader::new(FieldCase::Camel);
        let edges = Copied::from(&claim.edges).whole(&mut reader, "edges");
        let slots = Copied::from(&claim.slots).whole(&mut reader, "slots");
        let prices = Copied::from(&claim.prices).whole(&mut reader, "prices");
        let room_prices = Copied::from(&claim.room_prices).whole(&mut reader, "room_prices");
        let slot_prices = reader.field("slot_prices", |reader| {
            let slot_price = |(at, slot): (usize, &SlotPrice)| {
                reader.index(at, |reader| solve::SlotPrice {
                    mentor: whole_in(reader, "mentor", slot.mentor),
                    slot: whole_in(reader, "slot", slot.slot),
                    price: whole_in(reader, "price", slot.price),
                })
            };
            claim.slot_prices.iter().enumerate().map(slot_price).collect()
        });
        let status = status(&mut reader, &claim.status);
        reader.into_problems().into_result()?;
        Ok(ScheduleSolution {
            edges,
            slots,
            total: whole("total", claim.total)?,
            most: claim.most.map(|most| whole::<u32>("most", most).map(u64::from)).transpose()?,
            bound: whole("bound", claim.bound)?,
            gap: whole("gap", claim.gap)?,
            lift: whole("lift", claim.lift)?,
            prices,
            slot_prices,
            room_prices,
            status,
        })
    }
}

/// Checks a solution against its problem without solving it.
#[napi]
pub fn verify_schedule(calendars: Calendars, claim: ScheduleClaim) -> report::Result<()> {
    entry(|| {
        let problem = OwnedCalendars::try_from(CopiedCalendars::from(&calendars))?;
        solve::verify_schedule(&problem.problem(), &ScheduleSolution::try_from(&claim)?)
    })
}
