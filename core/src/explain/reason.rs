//! The stable names of reasons.

macro_rules! reasons {
    ($($(#[doc = $doc:literal])+ $variant:ident = $text:literal;)+) => {
        /// Why something is not so. Hosts may branch on it and translate it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ReasonCode { $($(#[doc = $doc])+ $variant,)+ }

        impl ReasonCode {
            /// Every reason there is, in the order in which they are asked.
            pub const ALL: &'static [ReasonCode] = &[$(ReasonCode::$variant,)+];

            /// As documents spell it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(ReasonCode::$variant => $text,)+ }
            }
        }
    };
}

reasons! {
    /// The person is paused.
    Paused = "paused";
    /// The mentor has no seat this round, or the mentee wants no mentor.
    NoCapacity = "no_capacity";
    /// The person takes part, but none of their seats is open now (`open`).
    SeatsInUse = "seats_in_use";
    /// The mentee states no topic, and the policy is to ask.
    NoWants = "no_wants";
    /// The mentor states no topic that they are willing to talk about.
    NoOffers = "no_offers";
    /// Nobody offers a wanted topic or anything near it. Counts topics.
    NoOffer = "no_offer";
    /// The deadline came before the person was looked at.
    Deadline = "deadline";
    /// The seats of these mentors went to pairs that gain more.
    SeatsTaken = "seats_taken";
    /// These mentors have a seat left, but one more conversation would cost more, as load, than the pair adds.
    LoadCost = "load_cost";
    /// These mentors open a circle only if it fills, and it did not.
    CircleNotFilled = "circle_not_filled";
    /// A quota or reserve of the policy has no room for pairs with these people.
    QuotaFull = "quota_full";
    /// If pairs are to meet at times: the two have no time in common for a whole session.
    NoSessionTime = "no_session_time";
    /// If pairs are to meet at times: these mentors have a seat left, but whenever both could meet, one of them has another session, a buffer
    /// or a full week, or rooms are taken.
    TimesTaken = "times_taken";
    /// If pairs are to meet at times: these mentors have a seat and time left. Where finding the best is too hard, not everything is tried;
    /// or the deadline came.
    NotReached = "not_reached";
    /// These mentees are in pairs that gain more, or have all the mentors they want.
    MenteesMatched = "mentees_matched";
    /// They are one person.
    SamePerson = "same_person";
    /// These mentors are paused or have no seat this round.
    MentorUnavailable = "mentor_unavailable";
    /// The mentor has said no to what would have brought the two together.
    Unwilling = "unwilling";
    /// Either blocks the other.
    Blocked = "blocked";
    /// They are not to be matched for now (`apart`).
    ApartForNow = "apart_for_now";
    /// The rule of this name keeps them apart: one is above the other in the reporting line.
    NotInReportingLine = "not_in_reporting_line";
    /// The rule of this name keeps them apart: they have no value of the attribute in common.
    MustShare = "must_share";
    /// The rule of this name keeps them apart: they have a value of the attribute in common.
    MustDiffer = "must_differ";
    /// The rule of this name keeps them apart: the numbers are too near or too far apart.
    Gap = "gap";
    /// The rule of this name keeps them apart: they have met lately.
    NoRepeat = "no_repeat";
    /// They have less time in common than the policy asks for.
    NoCommonTime = "no_common_time";
    /// The pair would have fewer points than the policy asks for.
    BelowMinScore = "below_min_score";
    /// Nothing that one wants is near anything the other offers.
    NoSharedTopic = "no_shared_topic";
    /// There is nobody on the other side whom they do not meet already. Counts those whom they meet.
    NobodyElse = "nobody_else";
    /// In a round between peers: those whom they could meet are in other conversations.
    PeersMatched = "peers_matched";
    /// In a round between peers: those whom they have met in an earlier round of the same call.
    MetBefore = "met_before";
}
