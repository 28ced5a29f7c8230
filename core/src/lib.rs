//! fireside matches mentors and mentees for short, willing conversations, with a reason for every answer and a proof
//! that nothing better exists.
#![forbid(unsafe_code)]
#![warn(missing_docs)]
// Nothing a caller sends may panic. Tests and examples may.
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::unreachable)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking"))]

#[cfg(test)]
extern crate self as fireside;

pub mod assign;
mod audit;
pub mod bipartite;
mod blocking;
pub mod calendar;
mod certificate;
mod changed;
mod cohort;
mod control;
mod cover;
mod curve;
mod decision;
mod diary;
pub mod dynamic;
pub mod error;
pub mod explain;
mod fair;
mod fit;
pub mod index;
mod insight;
mod invitations;
mod journal;
mod listed;
mod live;
mod load;
mod matcher;
pub mod matching;
mod meetings;
pub mod model;
pub mod nearest;
mod options;
mod peer;
pub mod points;
mod pricing;
mod quota;
mod rank;
pub mod read;
mod remedy;
mod report;
pub mod roster;
mod rounds;
mod run;
mod schedule;
pub mod score;
mod sessions;
mod side;
pub mod solve;
mod stable;
pub mod statistics;
mod status;
mod suggest;
mod table;
pub mod taxonomy;
mod threads;
mod ties;
mod verify;
mod view;
mod waiting;
pub mod what_if;
pub mod words;

#[doc = include_str!("../DESIGN.md")]
pub mod design {}

#[doc = include_str!("../OBJECTIVES.md")]
pub mod objectives {}

/// The Rust of the README runs as written.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

pub use audit::{
    Audit, AuditMetric, AuditParity, AuditRate, AuditRow, AuditRowKind, AuditTable, AuditValue, AuditWithheld,
};
pub use blocking::{Blocking, BlockingPair};
pub use cohort::{Cohort, CohortBuilder};
pub use control::{CancelToken, Control, Progress};
pub use curve::{coverage_curve, coverage_curve_with};
pub use decision::DecisionRecord;
pub use error::{Error, ErrorCode, ErrorKind, Problem};
pub use explain::{Explanation, ReasonCode};
pub use fit::{CalibrationBin, FittedWeight, WeightFit};
pub use insight::{
    Association, Figure, FigureCode, HostRates, Insight, InsightOptions, InsightTable, NearTopic, OfBest, Recruit,
    RolledUp, SiloLink, SiloOthers, Silos, TopicSupply, VocabularyGap,
};
pub use invitations::write_invitations;
pub use live::{Candidate, MOST_PAIRS, Matcher, Shortlists, fit_weights};
pub use matcher::{match_cohort, match_cohort_with};
pub use matching::{Applied, CoverageCurve, CoveragePoint, Invitations, Matching, Pairing, PeerMatching, Schedule};
pub use options::{
    ApplyOptions, AuditOptions, AuditSide, Contact, CurveOptions, InvitationOptions, MatchOptions, Objective, Odd,
    PeerOptions, ScheduleOptions,
};
pub use read::FieldCase;
pub use remedy::{Remedies, Remedy, RemedyKind, RemedyOptions};
pub use report::ReportOptions;
pub use rounds::{match_peers, match_peers_with};
pub use sessions::{schedule_matching, schedule_matching_with};
pub use status::Status;
pub use suggest::{Ask, Asker, Between};
pub use waiting::{ExpectedWait, WaitReason, Waiting, WaitingList};
pub use what_if::WhatIf;

#[cfg(test)]
#[path = "../tests/cohort_support/mod.rs"]
mod cohort_support;
