//! `fireside.solve.schedule` and `fireside.solve.timetable`: who meets whom and when, on bare arrays.

use std::borrow::Cow;

use fireside::read::Reader;
use fireside::solve::{self, Aim, ScheduleProblem, ScheduleSolution, SlotPrice, TimetableProblem};
use fireside::{Control, Error, Status};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use crate::arrays::{bytes, optional_numbers, whole_numbers};
use crate::assign::Arrays;
use crate::control::Hold;
use crate::entry::enter;
use crate::error::exception;
use crate::lent::Numbers;
use crate::objects::argument;
use crate::slots::Free;

/// Edges, seats, and when everybody is free.
struct Calendars {
    edges: Arrays,
    free: [Free; 2],
    slots: u32,
    slot_rooms: Option<Numbers<u32>>,
    slots_per_session: u32,
}

impl Calendars {
    fn read(reader: &mut Reader, problem: &Bound<'_, PyAny>) -> PyResult<Self> {
        let given = |name| problem.get_item(name);
        let number = |reader: &mut Reader, name| argument::<u32>(reader, name, &given(name)?);
        Ok(Calendars {
            edges: Arrays::read(reader, problem)?,
            free: free(reader, problem)?,
            slots: number(reader, "slots")?.unwrap_or_default(),
            slot_rooms: optional_numbers(reader, "slot_rooms", &given("slot_rooms")?)?,
            slots_per_session: number(reader, "slots_per_session")?.unwrap_or_default(),
        })
    }

    /// Shows the core the problem.
    fn solved<R>(&self, solve: impl FnOnce(&ScheduleProblem<'_>) -> Result<R, Error>) -> Result<R, Error> {
        let [mentee_free, mentor_free] = words(&self.free, self.slots)?;
        solve(&ScheduleProblem {
            edges: self.edges.problem(),
            slots: self.slots,
            mentee_free: &mentee_free,
            mentor_free: &mentor_free,
            slot_rooms: self.slot_rooms.as_deref(),
            slots_per_session: self.slots_per_session,
        })
    }
}

/// When mentees and mentors are free.
fn free(reader: &mut Reader, problem: &Bound<'_, PyAny>) -> PyResult<[Free; 2]> {
    let mut of = |name: &'static str| Free::read(reader, name, &problem.get_item(name)?);
    Ok([of("mentee_free")?, of("mentor_free")?])
}

/// The same in the core's words.
fn words(free: &[Free; 2], slots: u32) -> Result<[Cow<'_, [u64]>; 2], Error> {
    let [mentee, mentor] = free;
    Ok([mentee.words(slots)?, mentor.words(slots)?])
}

/// Solves a problem of who meets whom and when; the arrays of the answer come as bytes.
#[pyfunction]
pub(crate) fn schedule<'py>(
    py: Python<'py>,
    problem: &Bound<'py, PyAny>,
    aim: &Bound<'py, PyAny>,
    timeout: &Bound<'py, PyAny>,
    progress: Option<Bound<'py, PyAny>>,
    cancel: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    enter(|| {
        let mut reader = Reader::default();
        let problem = Calendars::read(&mut reader, problem)?;
        let aim = argument::<Aim>(&mut reader, "aim", aim)?.unwrap_or_default();
        reader.into_problems().into_result().map_err(|error| exception(&error))?;
        let hold = Hold::new(timeout, progress, cancel)?;
        let solve = move |control: &Control| problem.solved(|problem| solve::schedule(problem, aim, control));
        let solution = hold.during(py, solve)?;
        let answer = PyDict::new(py);
        answer.set_item("edges", bytes(py, &solution.edges, |edge| edge.to_ne_bytes()))?;
        answer.set_item("slots", bytes(py, &solution.slots, |slot| slot.to_ne_bytes()))?;
        answer.set_item("total", solution.total)?;
        answer.set_item("most", solution.most)?;
        answer.set_item("bound", solution.bound)?;
        answer.set_item("gap", solution.gap)?;
        answer.set_item("lift", solution.lift)?;
        answer.set_item("prices", bytes(py, &solution.prices, |price| price.to_ne_bytes()))?;
        let slot_prices = solution.slot_prices.iter().map(|slot| (slot.mentor, slot.slot, slot.price));
        answer.set_item("slot_prices", PyList::new(py, slot_prices.collect::<Vec<_>>())?)?;
        answer.set_item("room_prices", bytes(py, &solution.room_prices, |price| price.to_ne_bytes()))?;
        answer.set_item("status", solution.status.as_str())?;
        Ok(answer.into_any())
    })
}

