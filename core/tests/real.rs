//! Real data sets against the figures published for them.
//!
//! `make real` with `FIRESIDE_DATA` naming a folder with one folder a data set, each with a `SOURCE.txt` that says where
//! it comes from, under which licence, and what is known to be true of it. Without it, every test says what it skips and
//! passes: the data are other people's and not part of this repository.
//!
//! One line a set: its name, its size, what we reach, what is published. Nobody in the data is named in the output.

mod real {
    mod data;
    mod whole;

    mod calendars;
    mod coding_mentors;
    mod conference_bids;
    mod directories;
    mod esco_digital;
    mod graded_bids;
    mod orlib_assign;
    mod project_allocation;
}
