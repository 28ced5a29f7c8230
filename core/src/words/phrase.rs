//! Every phrase there is: its stable code and what it is filled with. The texts are in `core/words`, one file a language.

use super::choices::{CAPTIONS, CHARTS, COLUMNS, FIGURES, METRICS, PROOF, REASONS, SECTIONS};

/// What an argument is, and so what a template may do with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name, or anything else that is put in as it is.
    Text,
    /// A whole number, which may choose a plural.
    Number,
    /// One of these words, which chooses a text and is never shown.
    Choice(&'static [&'static str]),
}

use Kind::{Choice, Number, Text};

/// Weekdays from Monday on.
pub(super) const DAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// Months from January on.
pub(super) const MONTHS: &[&str] =
    &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// What decided a matching.
const GROUNDS: &[&str] = &["points", "load", "times", "coverage", "fair", "passed_over", "ranks", "stable"];

macro_rules! phrases {
    ($($variant:ident = $code:literal { $($argument:ident: $kind:expr),* };)+) => {
        /// A sentence, or a part of one.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Phrase { $($variant,)+ }

        impl Phrase {
            /// Every phrase there is.
            pub(super) const ALL: &'static [Phrase] = &[$(Phrase::$variant,)+];

            /// Its stable name.
            pub(super) const fn code(self) -> &'static str {
                match self { $(Phrase::$variant => $code,)+ }
            }

            /// The names of what it is filled with, in the order in which callers give it.
            pub(super) const fn arguments(self) -> &'static [(&'static str, Kind)] {
                match self { $(Phrase::$variant => &[$((stringify!($argument), $kind)),*],)+ }
            }
        }
    };
}

