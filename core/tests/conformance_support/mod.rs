//! The calls of vectors that need more than a few lines.

pub(crate) mod audit;
pub(crate) mod insight;
pub(crate) mod invitations;
pub(crate) mod live;
pub(crate) mod report;
pub(crate) mod sessions;
pub(crate) mod times;
