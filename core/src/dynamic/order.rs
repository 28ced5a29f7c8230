//! People of one side in the order of their potentials, brought up to date only when somebody looks.
#![expect(clippy::indexing_slicing, reason = "there is room for whoever was added")]

use super::Weight;
use super::queue::Queue;
use super::ranked::{Entry, Place, Ranked};

#[derive(Debug, Clone, Default)]
pub(super) struct Order {
    ranked: Ranked,
    /// By person: the key they stand at; nothing of whoever is not in the order.
    keys: Vec<Option<Weight>>,
    /// Those who may stand wrong.
    stale: Queue,
}

impl Order {
    pub(super) fn add(&mut self) {
        self.keys.push(None);
        self.stale.add();
    }

    /// Somebody's key may be another one now.
    pub(super) fn touch(&mut self, who: u32) {
        self.stale.push(who);
    }

    /// Puts everybody where they belong. O(changes · log people), and no more than O(people · log people).
    pub(super) fn refresh(&mut self, key: impl Fn(u32) -> Option<Weight>) {
        let many = self.stale.len() > self.keys.len() / 4;
        while let Some(who) = self.stale.pop() {
            let now = key(who);
            let before = std::mem::replace(&mut self.keys[who as usize], now);
            if !many && before != now {
                if let Some(key) = before {
                    self.ranked.remove(Entry::new(key, who));
                }
                if let Some(key) = now {
                    self.ranked.insert(Entry::new(key, who));
                }
            }
        }
        if many {
            let all = (0..).zip(&self.keys).filter_map(|(who, key)| key.map(|key| Entry::new(key, who)));
            self.ranked = Ranked::new(all.collect());
        }
    }

    /// Who stands at a place, the first one being `Place::default()`.
    pub(super) fn at(&self, place: Place) -> Option<u32> {
        self.ranked.at(place).map(Entry::who)
    }

    pub(super) fn after(&self, place: Place) -> Place {
        self.ranked.after(place)
    }
}
