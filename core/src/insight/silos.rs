//! Conversations across silos, so that none that is small can be told from the others.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::document::{SiloLink, SiloOthers, Silos};
use super::round::Round;
use crate::model::Attribute;

/// The network, and how many of how many pairings lead across, if that may be told.
pub(super) fn silos(round: &Round<'_>, attribute: &str) -> (Silos, Option<(u64, u64)>) {
    let mut counts: BTreeMap<(Cow<'_, str>, Cow<'_, str>), u64> = BTreeMap::new();
    let mut unstated = 0;
    for pair in &round.pairs {
        let mentor = round.cohort.mentor(pair.mentor).attributes.get(attribute).and_then(value);
        let mentee = round.cohort.mentee(pair.mentee).attributes.get(attribute).and_then(value);
        match mentor.zip(mentee) {
            Some(link) => *counts.entry(link).or_insert(0) += 1,
            None => unstated += 1,
        }
    }
    let owned = |((mentor, mentee), count): ((Cow<'_, str>, Cow<'_, str>), u64)| {
        ((mentor.into_owned(), mentee.into_owned()), count)
    };
    network(attribute, counts.into_iter().map(owned).collect(), unstated, round.options.min_group.into())
}

/// The one value of an attribute, as text.
fn value(attribute: &Attribute) -> Option<Cow<'_, str>> {
    match attribute {
        Attribute::Text(text) => Some(text.into()),
        Attribute::Number(number) => Some(number.to_string().into()),
        Attribute::List(texts) => match &texts[..] {
            [text] => Some(text.into()),
            _ => None,
        },
    }
}

fn network(
    attribute: &str,
    counts: BTreeMap<(String, String), u64>,
    unstated: u64,
    min_group: u64,
) -> (Silos, Option<(u64, u64)>) {
    let link = |((mentor, mentee), conversations)| SiloLink { mentor, mentee, conversations };
    let all: Vec<SiloLink> = counts.into_iter().map(link).collect();
    let (across, within): (Vec<SiloLink>, Vec<SiloLink>) =
        all.iter().cloned().partition(|link| link.mentor != link.mentee);
    let sum = |links: &[SiloLink]| links.iter().map(|link| link.conversations).sum::<u64>();
    let share = (!all.is_empty()).then(|| (sum(&across), sum(&all)));
    let silos = |links: Vec<SiloLink>, others: Vec<SiloOthers>| Silos {
        attribute: attribute.to_owned(),
        links: in_order(links),
        others,
        unstated: Some(unstated),
        suppressed: false,
    };
    let apart = [(across, true), (within, false)].map(|(links, across)| Told::of(links, Some(across), min_group));
    match apart {
        [Some(across), Some(within)] => {
            let links = across.links.into_iter().chain(within.links).collect();
            (silos(links, across.others.into_iter().chain(within.others).collect()), share)
        }
        _ => match Told::of(all, None, min_group) {
            Some(told) => (silos(told.links, told.others.into_iter().collect()), None),
            None => (Silos { unstated: None, suppressed: true, ..silos(Vec::new(), Vec::new()) }, None),
        },
    }
}

/// Most conversations first, then by names.
fn in_order(mut links: Vec<SiloLink>) -> Vec<SiloLink> {
    links.sort_by(|one, other| {
        (other.conversations, &one.mentor, &one.mentee).cmp(&(one.conversations, &other.mentor, &other.mentee))
    });
    links
}

/// What may be told of some links whose sum is known.
struct Told {
    links: Vec<SiloLink>,
    others: Option<SiloOthers>,
}

impl Told {
    /// Small ones are counted together, with the smallest others where they are not enough; nothing if all of them are not enough.
    fn of(links: Vec<SiloLink>, across: Option<bool>, min_group: u64) -> Option<Self> {
        let mut links = in_order(links);
        let mut others = SiloOthers { across, links: 0, conversations: 0 };
        let enough = |others: &SiloOthers| others.links >= 2 && others.conversations >= min_group;
        while let Some(last) = links.last() {
            let small = last.conversations < min_group;
            if !small && (others.links == 0 || enough(&others)) {
                break;
            }
            others.links += 1;
            others.conversations += last.conversations;
            links.pop();
        }
        match others.links {
            0 => Some(Told { links, others: None }),
            _ => enough(&others).then_some(Told { links, others: Some(others) }),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn counts(list: &[(&str, &str, u64)]) -> BTreeMap<(String, String), u64> {
        list.iter().map(|&(mentor, mentee, count)| ((mentor.to_owned(), mentee.to_owned()), count)).collect()
    }

    #[test]
    fn a_network_by_hand() {
        // One small link across would be what is left of the total: it takes the smallest other with it.
        let list = [("A", "B", 9), ("B", "A", 7), ("A", "C", 2), ("A", "A", 6)];
        let (silos, share) = network("department", counts(&list), 3, 5);
        assert_eq!(share, Some((18, 24)));
        let links: Vec<(&str, &str, u64)> =
            silos.links.iter().map(|link| (&*link.mentor, &*link.mentee, link.conversations)).collect();
        assert_eq!(links, [("A", "B", 9), ("A", "A", 6)]);
        assert_eq!(silos.others, [SiloOthers { across: Some(true), links: 2, conversations: 9 }]);
        // Of two conversations within nothing can be told, so the share across is not known.
        let (silos, share) = network("department", counts(&[("A", "B", 9), ("C", "B", 8), ("A", "A", 2)]), 0, 5);
        assert_eq!((share, silos.links.len()), (None, 1));
        assert_eq!(silos.others, [SiloOthers { across: None, links: 2, conversations: 10 }]);
        let (silos, share) = network("department", counts(&[("A", "B", 3)]), 4, 5);
        assert_eq!((share, silos.links.len(), silos.unstated, silos.suppressed), (None, 0, None, true));
    }

    proptest! {
        /// Whatever is told leaves at least two links that nothing tells apart, of enough conversations, or none.
        #[test]
        fn no_small_link_is_told(list in prop::collection::vec(((0..4_u8, 0..4_u8), 1..12_u64), 0..12), min_group in 2..8_u64) {
            let counts: BTreeMap<(String, String), u64> =
                list.into_iter().map(|((a, b), n)| ((a.to_string(), b.to_string()), n)).collect();
            let all: u64 = counts.values().sum();
            let (silos, share) = network("x", counts.clone(), 0, min_group);
            prop_assert!(silos.links.iter().all(|link| link.conversations >= min_group));
            prop_assert!(silos.others.iter().all(|others| others.links >= 2 && others.conversations >= min_group));
            let told: u64 = silos.links.iter().map(|link| link.conversations).sum();
            let together: u64 = silos.others.iter().map(|others| others.conversations).sum();
            if silos.suppressed {
                prop_assert!(silos.links.is_empty() && silos.others.is_empty() && share.is_none());
            } else {
                prop_assert_eq!(told + together, all);
            }
            // A share across is told only where each of its two parts is whole by itself.
            if let Some((across, of)) = share {
                prop_assert_eq!(of, all);
                let part = |wanted: bool| -> u64 {
                    let links = silos.links.iter().filter(|link| (link.mentor != link.mentee) == wanted);
                    let others = silos.others.iter().filter(|others| others.across == Some(wanted));
                    links.map(|link| link.conversations).sum::<u64>() + others.map(|others| others.conversations).sum::<u64>()
                };
                prop_assert_eq!((part(true), part(false)), (across, all - across));
            }
        }
    }
}
