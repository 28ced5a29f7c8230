//! The Node package fireside: converts, calls the core, converts back. Nothing is decided here.
//!
//! What this crate exports is private to the package: the files in `lib/` call it and nobody else. Every exported
//! function goes through `report::entry`, so that whatever happens inside arrives in JavaScript as a problem list and
//! never as a dead process. Long work goes through `job::start`, on a thread of its own.
#![expect(unreachable_pub, reason = "napi's macro exports only what is `pub`, and nothing else imports this crate")]
#![cfg_attr(test, allow(dead_code, reason = "under test, which only clippy asks for, napi's macro exports nothing"))]

mod audit;
mod balanced;
mod calendar;
mod cohort;
mod coverage;
mod curve;
mod fair;
mod invitations;
mod job;
mod journal;
mod matcher;
mod matching;
mod numbers;
mod options;
mod peers;
mod probe;
mod quotas;
mod rank;
mod report;
mod rounds;
mod schedule;
mod sessions;
mod slots;
mod solve;
mod stable;
mod timetable;
mod what_if;
mod words;

// After `journal`, `matcher` and `matching`, whose classes it names.
mod insight;
mod page;
// After `matcher`, to whose class it adds: napi's macro reads files in this order.
mod live;
