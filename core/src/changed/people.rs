//! Who is there, and with how many seats.

use std::collections::{BTreeMap, BTreeSet};

use super::origin::Origins;
use crate::error::ErrorCode;
use crate::model::{Changes, CohortData, Mentee, Mentor, Pair, Status};
use crate::read::{Reader, excerpt};
use crate::roster::Suggester;

/// What changes need to know of a person in one of the two roles.
pub(crate) trait Person: Clone {
    fn id(&self) -> &str;
    fn seats(&mut self) -> &mut u32;
    fn status(&mut self) -> &mut Status;
    /// The lists that name people of the other role.
    fn names(&mut self) -> [&mut Vec<String>; 2];
}

macro_rules! person {
    ($kind:ident, $seats:ident) => {
        impl Person for $kind {
            fn id(&self) -> &str {
                &self.id
            }
            fn seats(&mut self) -> &mut u32 {
                &mut self.$seats
            }
            fn status(&mut self) -> &mut Status {
                &mut self.status
            }
            fn names(&mut self) -> [&mut Vec<String>; 2] {
                [&mut self.prefers, &mut self.blocks]
            }
        }
    };
}
person!(Mentor, capacity);
person!(Mentee, mentors_wanted);

/// What the changes say of one role, and what the fields that say it are called.
struct Role<'a, P> {
    /// As they are, in the order of ids.
    people: &'a [P],
    name: &'static str,
    list: &'static str,
    add: (&'static str, &'a [P]),
    replace: (&'static str, &'a [P]),
    remove: (&'static str, &'a [String]),
    /// By id; the name of the field in the changes and in the person.
    seats: (&'static str, &'static str, &'a BTreeMap<String, u32>),
    ids: Ids<'a>,
}

/// The ids that three of these fields speak of.
struct Ids<'a> {
    added: BTreeSet<&'a str>,
    replaced: BTreeSet<&'a str>,
    removed: BTreeSet<&'a str>,
}

impl<'a> Ids<'a> {
    fn new<P: Person>(added: &'a [P], replaced: &'a [P], removed: &'a [String]) -> Self {
        let of = |people: &'a [P]| people.iter().map(Person::id).collect();
        Ids { added: of(added), replaced: of(replaced), removed: names(removed) }
    }
}

/// Mentors and mentees with the changes, both in the order of ids.
pub(super) fn changed(
    data: &CohortData,
    changes: &Changes,
    reader: &mut Reader,
    origins: &mut Origins,
) -> (Vec<Mentor>, Vec<Mentee>) {
    let mentors = Role {
        people: &data.mentors[..],
        name: "mentor",
        list: "mentors",
        add: ("add_mentors", &changes.add_mentors),
        replace: ("replace_mentors", &changes.replace_mentors),
        remove: ("remove_mentors", &changes.remove_mentors),
        seats: ("seats", "capacity", &changes.seats),
        ids: Ids::new(&changes.add_mentors, &changes.replace_mentors, &changes.remove_mentors),
    };
    let mentees = Role {
        people: &data.mentees[..],
        name: "mentee",
        list: "mentees",
        add: ("add_mentees", &changes.add_mentees),
        replace: ("replace_mentees", &changes.replace_mentees),
        remove: ("remove_mentees", &changes.remove_mentees),
        seats: ("wanted", "mentors_wanted", &changes.wanted),
        ids: Ids::new(&changes.add_mentees, &changes.replace_mentees, &changes.remove_mentees),
    };
    mentors.check(reader);
    mentees.check(reader);
    statuses(&mentors, &mentees, changes, reader);
    // Somebody who leaves one role only is forgotten by the other side; somebody who leaves altogether by everybody.
    let (no_mentors, no_mentees) = (&mentors.ids.removed, &mentees.ids.removed);
    let stays = |id: &str| mentors.stays(id) || mentees.stays(id);
    let forgotten = |gone: &BTreeSet<&str>, others: &BTreeSet<&str>, id: &str| {
        gone.contains(id) || (others.contains(id) && !stays(id))
    };
    let by_mentors = |id: &str| forgotten(no_mentees, no_mentors, id);
    let by_mentees = |id: &str| forgotten(no_mentors, no_mentees, id);
    (mentors.changed(changes, by_mentors, origins), mentees.changed(changes, by_mentees, origins))
}

