//! Events by id, to know those that come twice.

use super::names::{NameIx, Names};
use crate::model::Event;

/// The ids of all events that anything is known of.
#[derive(Debug, Clone, Default)]
pub(super) struct Events {
    ids: Names,
    /// By number: a digest.
    digests: Vec<u64>,
    /// By number: whether it was taken, and the digest means something. Apart from them, for an option takes as much room as two digests.
    taken: Vec<bool>,
}

impl Events {
    /// The number of an event, taken or not.
    pub(super) fn add(&mut self, id: &str) -> NameIx {
        self.ids.add(id)
    }

    pub(super) fn ids(&self) -> &Names {
        &self.ids
    }

    /// The digest of an event that was taken.
    pub(super) fn digest(&self, id: &str) -> Option<u64> {
        let number = self.ids.find(id)?;
        self.taken_with(number)
    }

    fn taken_with(&self, number: NameIx) -> Option<u64> {
        let taken = self.taken.get(number as usize).copied().unwrap_or(false);
        self.digests.get(number as usize).copied().filter(|_| taken)
    }

    /// An event was taken.
    pub(super) fn take(&mut self, id: &str, digest: u64) {
        let at = self.ids.add(id) as usize;
        if self.digests.len() <= at {
            self.digests.resize(at + 1, 0);
            self.taken.resize(at + 1, false);
        }
        if let (Some(known), Some(taken)) = (self.digests.get_mut(at), self.taken.get_mut(at)) {
            (*known, *taken) = (digest, true);
        }
    }

    /// Those that were taken: id and digest, in the order in which they came.
    pub(super) fn taken(&self) -> impl Iterator<Item = (&str, u64)> {
        (0..self.ids.len() as NameIx).filter_map(|number| Some((self.ids.get(number), self.taken_with(number)?)))
    }
}

/// FNV-1a over the event's JSON: to tell an event that was sent twice from two with one id.
pub(super) fn digest(event: &Event) -> u64 {
    struct Sink(u64);
    impl std::io::Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            for byte in bytes {
                self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut sink = Sink(0xcbf2_9ce4_8422_2325);
    // Plain data into a hash has no way to fail.
    let _ = serde_json::to_writer(&mut sink, event);
    sink.0
}
