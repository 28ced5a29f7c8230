//! Suggestions for everybody at once, as columns of numbers.

use super::Matcher;
use crate::control::Control;
use crate::error::{Error, ErrorCode};
use crate::index::{Found, Query, Scratch};

/// The most pairs that [`Matcher::shortlists`] makes.
pub const MOST_PAIRS: usize = 100_000_000;

/// The best mentors of every mentee: one entry a pair, mentees in the order of their ids, the best mentor first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Shortlists {
    /// Positions in the mentees of [`Cohort::data`](crate::Cohort::data), which are in the order of ids.
    pub mentee: Vec<u32>,
    /// Positions in its mentors.
    pub mentor: Vec<u32>,
    /// What the pairs are worth, of 1,000,000.
    pub points: Vec<u32>,
    /// Whether every mentee is there; if not, the deadline came first.
    pub complete: bool,
}

/// A mentor whom somebody may meet.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Candidate {
    /// Their id.
    pub mentor: String,
    /// What the pair is worth, of 1,000,000.
    pub points: u32,
}

impl Matcher {
    /// [`suggest`](Self::suggest) without reasons: some tens of microseconds, where every reason takes some twenty more. For a list that is sorted or
    /// counted, not shown.
    ///
    /// O(mentors · wants / 64) steps of vectors and a judgement for each mentor who may be among the best.
    ///
    /// ```
    /// # use fireside::model::{Mentee, Mentor, Offer, Topic, Want};
    /// # use fireside::{Cohort, Matcher};
    /// # let cohort = Cohort::builder()
    /// #     .topic(Topic::new("rust"))
    /// #     .mentor(Mentor::new("ada").offers(Offer::new("rust")))
    /// #     .mentee(Mentee::new("bo").wants(Want::new("rust")))
    /// #     .build()?;
    /// let best = Matcher::new(cohort).shortlist("bo", 3)?;
    /// assert_eq!((best.len(), best[0].mentor.as_str()), (1, "ada"));
    /// # Ok::<(), fireside::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorCode::UnknownPerson`].
    pub fn shortlist(&self, mentee: &str, k: u32) -> Result<Vec<Candidate>, Error> {
        let view = self.read();
        let asker = view.mentee("mentee", mentee)?;
        let (cohort, mut scratch) = (&view.cohort, Scratch::default());
        let query = Query { asker, most: k as usize, least: 1, known: &[], locked: true };
        let found = view.board.best(cohort.roster(), cohort.scorer(), &view.plain, query, &mut scratch).iter();
        let candidate = |one: &Found| Candidate { mentor: cohort.mentor(one.person()).id.clone(), points: one.points };
        Ok(found.map(candidate).collect())
    }

    /// [`suggest`](Self::suggest) for every mentee at once, as columns of numbers: without reasons, but some microseconds a
    /// mentee. For a page of suggestions that is made overnight, or for a solver of your own.
    ///
    /// O(mentees · mentors / 64) steps in the worst case, on `threads` threads, as many as the machine has if absent; 12
    /// bytes a pair.
    ///
    /// ```
    /// # use fireside::model::{Mentee, Mentor, Offer, Topic, Want};
    /// # use fireside::{Cohort, Control, Matcher};
    /// # let mut builder = Cohort::builder().topic(Topic::new("rust"));
    /// # for id in ["ada", "gil"] {
    /// #     builder = builder.mentor(Mentor::new(id).offers(Offer::new("rust")));
    /// # }
    /// # for id in ["bo", "cem"] {
    /// #     builder = builder.mentee(Mentee::new(id).wants(Want::new("rust")));
    /// # }
    /// # let cohort = builder.build()?;
    /// let matcher = Matcher::new(cohort);
    /// let best = matcher.shortlists(1, None, &Control::new())?;
    /// assert_eq!((&best.mentee[..], &best.mentor[..]), (&[0, 1][..], &[0, 0][..]));
    /// let cohort = matcher.cohort();
    /// assert_eq!(cohort.data().mentors[best.mentor[0] as usize].id, "ada");
    /// # Ok::<(), fireside::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorCode::TooLarge`] if `k` for everybody could be more than [`MOST_PAIRS`] pairs, [`ErrorCode::Cancelled`]. A
    /// deadline is no error.
    pub fn shortlists(&self, k: u32, threads: Option<u32>, control: &Control) -> Result<Shortlists, Error> {
        let view = self.view();
        let sizes = view.cohort.data();
        let most = (k as usize).min(sizes.mentors.len());
        if most.saturating_mul(sizes.mentees.len()) > MOST_PAIRS {
            let message = format!("{most} mentors for each of {} mentees are too many", sizes.mentees.len());
            return Err(Error::new(ErrorCode::TooLarge, "k", message));
        }
        let (entries, complete) = crate::threads::with(threads, || view.best(most, control))??;
        let mut lists = Shortlists { complete, ..Shortlists::default() };
        for (mentee, entries) in entries {
            lists.mentee.extend(std::iter::repeat_n(mentee, entries.len()));
            lists.mentor.extend(entries.iter().map(|entry| entry.0));
            lists.points.extend(entries.iter().map(|entry| entry.1));
        }
        Ok(lists)
    }
}