impl<'a, P: Person> Role<'a, P> {
    fn is_there(&self, id: &str) -> bool {
        self.people.binary_search_by(|person| person.id().cmp(id)).is_ok()
    }

    fn keeps(&self, id: &str) -> bool {
        self.is_there(id) && !self.ids.removed.contains(id)
    }

    fn stays(&self, id: &str) -> bool {
        self.keeps(id) || self.ids.added.contains(id)
    }

    fn unknown(&self, reader: &mut Reader, id: &str, suggester: &mut Option<Suggester<'a>>) {
        unknown(reader, self.name, id, suggester, || self.people.iter().map(Person::id).collect());
    }

    /// Notes what these changes cannot mean.
    fn check(&self, reader: &mut Reader) {
        let mut suggester = None;
        let Ids { added, replaced, removed } = &self.ids;
        let contradicts = |reader: &mut Reader, id: &str, what: &str| {
            reader.problem(ErrorCode::Contradiction, format!("`{}` {what}", excerpt(id)));
        };
        let mut seen = BTreeSet::new();
        reader.field(self.remove.0, |reader| {
            for (k, id) in self.remove.1.iter().enumerate() {
                reader.index(k, |reader| {
                    if !self.is_there(id) {
                        self.unknown(reader, id, &mut suggester);
                    } else if !seen.insert(id.as_str()) {
                        reader.problem(ErrorCode::DuplicateEntry, format!("`{}` is listed twice", excerpt(id)));
                    }
                });
            }
        });
        let mut seen = BTreeSet::new();
        reader.field(self.replace.0, |reader| {
            for (k, person) in self.replace.1.iter().enumerate() {
                let id = person.id();
                let problem = |reader: &mut Reader| match () {
                    () if !self.is_there(id) => self.unknown(reader, id, &mut suggester),
                    () if !seen.insert(id) => {
                        reader.problem(ErrorCode::DuplicateId, format!("`{}` is replaced twice", excerpt(id)));
                    }
                    () if removed.contains(id) => contradicts(reader, id, "is removed too"),
                    () => {}
                };
                reader.index(k, |reader| reader.field("id", problem));
            }
        });
        let mut seen = BTreeSet::new();
        reader.field(self.add.0, |reader| {
            for (k, person) in self.add.1.iter().enumerate() {
                let id = person.id();
                let problem = |reader: &mut Reader| match () {
                    () if !seen.insert(id) => {
                        reader.problem(ErrorCode::DuplicateId, format!("`{}` is added twice", excerpt(id)));
                    }
                    () if removed.contains(id) => {
                        contradicts(reader, id, &format!("is removed too: `{}` changes a person", self.replace.0));
                    }
                    () if self.is_there(id) => {
                        let message = format!("the cohort has a {} `{}` already", self.name, excerpt(id));
                        reader.problem(ErrorCode::DuplicateId, message);
                    }
                    () => {}
                };
                reader.index(k, |reader| reader.field("id", problem));
            }
        });
        reader.field(self.seats.0, |reader| {
            for id in self.seats.2.keys() {
                reader.key(id, |reader| match () {
                    () if removed.contains(id.as_str()) => contradicts(reader, id, "is removed too"),
                    () if replaced.contains(id.as_str()) => contradicts(reader, id, "is replaced too: say it there"),
                    () if added.contains(id.as_str()) => contradicts(reader, id, "is added: say it there"),
                    () if !self.is_there(id) => self.unknown(reader, id, &mut suggester),
                    () => {}
                });
            }
        });
    }

