//! Events by id, to know those that come twice.

use super::names::{NameIx, Names};
use crate::model::Event;

/// The ids of all events that anything is known of.
#[derive(Debug, Clone, Default)]
pub(super) struct Events {
    ids: Names,
    /// By number, of those that were taken: a digest.
    digests: Vec<Option<u64>>,
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
        self.digests.get(self.ids.find(id)? as usize).copied().flatten()
    }

    /// An event was taken.
    pub(super) fn take(&mut self, id: &str, digest: u64) {
        let at = self.ids.add(id) as usize;
        if self.digests.len() <= at {
            self.digests.resize(at + 1, None);
        }
        if let Some(known) = self.digests.get_mut(at) {
            *known = Some(digest);
        }
    }

    /// Those that were taken: id and digest, in the order in which they came.
    pub(super) fn taken(&self) -> impl Iterator<Item = (&str, u64)> {
        (0..).zip(&self.digests).filter_map(|(number, digest)| Some((self.ids.get(number), (*digest)?)))
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
