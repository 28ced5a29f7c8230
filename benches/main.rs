//! What each layer of the core costs: one file a layer. `cargo bench -p fireside-benches -- assign` runs one of them.

use criterion::criterion_main;

mod assign;
mod calendar;
mod index;
mod matching;
mod objectives;
mod schedule;
mod score;
mod taxonomy;
mod verify;

criterion_main!(
    taxonomy::benches,
    calendar::benches,
    score::benches,
    index::benches,
    assign::benches,
    objectives::benches,
    schedule::benches,
    matching::benches,
    verify::benches,
);
