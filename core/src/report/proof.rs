//! What is known of how good the matching is, and how anybody can check it.

use super::Sources;
use super::page::Page;
use crate::status::Status;
use crate::words::Phrase;

pub(super) fn proof(sources: &Sources<'_>, page: &mut Page) {
    let (matching, tell) = (sources.matching, &sources.tell);
    let (proof, run) = (&matching.certificate, &matching.run);
    page.paragraph(&tell.choice(Phrase::ReportStatus, matching.status.as_str()));
    let mut figures =
        vec![("total_points", proof.total_points), ("bound_points", proof.bound_points), ("gap", proof.gap)];
    if let Some(most) = proof.most_points {
        figures.push(("most_points", most));
    }
    // The status speaks of the objective, the gap of points.
    if matching.status == Status::Optimal && proof.gap != 0 {
        page.paragraph(&tell.say(Phrase::ReportGap, &[]));
    }
    page.inside("dl", &[("class", "proof")], |page| {
        for (name, value) in figures {
            page.leaf("dt", &[], &tell.choice(Phrase::ReportProof, name));
            page.inside("dd", &[], |page| {
                page.leaf("data", &[("value", &value.to_string())], &tell.whole(value));
            });
        }
        let seed = run.seed.to_string();
        let mut texts = vec![("objective", run.objective.as_str()), ("scope", &proof.scope), ("seed", &seed)];
        texts.extend([("input_hash", run.input_hash.as_str()), ("policy_hash", &run.policy_hash)]);
        texts.extend([("version", run.version.as_str()), ("time_zone_data", &run.time_zone_data)]);
        for (name, value) in texts {
            page.leaf("dt", &[], &tell.choice(Phrase::ReportProof, name));
            page.leaf("dd", &[("class", "hash")], value);
        }
        for (name, value) in &run.options {
            page.leaf("dt", &[], name);
            page.leaf("dd", &[("class", "hash")], value);
        }
    });
    page.paragraph(&tell.say(Phrase::ReportVerify, &[]));
}