/// Raises unless `solution` solves the problem as it says.
#[pyfunction]
pub(crate) fn verify_schedule<'py>(
    py: Python<'py>,
    problem: &Bound<'py, PyAny>,
    solution: &Bound<'py, PyAny>,
) -> PyResult<()> {
    enter(|| {
        let mut reader = Reader::default();
        let problem = Calendars::read(&mut reader, problem)?;
        let field = |name: &'static str| solution.getattr(name);
        let number = |reader: &mut Reader, name| argument::<i64>(reader, name, &field(name)?);
        let mut slot_prices = Vec::new();
        for slot in field("slot_prices")?.try_iter()? {
            let slot = slot?;
            let number = |reader: &mut Reader, name: &'static str| argument(reader, name, &slot.getattr(name)?);
            slot_prices.push(SlotPrice {
                mentor: number(&mut reader, "mentor")?.unwrap_or_default(),
                slot: number(&mut reader, "slot")?.unwrap_or_default(),
                price: argument(&mut reader, "price", &slot.getattr("price")?)?.unwrap_or_default(),
            });
        }
        let solution = ScheduleSolution {
            edges: whole_numbers(&mut reader, "edges", &field("edges")?)?.to_vec(),
            slots: whole_numbers(&mut reader, "slots", &field("slots")?)?.to_vec(),
            total: number(&mut reader, "total")?.unwrap_or_default(),
            most: argument::<Option<u64>>(&mut reader, "most", &field("most")?)?.flatten(),
            bound: number(&mut reader, "bound")?.unwrap_or_default(),
            gap: number(&mut reader, "gap")?.unwrap_or_default(),
            lift: number(&mut reader, "lift")?.unwrap_or_default(),
            prices: whole_numbers(&mut reader, "prices", &field("prices")?)?.to_vec(),
            slot_prices,
            room_prices: whole_numbers(&mut reader, "room_prices", &field("room_prices")?)?.to_vec(),
            status: argument::<Status>(&mut reader, "status", &field("status")?)?.unwrap_or_default(),
        };
        reader.into_problems().into_result().map_err(|error| exception(&error))?;
        Hold::none().during(py, move |_| problem.solved(|problem| solve::verify_schedule(problem, &solution)))
    })
}

/// Slots for pairs that are chosen already; the arrays of the answer come as bytes, and -1 is no slot.
#[pyfunction]
pub(crate) fn timetable<'py>(
    py: Python<'py>,
    problem: &Bound<'py, PyAny>,
    cancel: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    enter(|| {
        let mut reader = Reader::default();
        let given = |name| problem.get_item(name);
        let mentee: Numbers<u32> = whole_numbers(&mut reader, "mentee", &given("mentee")?)?;
        let mentor: Numbers<u32> = whole_numbers(&mut reader, "mentor", &given("mentor")?)?;
        let slots = argument::<u32>(&mut reader, "slots", &given("slots")?)?.unwrap_or_default();
        let free = free(&mut reader, problem)?;
        reader.into_problems().into_result().map_err(|error| exception(&error))?;
        let hold = Hold::new(&py.None().into_bound(py), None, cancel)?;
        let found = hold.during(py, move |control| {
            let [mentee_free, mentor_free] = words(&free, slots)?;
            let (mentee_free, mentor_free) = (&*mentee_free, &*mentor_free);
            let problem = TimetableProblem { mentee: &mentee, mentor: &mentor, slots, mentee_free, mentor_free };
            solve::timetable(&problem, control)
        })?;
        let crowds = found.crowds.iter().map(|crowd| {
            let pairs = bytes(py, &crowd.pairs, |pair| pair.to_ne_bytes());
            (pairs, bytes(py, &crowd.slots, |slot| slot.to_ne_bytes()))
        });
        let answer = PyDict::new(py);
        let slot = |slot: Option<u32>| slot.map_or(-1, |slot| slot as i32).to_ne_bytes();
        answer.set_item("slots", bytes(py, &found.slots, slot))?;
        answer.set_item("crowds", PyList::new(py, crowds.collect::<Vec<_>>())?)?;
        answer.set_item("proved", found.proved)?;
        Ok(answer.into_any())
    })
}
