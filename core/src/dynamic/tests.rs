//! The kernel against cold solves, after any series of changes.

mod checker;
mod edges;
mod laws;
mod world;
