//! The stable names of figures, and what each of them is.

macro_rules! figures {
    ($($(#[doc = $doc:literal])+ $variant:ident = $text:literal, $people:literal;)+) => {
        /// What a figure tells. *To take part* is to have a seat in this round: mentors who are not paused and have one open, mentees who want a
        /// mentor now. Shares are `count` / `of`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum FigureCode { $($(#[doc = $doc])+ $variant,)+ }

        impl FigureCode {
            /// Every figure there is, in the order of documents.
            pub const ALL: &'static [FigureCode] = &[$(FigureCode::$variant,)+];

            /// As documents spell it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(FigureCode::$variant => $text,)+ }
            }

            /// Whether it is a share of people, so that a change of it is a claim about people.
            pub(super) const fn is_share_of_people(self) -> bool {
                match self { $(FigureCode::$variant => $people,)+ }
            }
        }
    };
}

figures! {
    /// How many mentees take part.
    Mentees = "mentees", false;
    /// How many of them state no topic.
    MenteesBlank = "mentees_blank", false;
    /// How many mentors take part.
    Mentors = "mentors", false;
    /// How many pairings there are: conversations that are planned.
    Pairings = "pairings", false;
    /// Of the mentees who take part, those who have a mentor.
    Coverage = "coverage", true;
    /// Of the mentors who take part, those who have a mentee.
    MentorsMatched = "mentors_matched", true;
    /// How many mentees wait: they take part, ask for something (or the policy lets those who do not meet somebody, too) and have fewer mentors than they want.
    Waiting = "waiting", false;
    /// Of those who wait and of whom it is known since when: for how many hours, rounded down, the one in the middle does; of an even number, the first of
    /// the two. Only a matcher knows.
    WaitingHours = "waiting_hours", false;
    /// The points of all pairings.
    TotalPoints = "total_points", false;
    /// Points a pairing, to the nearest point, halves up.
    MeanPoints = "mean_points", false;
    /// The points of each mentee's best pairing, 0 for those who have none, of the points of the best pair that each could have were nobody else there; over
    /// all mentees who take part and could meet somebody.
    PointsOfBest = "points_of_best", false;
    /// Of the mentees who take part and could meet somebody, those who have a mentor with as many points as any could have.
    FirstChoice = "first_choice", true;
    /// Of them, those who have one of their `best` best mentors: fewer than that many could have more points with them.
    WithinBest = "within_best", true;
    /// Of the pairings in which both state one value of the attribute `silo`, those in which it is not the same.
    AcrossSilos = "across_silos", false;
    /// Of the pairings, those of people who had met before, as the cohort's `history` has it; nothing without any.
    Repeats = "repeats", false;
    /// Of the mentors who have a mentee, those of whom `history` knows no meeting; nothing without any.
    NewVoices = "new_voices", true;
    /// Gini's coefficient of conversations over mentors who take part: see [`Concentration`](crate::matching::Concentration). Nothing without a pairing.
    Gini = "gini", false;
    /// Of the conversations, the share of the tenth of these mentors who have most. Nothing without a pairing.
    TopTenth = "top_tenth", false;
    /// How many seats mentors who take part have.
    Seats = "seats", false;
    /// Of them, those that are taken.
    SeatsTaken = "seats_taken", false;
    /// Seats times a session (`policy.session_minutes`), in hours.
    HoursOffered = "hours_offered", false;
    /// Pairings times a session, in hours.
    HoursPlanned = "hours_planned", false;
    /// How long conversations that were held took, in hours: a session, where events do not say how long. Nothing without events.
    HoursHeld = "hours_held", false;
    /// How many conversations were held. Nothing without events.
    ConversationsHeld = "conversations_held", false;
    /// Of the proposals of which that is known, those that were answered: accepted, scheduled, held or declined by whoever was asked, rather than left until they expired.
    Response = "response", false;
    /// Of the conversations that were held or should have been, those to which somebody did not appear.
    NoShow = "no_show", false;
    /// What the planned conversations cost: the time of both, a session each, and what each costs besides. Rounded to the smallest unit, halves up. Nothing without
    /// rates.
    Cost = "cost", false;
    /// What each costs, likewise. Nothing without a pairing.
    CostPerConversation = "cost_per_conversation", false;
    /// What those that were held cost, for as long as they took. Nothing without rates or events.
    CostHeld = "cost_held", false;
}
