//! What is kept of a calendar as a text: all that bears on time, so that it is read as the whole was.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::component::Kind;
use super::lines::{Content, Lines, Property, content, each_parameter, keep};

/// What holds components together, and none itself.
const WHOLE: &str = "VCALENDAR";

/// A text with what is kept and nothing else, and with numbers for the names of events. Lines end in CR LF and are not folded.
/// O(length · log).
pub(super) fn essence(text: &str) -> String {
    let mut essence = String::new();
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let mut open: Vec<Option<Kind>> = Vec::new();
    for (number, line) in Lines::new(text) {
        let written = match content(Cow::Borrowed(&line), number) {
            Content::Begin(name) => {
                let kind = Kind::within(&name, open.last().copied().flatten());
                open.push(kind);
                if kind.is_none() && name != WHOLE {
                    continue;
                }
                format!("BEGIN:{name}")
            }
            Content::End(name) => {
                if open.pop().flatten().is_none() && name != WHOLE {
                    continue;
                }
                format!("END:{name}")
            }
            // What stands in no component that is kept is not read.
            Content::Property(_) if open.last().copied().flatten().is_none() => continue,
            Content::Property(Property { name: "UID", value, .. }) if !value.is_empty() => {
                let next = names.len();
                format!("UID:{}", names.entry(value.into_owned()).or_insert(next))
            }
            Content::Property(property) => {
                let mut written = property.name.to_owned();
                let rest = line.find([':', ';']).and_then(|end| line.get(end..)).unwrap_or_default();
                each_parameter(rest, |parameter| {
                    if keep(parameter, &mut None) {
                        written.push(';');
                        written.push_str(parameter);
                    }
                });
                written.push(':');
                written.push_str(&property.value);
                written
            }
            Content::Other => continue,
        };
        essence.push_str(&written);
        essence.push_str("\r\n");
    }
    if essence.is_empty() {
        // Nothing in it takes time; it is a calendar all the same.
        essence = format!("BEGIN:{WHOLE}\r\nEND:{WHOLE}\r\n");
    }
    essence
}