    /// The people of this role with the changes, in the order of ids.
    fn changed(&self, changes: &Changes, forgotten: impl Fn(&str) -> bool, origins: &mut Origins) -> Vec<P> {
        let replaced: BTreeMap<&str, (usize, &P)> =
            self.replace.1.iter().enumerate().map(|(k, person)| (person.id(), (k, person))).collect();
        let forgets = !(changes.remove_mentors.is_empty() && changes.remove_mentees.is_empty());
        let mut people: Vec<(P, Option<(&'static str, usize)>)> =
            Vec::with_capacity(self.people.len() + self.add.1.len());
        for person in self.people.iter().filter(|person| !self.ids.removed.contains(person.id())) {
            if let Some(&(k, anew)) = replaced.get(person.id()) {
                people.push((anew.clone(), Some((self.replace.0, k))));
                continue;
            }
            let mut person = person.clone();
            if forgets {
                for list in person.names() {
                    list.retain(|id| !forgotten(id));
                }
            }
            people.push((person, None));
        }
        people.extend(self.add.1.iter().enumerate().map(|(k, person)| (person.clone(), Some((self.add.0, k)))));
        people.sort_by(|a, b| a.0.id().cmp(b.0.id()));
        for (at, (person, from)) in people.iter_mut().enumerate() {
            if let Some((from, k)) = *from {
                origins.entry(self.list, at, from, k);
            }
            if let Some(&seats) = self.seats.2.get(person.id()) {
                origins.number(self.list, at, self.seats.1, self.seats.0, person.id());
                *person.seats() = seats;
            }
        }
        let (pause, resume) = (names(&changes.pause), names(&changes.resume));
        if !(pause.is_empty() && resume.is_empty()) {
            for (person, _) in &mut people {
                if pause.contains(person.id()) {
                    *person.status() = Status::Paused;
                } else if resume.contains(person.id()) {
                    *person.status() = Status::Active;
                }
            }
        }
        people.into_iter().map(|(person, _)| person).collect()
    }
}

fn names(ids: &[String]) -> BTreeSet<&str> {
    ids.iter().map(String::as_str).collect()
}

/// Notes who cannot be paused or resumed.
fn statuses(mentors: &Role<'_, Mentor>, mentees: &Role<'_, Mentee>, changes: &Changes, reader: &mut Reader) {
    let mut suggester = None;
    let pause = names(&changes.pause);
    for (field, ids) in [("pause", &changes.pause), ("resume", &changes.resume)] {
        let mut seen = BTreeSet::new();
        reader.field(field, |reader| {
            for (k, id) in ids.iter().enumerate() {
                let kept = mentors.keeps(id) || mentees.keeps(id);
                let replaced = mentors.ids.replaced.contains(id.as_str()) || mentees.ids.replaced.contains(id.as_str());
                reader.index(k, |reader| {
                    let contradicts = |reader: &mut Reader, what: &str| {
                        reader.problem(ErrorCode::Contradiction, format!("`{}` {what}", excerpt(id)));
                    };
                    if !(mentors.is_there(id) || mentees.is_there(id)) {
                        unknown(reader, "person", id, &mut suggester, || {
                            let mentors = mentors.people.iter().map(Person::id);
                            let all: BTreeSet<&str> = mentors.chain(mentees.people.iter().map(Person::id)).collect();
                            all.into_iter().collect()
                        });
                    } else if !seen.insert(id) {
                        reader.problem(ErrorCode::DuplicateEntry, format!("`{}` is listed twice", excerpt(id)));
                    } else if field == "resume" && pause.contains(id.as_str()) {
                        contradicts(reader, "is paused too");
                    } else if !kept {
                        contradicts(reader, "is removed too");
                    } else if replaced {
                        contradicts(reader, "is replaced too: say it there");
                    }
                });
            }
        });
    }
}

/// Notes who of these pairs is not in the cohort.
pub(super) fn known(data: &CohortData, list: &'static str, pairs: &[Pair], reader: &mut Reader) {
    let (mut near_mentors, mut near_mentees) = (None, None);
    reader.field(list, |reader| {
        for (k, Pair { mentor, mentee }) in pairs.iter().enumerate() {
            reader.index(k, |reader| {
                one_known(reader, "mentor", mentor, &data.mentors, &mut near_mentors);
                one_known(reader, "mentee", mentee, &data.mentees, &mut near_mentees);
            });
        }
    });
}

fn one_known<'a, P: Person>(
    reader: &mut Reader,
    role: &'static str,
    id: &str,
    people: &'a [P],
    suggester: &mut Option<Suggester<'a>>,
) {
    if people.binary_search_by(|person| person.id().cmp(id)).is_err() {
        let ids = || people.iter().map(Person::id).collect();
        reader.field(role, |reader| unknown(reader, role, id, suggester, ids));
    }
}

/// Notes that nobody has this id.
pub(super) fn unknown<'a>(
    reader: &mut Reader,
    who: &str,
    id: &str,
    suggester: &mut Option<Suggester<'a>>,
    ids: impl FnOnce() -> Vec<&'a str>,
) {
    let suggester = suggester.get_or_insert_with(|| Suggester::new(ids()));
    let message = format!("unknown {who} `{}`", excerpt(id));
    reader.problem_with(ErrorCode::UnknownPerson, message, suggester.nearest(id));
}
