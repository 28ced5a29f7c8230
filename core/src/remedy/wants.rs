//! One topic more.

use super::now::Now;
use super::options::RemedyOptions;
use super::search::Candidate;
use crate::control::Control;
use crate::error::Error;
use crate::model::{Changes, Want};
use crate::roster::{MentorIx, WantRow};

/// Every topic that the person does not ask for and that leads to somebody, in the order of topics; and whether all were looked at.
///
/// Who has nobody has only new pairs to gain by, and whoever offers nothing near the new topic is worth no more than before. Who has somebody may choose
/// otherwise altogether, so all their pairs are looked at.
///
/// # Errors
/// Cancelled.
pub(super) fn candidates(
    now: &Now<'_>,
    options: &RemedyOptions,
    control: &Control,
) -> Result<(Vec<Candidate>, bool), Error> {
    let (cohort, index) = (&now.view.cohort, now.view.index());
    let (mut roster, mut scorer) = (cohort.roster().clone(), cohort.scorer().clone());
    let person = now.person as usize;
    let wants = roster.mentees.get(person).map(|row| row.wants.clone()).unwrap_or_default();
    let id = &cohort.mentee(now.person).id;
    let mut found = Vec::new();
    for topic in 0..roster.taxonomy.len() as u32 {
        control.check()?;
        if control.is_expired() {
            return Ok((found, false));
        }
        if wants.iter().any(|want| want.topic == topic) || !scorer.has_room_for(&roster, [topic].into_iter()) {
            continue;
        }
        scorer.heed_want(&roster, topic);
        let more = WantRow { topic, importance: options.importance, level: options.level };
        let mut all = wants.clone();
        all.push(more);
        all.sort_unstable_by_key(|want| want.topic);
        let Some(row) = roster.mentees.get_mut(person) else { continue };
        row.wants = vec![more];
        let near = index.sharing(&roster, &scorer, now.person);
        let Some(row) = roster.mentees.get_mut(person) else { continue };
        row.wants = all;
        if near.is_empty() {
            continue;
        }
        let looked_at = if now.has.is_empty() { near } else { index.sharing(&roster, &scorer, now.person) };
        let judged = looked_at.into_iter().map(|mentor| (mentor, scorer.judge(&roster, mentor, now.person)));
        let may = judged.filter(|(mentor, it)| it.exclusion.is_none() && now.may_be_chosen(*mentor, it.points));
        let pairs: Vec<(MentorIx, u32)> = may.map(|(mentor, it)| (mentor, it.points)).collect();
        let Some(most) = pairs.iter().map(|pair| pair.1).max() else { continue };
        let want =
            Want { topic: roster.taxonomy.id(topic).to_owned(), importance: options.importance, level: options.level };
        let changes = Changes { more_wants: [(id.clone(), vec![want])].into(), ..Changes::default() };
        found.push(Candidate { size: 1, worse: false, most, reach: None, changes });
    }
    Ok((found, true))
}
