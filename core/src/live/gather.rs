//! Who is told of anew by changes.

use std::collections::BTreeMap;

use crate::changed::Person;
use crate::model::Status;

/// Who is told of anew on one side; nothing if that speaks of nobody, or twice of one.
pub(super) fn gather<P: Person>(
    find: impl Fn(&str) -> Option<P>,
    (add, replace, remove): (&[P], &[P], &[String]),
    seats: &BTreeMap<String, u32>,
    (pause, resume): (&[String], &[String]),
) -> Option<BTreeMap<String, Option<P>>> {
    let mut puts: BTreeMap<String, Option<P>> = BTreeMap::new();
    let mut put = |id: &str, person: Option<P>| puts.insert(id.to_owned(), person).is_none().then_some(());
    for person in add {
        find(person.id()).is_none().then_some(())?;
        put(person.id(), Some(person.clone()))?;
    }
    for person in replace {
        find(person.id())?;
        put(person.id(), Some(person.clone()))?;
    }
    for id in remove {
        find(id)?;
        put(id, None)?;
    }
    for (id, &count) in seats {
        let mut person = find(id)?;
        *person.seats() = count;
        put(id, Some(person))?;
    }
    for (ids, status) in [(pause, Status::Paused), (resume, Status::Active)] {
        for id in ids {
            let Some(person) = find(id) else { continue };
            match puts.get_mut(id) {
                Some(Some(put)) if seats.contains_key(id) => *put.status() = status,
                Some(_) => return None,
                None => {
                    let mut person = person;
                    *person.status() = status;
                    puts.insert(id.clone(), Some(person));
                }
            }
        }
    }
    Some(puts)
}