phrases! {
    // Numbers, lists, durations, days and times: what sentences are made of.
    FormNumberGroup = "form.number.group" {};
    FormNumberDecimal = "form.number.decimal" {};
    FormPercent = "form.percent" { number: Text };
    FormListMore = "form.list.more" { list: Text, item: Text };
    FormListLast = "form.list.last" { list: Text, item: Text };
    FormDurationMinutes = "form.duration.minutes" { minutes: Number };
    FormDurationHours = "form.duration.hours" { hours: Number };
    FormDurationBoth = "form.duration.both" { hours: Number, minutes: Number };
    FormWeekday = "form.weekday" { day: Choice(DAYS) };
    FormWeekdayShort = "form.weekday.short" { day: Choice(DAYS) };
    FormWeekdayEvery = "form.weekday.every" { day: Choice(DAYS) };
    FormMonth = "form.month" { month: Choice(MONTHS) };
    FormDate = "form.date" { weekday: Text, day: Number, month: Text };
    FormDateYear = "form.date.year" { year: Text, month: Text, day: Text };
    FormRange = "form.range" { start: Text, end: Text };
    FormRangeDay = "form.range.day" { start: Text, end: Text, day: Text };
    // Why somebody has nobody, or a seat stays free: told to a mentee of mentors, or to a mentor of mentees.
    ReasonPaused = "reason.paused" { name: Text };
    ReasonNoCapacityMentee = "reason.no_capacity.mentee" { name: Text };
    ReasonNoCapacityMentor = "reason.no_capacity.mentor" { name: Text };
    ReasonNoCapacityBudget = "reason.no_capacity.budget" { name: Text, given: Text, session: Text };
    ReasonSeatsInUseMentee = "reason.seats_in_use.mentee" { name: Text };
    ReasonSeatsInUseMentor = "reason.seats_in_use.mentor" { name: Text, seats: Number };
    ReasonNoWants = "reason.no_wants" { name: Text };
    ReasonNoWantsAsked = "reason.no_wants.asked" { name: Text, who: Choice(&["alike", "others"]), topics: Text };
    ReasonNoOffers = "reason.no_offers" { name: Text };
    ReasonNoOffer = "reason.no_offer" { topics: Text, more: Number };
    ReasonDeadline = "reason.deadline" {};
    ReasonDeadlinePeers = "reason.deadline.peers" { name: Text };
    ReasonSeatsTaken = "reason.seats_taken" { count: Number, to: Text };
    ReasonLoadCost = "reason.load_cost" { count: Number };
    ReasonCircleNotFilledMentee = "reason.circle_not_filled.mentee" { count: Number };
    ReasonCircleNotFilledMentor = "reason.circle_not_filled.mentor" { count: Number };
    ReasonQuotaFullMentee = "reason.quota_full.mentee" { count: Number };
    ReasonQuotaFullMentor = "reason.quota_full.mentor" { count: Number };
    ReasonNoSessionTimeMentee = "reason.no_session_time.mentee" { count: Number, session: Text };
    ReasonNoSessionTimeMentor = "reason.no_session_time.mentor" { count: Number, session: Text };
    ReasonTimesTaken = "reason.times_taken" { count: Number };
    ReasonNotReached = "reason.not_reached" { count: Number };
    ReasonMenteesMatched = "reason.mentees_matched" { count: Number, where: Text };
    ReasonSamePerson = "reason.same_person" {};
    ReasonMentorUnavailableMentee = "reason.mentor_unavailable.mentee" { count: Number };
    ReasonMentorUnavailableMentor = "reason.mentor_unavailable.mentor" { count: Number };
    ReasonUnwillingMentee = "reason.unwilling.mentee" { count: Number };
    ReasonUnwillingMentor = "reason.unwilling.mentor" { count: Number };
    ReasonNoSharedTopicMentee = "reason.no_shared_topic.mentee" { count: Number };
    ReasonNoSharedTopicMentor = "reason.no_shared_topic.mentor" { count: Number };
    ReasonBlockedMentee = "reason.blocked.mentee" { count: Number };
    ReasonBlockedMentor = "reason.blocked.mentor" { count: Number };
    ReasonApartForNowMentee = "reason.apart_for_now.mentee" { count: Number };
    ReasonApartForNowMentor = "reason.apart_for_now.mentor" { count: Number };
    ReasonNoCommonTimeMentee = "reason.no_common_time.mentee" { count: Number, least: Text };
    ReasonNoCommonTimeMentor = "reason.no_common_time.mentor" { count: Number, least: Text };
    ReasonBelowMinScoreMentee = "reason.below_min_score.mentee" { count: Number, least: Text };
    ReasonBelowMinScoreMentor = "reason.below_min_score.mentor" { count: Number, least: Text };
    ReasonRuleMentee = "reason.rule.mentee" { count: Number, rule: Text };
    ReasonRuleMentor = "reason.rule.mentor" { count: Number, rule: Text };
    ReasonNobodyElseMentee = "reason.nobody_else.mentee" { taken: Number };
    ReasonNobodyElseMentor = "reason.nobody_else.mentor" { taken: Number };
    ReasonNobodyElsePeers = "reason.nobody_else.peers" { name: Text };
    ReasonPeersMatched = "reason.peers_matched" { count: Number, name: Text };
    ReasonMetBefore = "reason.met_before" { count: Number, name: Text };
    // On what ground seats went to others.
    GroundOthers = "ground.others" { ground: Choice(GROUNDS) };
    GroundElsewhere = "ground.elsewhere" { ground: Choice(GROUNDS) };
    GroundShort = "ground.short" { points: Text };
    GroundNeeded = "ground.needed" {};
    GroundTie = "ground.tie" {};
    // Who came nearest, and what was in the way.
    NearestSeatsTaken = "nearest.seats_taken" { name: Text, seats: Number, which: Choice(&["all", "open"]), to: Text };
    NearestCircleNotFilled = "nearest.circle_not_filled" { name: Text, least: Number };
    NearestCircleNotFilledOpen = "nearest.circle_not_filled.open" { name: Text, lacking: Number };
    NearestQuotaFull = "nearest.quota_full" { rule: Text };
    NearestNoSessionTime = "nearest.no_session_time" { session: Text };
    NearestTimesTaken = "nearest.times_taken" { name: Text };
    NearestNotReached = "nearest.not_reached" { name: Text };
    NearestLoadCost = "nearest.load_cost" { name: Text, points: Text };
    NearestLoadCostTie = "nearest.load_cost.tie" { name: Text };
    // What stands between two people.
    ObstacleSamePerson = "obstacle.same_person" {};
    ObstacleMentorUnavailable = "obstacle.mentor_unavailable" { mentor: Text };
    ObstacleMentorUnavailableInUse = "obstacle.mentor_unavailable.in_use" { mentor: Text };
    ObstacleNoSharedTopic = "obstacle.no_shared_topic" { mentor: Text, mentee: Text };
    ObstacleUnwilling = "obstacle.unwilling" { mentor: Text, mentee: Text };
    ObstacleBlocked = "obstacle.blocked" {};
    ObstacleApartForNow = "obstacle.apart_for_now" { mentor: Text, mentee: Text };
    ObstacleApartForNowUntil = "obstacle.apart_for_now.until" { mentor: Text, mentee: Text, date: Text };
    ObstacleNoCommonTime = "obstacle.no_common_time" { common: Text, least: Text };
    ObstacleBelowMinScore = "obstacle.below_min_score" { points: Text, least: Text };
    ObstacleRule = "obstacle.rule" { rule: Text };
    ObstacleRuleNotStated = "obstacle.rule.not_stated" { rule: Text };
    // What the parts of a score rest on.
    EvidenceBroad = "evidence.broad" { mentor: Text, topic: Text };
    EvidenceSameTopic = "evidence.same_topic" { wanted: Text, mentor: Text };
    EvidenceNearTopic = "evidence.near_topic" { wanted: Text, mentor: Text, offered: Text, relation: Choice(&["narrower", "broader", "related", "near"]), similarity: Text };
    EvidenceCommonTime = "evidence.common_time" { common: Text };
    EvidenceAvailabilityNotStated = "evidence.availability_not_stated" { name: Text };
    EvidencePreferredByMentee = "evidence.preferred_by_mentee" { mentor: Text, mentee: Text };
    EvidencePreferredByMentor = "evidence.preferred_by_mentor" { mentor: Text, mentee: Text };
    EvidenceHostAffinity = "evidence.host_affinity" { value: Text };
    EvidenceAttribute = "evidence.attribute" { attribute: Text, mentor_value: Text, mentee_value: Text };
    EvidenceAttributeNotStated = "evidence.attribute_not_stated" { attribute: Text };
    EvidenceIncumbent = "evidence.incumbent" {};
    EvidenceResponsiveness = "evidence.responsiveness" { name: Text, value: Text };
    EvidenceResponsivenessAssumed = "evidence.responsiveness.assumed" { name: Text, value: Text };
    EvidenceReliability = "evidence.reliability" { name: Text, value: Text };
    EvidenceReliabilityAssumed = "evidence.reliability.assumed" { name: Text, value: Text };
    EvidencePassedOver = "evidence.passed_over" { name: Text, count: Number };
    // A pair in one sentence.
    Summary = "summary" { mentor: Text, mentee: Text, willingness: Choice(&["eager", "willing", "if_needed"]), offered: Text, relation: Choice(&["same", "near", "broad"]), wanted: Text, more: Number, time: Choice(&["none", "common", "first"]), common: Text, first: Text, zone: Text };
    SummaryFirst = "summary.first" { date: Text, time: Text };
    SummaryNothing = "summary.nothing" { mentor: Text, mentee: Text };
    SummaryJoins = "summary.joins" { name: Text, pair: Text };
    // When two people could meet, or why there is no such time.
    TimeNone = "time.none" { mentor: Text, mentee: Text, length: Choice(&["half_hour", "hour", "other"]), session: Text };
    TimeOneStatesNoTime = "time.one_states_no_time" { silent: Text, other: Text };
    TimeNoFreeTime = "time.no_free_time" { none: Text, who: Text, count: Number };
    TimeShared = "time.shared" { mentor: Text, mentee: Text, when: Text, stretches: Number, total: Text };
    TimeOffGrid = "time.off_grid" { mentor: Text, mentee: Text, when: Text, slot: Number, session: Text };
    TimeTooShort = "time.too_short" { none: Text, longest: Text, when: Text };
    TimeOtherHours = "time.other_hours" { none: Text, own: Text, other: Text, others_hours: Text, own_hours: Text, light: Choice(&["night", "day"]) };
    TimeOtherTimes = "time.other_times" {};
    TimeOtherDays = "time.other_days" { none: Text, mentor: Text, mentee: Text, mentor_days: Text, mentee_days: Text, clocks: Choice(&["same", "mentor"]) };
    TimeOtherDaysMixed = "time.other_days.mixed" { none: Text };
    TimeNeverBothFree = "time.never_both_free" { none: Text };
    TimeWithMore = "time.with_more" { more: Text, name: Text, known: Choice(&["no", "yes"]), why: Text, when: Text };
    TimeWhy = "time.why" { why: Choice(&["busy", "away", "too_soon"]) };
    TimeEvery = "time.every" { day: Text, range: Text, zone: Text };
    TimeOn = "time.on" { date: Text, range: Text, zone: Text };
    TimeAlso = "time.also" { when: Text, range: Text, zone: Text };
    TimeAlsoDay = "time.also.day" { when: Text, day: Text, range: Text, zone: Text };
    // Which time more would open somebody.
    Opening = "opening" { place: Choice(&["partly", "between", "after", "before", "from"]), more: Text, start: Text, end: Text, day: Text, side: Choice(&["mentors", "mentees"]), count: Number };
    // How a pair stands in a matching.
    StandingPaired = "standing.paired" { mentor: Text, mentee: Text };
    StandingTaken = "standing.taken" { mentor: Text, seats: Number, next: Choice(&["this", "others"]), points: Text };
    StandingElsewhere = "standing.elsewhere" { mentee: Text, points: Text };
    StandingElsewhereTie = "standing.elsewhere.tie" { mentee: Text };
    // What would give somebody a mentor.
    RemedyStatus = "remedy.status" { name: Text, then: Text };
    RemedyWanted = "remedy.wanted" { name: Text, then: Text };
    RemedyWant = "remedy.want" { name: Text, topic: Text, then: Text };
    RemedyWindow = "remedy.window" { name: Text, day: Text, start: Text, end: Text, then: Text };
    RemedyRule = "remedy.rule" { rule: Text, then: Text };
    RemedyMinScore = "remedy.min_score" { asked: Text, least: Text, then: Text };
    RemedyMinOverlap = "remedy.min_overlap" { asked: Text, least: Text, then: Text };
    RemedySeat = "remedy.seat" { holder: Text, then: Text };
    RemedyThen = "remedy.then" { name: Text, mentor: Text, left: Number };
    // Why a pair has no place in a schedule. Ids are shown as they are.
    UnscheduledNoTimesStated = "unscheduled.no_times_stated" { mentor: Text, mentee: Text };
    UnscheduledWeeklyLimit = "unscheduled.weekly_limit" { people: Text, session: Number };
    UnscheduledWeeklyLimitCrowd = "unscheduled.weekly_limit.crowd" { person: Text, most: Number, pairs: Number };
    UnscheduledNoCommonTime = "unscheduled.no_common_time" { mentor: Text, mentee: Text, session: Number };
    UnscheduledNoCommonTimeNearest = "unscheduled.no_common_time.nearest" { mentor: Text, mentee: Text, session: Number, minutes: Number, person: Text, start: Text };
    UnscheduledCrowded = "unscheduled.crowded" { person: Text, most: Number, pairs: Number };
    UnscheduledNoRoom = "unscheduled.no_room" { mentor: Text, mentee: Text };
    UnscheduledNoRoomCrowd = "unscheduled.no_room.crowd" { most: Number, pairs: Number };
    UnscheduledTimesTaken = "unscheduled.times_taken" { mentor: Text, mentee: Text };
    UnscheduledTimesTakenPeople = "unscheduled.times_taken.people" { mentor: Text, mentee: Text, people: Text };
    UnscheduledDeadline = "unscheduled.deadline" { mentor: Text, mentee: Text };
    // What stands in calendars, unless the host says otherwise.
    InvitationSummary = "invitation.summary" { mentor: Text, mentee: Text };
    InvitationSummaryTopic = "invitation.summary.topic" { mentor: Text, mentee: Text, topic: Text };
    InvitationDescription = "invitation.description" { mentor: Text, mentee: Text };
    InvitationDescriptionTopic = "invitation.description.topic" { mentor: Text, mentee: Text, topic: Text };
    // What is known of somebody, for them to read.
    StandingResponsiveness = "standing.responsiveness" { successes: Number, observations: Number, days: Number, prior: Number, prior_all: Number };
    StandingReliability = "standing.reliability" { successes: Number, observations: Number, days: Number, prior: Number, prior_all: Number };
    // Why no weights are told.
    FitTooFew = "fit.too_few" { proposals: Number, accepted: Number, fewest: Number, either: Number };
    FitDeadline = "fit.deadline" {};
    FitNoBetterThanChance = "fit.no_better_than_chance" { right: Text, margin: Text };
    // What stands on a page to look at.
    ReportTitle = "report.title" {};
    ReportLead = "report.lead" { pairings: Text, mentees: Text, mentors: Text, seats: Text };
    ReportContents = "report.contents" {};
    ReportIncomplete = "report.incomplete" {};
    ReportMade = "report.made" { version: Text };
    ReportSection = "report.section" { section: Choice(SECTIONS) };
    ReportAbout = "report.about" { section: Choice(SECTIONS) };
    ReportFigure = "report.figure" { figure: Choice(FIGURES) };
    ReportUnknown = "report.unknown" { figures: Text };
    ReportOf = "report.of" { count: Text, of: Text };
    ReportColumn = "report.column" { column: Choice(COLUMNS) };
    ReportCaption = "report.caption" { caption: Choice(CAPTIONS) };
    ReportChart = "report.chart" { chart: Choice(CHARTS) };
    ReportTable = "report.table" { caption: Text };
    ReportMore = "report.more" { count: Number };
    ReportCurrency = "report.currency" { currency: Text };
    ReportOthers = "report.others" { which: Choice(&["unmatched", "nobody"]) };
    ReportWorthAbsent = "report.worth_absent" { why: Choice(&["objective", "limits", "gap", "deadline"]) };
    ReportNothingToRecruit = "report.nothing_to_recruit" {};
    ReportSpread = "report.spread" { gini: Text, tenth: Text };
    ReportAtLeast = "report.at_least" { number: Text };
    ReportMap = "report.map" { attribute: Text };
    ReportSilosOthers = "report.silos.others" { conversations: Text, links: Number, which: Choice(&["across", "within", "both"]) };
    ReportSilosSuppressed = "report.silos.suppressed" {};
    ReportParityAbout = "report.parity.about" { threshold: Text, least: Number };
    ReportParityTable = "report.parity.table" { side: Choice(&["mentee", "mentor"]), by: Text };
    ReportParityTests = "report.parity.tests" { table: Text };
    ReportLess = "report.less" { number: Text };
    ReportFromTo = "report.from_to" { from: Text, to: Text };
    ReportGroup = "report.group" { kind: Choice(&["all", "unnamed", "unknown"]) };
    ReportSuppressed = "report.suppressed" {};
    ReportRate = "report.rate" { metric: Choice(METRICS) };
    ReportRatio = "report.ratio" { metric: Choice(METRICS) };
    ReportBelow = "report.below" { ratio: Text };
    ReportTooFew = "report.too_few" {};
    ReportNobody = "report.nobody" {};
    ReportReason = "report.reason" { reason: Choice(REASONS) };
    ReportStatus = "report.status" { status: Choice(&["optimal", "within_gap", "deadline"]) };
    ReportGap = "report.gap" {};
    ReportProof = "report.proof" { name: Choice(PROOF) };
    ReportVerify = "report.verify" {};
}
