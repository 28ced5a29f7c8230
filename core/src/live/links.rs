//! Who names whom, and who reports to whom.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::model::{Mentee, Mentor};
use crate::side::Side;

/// Who names whom; those who once did, too.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// By id: who prefers or blocks them, mentors first.
    pub(super) named: HashMap<String, BTreeSet<(Side, String)>>,
    /// To whom somebody reports.
    pub(super) managers: HashSet<String>,
}

impl Links {
    fn note(&mut self, side: Side, who: &str, lists: [&[String]; 2], manager: Option<&String>) {
        for id in lists.into_iter().flatten() {
            self.named.entry(id.clone()).or_default().insert((side, who.to_owned()));
        }
        self.managers.extend(manager.cloned());
    }

    pub(super) fn mentor(&mut self, mentor: &Mentor) {
        self.note(Side::Mentor, &mentor.id, [&mentor.prefers, &mentor.blocks], mentor.manager.as_ref());
    }

    pub(super) fn mentee(&mut self, mentee: &Mentee) {
        self.note(Side::Mentee, &mentee.id, [&mentee.prefers, &mentee.blocks], mentee.manager.as_ref());
    }
}
