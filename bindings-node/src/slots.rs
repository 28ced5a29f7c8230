//! When people are free: rows of slots, as one byte a slot or as the core's words.

use fireside::solve::MOST_SLOTS;
use fireside::{Error, ErrorCode};
use napi::bindgen_prelude::{BigUint64Array, Either, Uint8Array};

/// The arrays that `lib/schedule.cjs` hands over.
pub(crate) type Free = Either<Uint8Array, BigUint64Array>;

/// The same, copied: the caller may change or detach the arrays while a thread works.
pub(crate) enum CopiedFree {
    Flags(Vec<u8>),
    Words(Vec<u64>),
}

impl From<&Free> for CopiedFree {
    fn from(free: &Free) -> Self {
        match free {
            Either::A(flags) => CopiedFree::Flags(flags.to_vec()),
            Either::B(words) => CopiedFree::Words(words.to_vec()),
        }
    }
}

impl CopiedFree {
    /// The core's words, of rows with so many slots; `name` is what the argument is called.
    ///
    /// # Errors
    /// [`ErrorCode::LengthMismatch`] for what is no whole number of rows.
    pub(crate) fn words(self, name: &str, slots: u32) -> Result<Vec<u64>, Error> {
        // There are no rows of so many; what is wrong with `slots` the core says.
        if !(1..=MOST_SLOTS).contains(&slots) {
            return Ok(Vec::new());
        }
        let width = slots as usize;
        let flags = match self {
            CopiedFree::Words(words) => return Ok(words),
            CopiedFree::Flags(flags) => flags,
        };
        if !flags.len().is_multiple_of(width) {
            let message = format!("{} entries are no whole number of rows of {slots}", flags.len());
            return Err(Error::new(ErrorCode::LengthMismatch, name, message));
        }
        let packed =
            |slots: &[u8]| slots.iter().enumerate().fold(0, |word, (slot, flag)| word | u64::from(*flag != 0) << slot);
        Ok(flags.chunks(width).flat_map(|row| row.chunks(64).map(packed)).collect())
    }
}
