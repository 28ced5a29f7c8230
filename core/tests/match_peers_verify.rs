//! The verifier of rounds between peers is worth what it rejects: one lie of each kind.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use fireside::matching::{PeerBye, Reason};
use fireside::model::{Mentee, Mentor, Offer, Pair, Topic, Want, Willingness};
use fireside::{Cohort, ErrorCode, Odd, PeerMatching, PeerOptions, Status, match_peers};

/// Seven who all offer and want Rust, at levels of their own. The first two are locked; the last two block each other; Zoe says no.
fn cohort() -> Cohort {
    let mut builder = Cohort::builder().topic(Topic::new("rust")).locked(Pair::new("p0", "p1"));
    for k in 0..7_u32 {
        let mut mentor = Mentor::new(format!("p{k}")).offers(Offer::new("rust").level(1 + k % 5));
        if k == 6 {
            mentor = mentor.blocks("p5");
        }
        builder = builder.mentor(mentor).mentee(Mentee::new(format!("p{k}")).wants(Want::new("rust").level(1 + k / 2)));
    }
    builder.mentor(Mentor::new("zoe").offers(Offer::new("rust").willingness(Willingness::No))).build().unwrap()
}

fn honest(odd: Odd) -> PeerMatching {
    match_peers(&cohort(), &PeerOptions { rounds: 3, odd, ..PeerOptions::default() }).unwrap()
}

/// The codes that verifying reports after `lie`.
fn after_with(odd: Odd, lie: impl FnOnce(&mut PeerMatching)) -> Vec<ErrorCode> {
    let mut matching = honest(odd);
    let before = matching.clone();
    lie(&mut matching);
    assert_ne!(before, matching, "a lie changes something");
    match matching.verify(&cohort()) {
        Ok(()) => Vec::new(),
        Err(error) => error.problems().map(|problem| problem.code).collect(),
    }
}

fn rejects(code: ErrorCode, lie: impl FnOnce(&mut PeerMatching)) {
    let codes = after_with(Odd::Bye, lie);
    assert!(codes.contains(&code), "{codes:?}");
}

fn rejects_trio(code: ErrorCode, lie: impl FnOnce(&mut PeerMatching)) {
    let codes = after_with(Odd::Trio, lie);
    assert!(codes.contains(&code), "{codes:?}");
}

#[test]
fn honest_documents_pass() {
    for odd in [Odd::Bye, Odd::Trio] {
        let matching = honest(odd);
        matching.verify(&cohort()).unwrap();
        assert!(matching.rounds.iter().any(|round| !round.certificate.odd_sets.is_empty()), "there is a set to drop");
        assert!(matching.rounds[0].pairs.iter().any(|pair| pair.locked));
    }
    let joined = honest(Odd::Trio).rounds.iter().map(|round| round.trios.len()).sum::<usize>();
    assert_eq!(joined, 3);
}

#[test]
fn a_pair_that_meets_again_is_rejected() {
    rejects(ErrorCode::IneligiblePair, |m| m.rounds[1] = m.rounds[2].clone());
}

#[test]
fn people_who_may_not_meet_are_rejected() {
    rejects(ErrorCode::IneligiblePair, |m| m.rounds[0].pairs[1].people = vec!["p5".into(), "p6".into()]);
    rejects(ErrorCode::UnwillingPair, |m| m.rounds[0].pairs[1].people[1] = "zoe".into());
    rejects(ErrorCode::IneligiblePair, |m| m.rounds[0].pairs[1].people[1] = "stranger".into());
    rejects(ErrorCode::IneligiblePair, |m| m.rounds[0].pairs[1].people.reverse());
    rejects(ErrorCode::IneligiblePair, |m| m.rounds[0].pairs[1].people.clear());
}

#[test]
fn a_person_without_an_answer_or_with_two_is_rejected() {
    rejects(ErrorCode::PersonUnanswered, |m| {
        m.rounds[2].byes.pop();
    });
    rejects(ErrorCode::PersonUnanswered, |m| {
        m.rounds[2].pairs.pop();
    });
    rejects(ErrorCode::PersonUnanswered, |m| m.rounds[0].byes[0].reasons.clear());
    rejects(ErrorCode::SeatOversold, |m| {
        let reasons = vec![Reason { code: "paused".into(), count: 1, detail: "p0 is paused".into() }];
        m.rounds[0].byes.push(PeerBye { person: "p0".into(), reasons });
    });
    rejects(ErrorCode::SeatOversold, |m| {
        let pair = m.rounds[0].pairs[0].clone();
        m.rounds[0].pairs.push(pair);
    });
}

#[test]
fn a_lock_that_is_not_kept_is_rejected() {
    rejects(ErrorCode::LockMissing, |m| m.rounds.swap(0, 1));
    rejects(ErrorCode::ScoreMismatch, |m| m.rounds[0].pairs[0].locked = false);
}

#[test]
fn what_is_said_of_a_pair_must_be_so() {
    rejects(ErrorCode::ScoreMismatch, |m| m.rounds[1].pairs[0].points += 1);
    rejects(ErrorCode::ScoreMismatch, |m| m.rounds[1].pairs[0].score += 0.25);
    rejects(ErrorCode::ScoreMismatch, |m| m.rounds[1].pairs[0].summary.push('!'));
    rejects(ErrorCode::ScoreMismatch, |m| m.rounds[1].pairs[0].directions[0].points -= 1);
    rejects(ErrorCode::ScoreMismatch, |m| {
        m.rounds[1].pairs[0].directions.pop();
    });
    rejects(ErrorCode::ScoreMismatch, |m| m.rounds[0].byes[0].reasons[0].count += 1);
    rejects(ErrorCode::ScoreMismatch, |m| m.rounds[0].pairs.reverse());
}

#[test]
fn a_proof_that_was_changed_is_rejected() {
    let certificate = |m: &mut PeerMatching, change: fn(&mut fireside::matching::PeerCertificate)| {
        let round = m.rounds.iter_mut().find(|round| !round.certificate.odd_sets.is_empty()).unwrap();
        change(&mut round.certificate);
    };
    rejects(ErrorCode::BoundMismatch, |m| certificate(m, |it| *it.duals.values_mut().next().unwrap() -= 2));
    rejects(ErrorCode::BoundMismatch, |m| certificate(m, |it| *it.duals.values_mut().next().unwrap() += 2));
    rejects(ErrorCode::BoundMismatch, |m| certificate(m, |it| it.duals.extend([("stranger".to_owned(), 2)])));
    rejects(ErrorCode::BoundMismatch, |m| certificate(m, |it| it.odd_sets.clear()));
    rejects(ErrorCode::BoundMismatch, |m| certificate(m, |it| it.odd_sets[0].dual = i64::MAX));
    rejects(ErrorCode::BoundMismatch, |m| {
        certificate(m, |it| {
            it.odd_sets[0].people.pop();
        });
    });
    rejects(ErrorCode::BoundMismatch, |m| certificate(m, |it| it.lift = i64::MAX));
    rejects(ErrorCode::BoundMismatch, |m| certificate(m, |it| it.most += 2));
    rejects(ErrorCode::BoundMismatch, |m| certificate(m, |it| it.matched -= 2));
    rejects(ErrorCode::BoundMismatch, |m| certificate(m, |it| it.bound_points += 1));
    rejects(ErrorCode::BoundMismatch, |m| certificate(m, |it| it.gap = 1));
    rejects(ErrorCode::BoundMismatch, |m| certificate(m, |it| it.scope = "candidates".into()));
    rejects(ErrorCode::TotalMismatch, |m| certificate(m, |it| it.total_points -= 1));
    rejects(ErrorCode::StatusMismatch, |m| m.rounds[0].status = Status::Deadline);
    rejects(ErrorCode::StatusMismatch, |m| m.status = Status::WithinGap);
    // Candidates are as many of each mentee as are told; a proof of another number is none of these lists.
    rejects(ErrorCode::BoundMismatch, |m| {
        for round in &mut m.rounds {
            round.certificate.scope = "candidates".into();
            round.certificate.candidates = Some(100);
        }
    });
}

/// A choice with fewer points, everything else in order.
#[test]
fn a_worse_choice_is_rejected() {
    let one = honest(Odd::Bye);
    let other = match_peers(&cohort(), &PeerOptions { rounds: 1, seed: 7, ..PeerOptions::default() }).unwrap();
    assert_eq!(one.rounds[0].certificate.total_points, other.rounds[0].certificate.total_points);
    // The pairs of the second round, in the first, with their own sums: eligible, but not the best.
    rejects(ErrorCode::BoundMismatch, |m| {
        let lock = m.rounds[0].pairs[0].clone();
        let mut rest = m.rounds[1].clone();
        rest.pairs.retain(|pair| pair.people.iter().all(|id| id != "p0" && id != "p1"));
        let told = |id: &str| {
            lock.people.iter().any(|it| it == id) || rest.pairs.iter().any(|pair| pair.people.iter().any(|it| it == id))
        };
        let reason = m.rounds[0].byes[0].reasons.clone();
        rest.byes = (0..7)
            .map(|k| format!("p{k}"))
            .chain(["zoe".to_owned()])
            .filter(|id| !told(id))
            .map(|person| PeerBye { person, reasons: reason.clone() })
            .collect();
        m.rounds[0].pairs = std::iter::once(lock.clone()).chain(rest.pairs.clone()).collect();
        m.rounds[0].byes = rest.byes;
        let total = m.rounds[0].pairs.iter().map(|pair| i64::from(pair.points)).sum();
        let matched = 2 * m.rounds[0].pairs.len() as u32;
        let certificate = &mut m.rounds[0].certificate;
        (certificate.total_points, certificate.bound_points) = (total, total);
        certificate.matched = matched;
        certificate.most = certificate.matched;
        m.rounds.truncate(1);
        m.run.options.insert("rounds".into(), "1".into());
    });
}

#[test]
fn who_joins_must_be_the_best_for_it() {
    rejects_trio(ErrorCode::IneligiblePair, |m| m.rounds[0].trios[0].joined = "stranger".into());
    rejects_trio(ErrorCode::BoundMismatch, |m| m.rounds[0].certificate.joining = None);
    rejects_trio(ErrorCode::BoundMismatch, |m| {
        let joining = m.rounds[0].certificate.joining.as_mut().unwrap();
        joining.lift += 1;
    });
    rejects_trio(ErrorCode::BoundMismatch, |m| {
        let joining = m.rounds[0].certificate.joining.as_mut().unwrap();
        joining.total_points += 1;
    });
    rejects_trio(ErrorCode::BoundMismatch, |m| {
        let people = m.rounds[0].pairs[0].people.clone();
        let joining = m.rounds[0].certificate.joining.as_mut().unwrap();
        joining.prices.insert(0, fireside::matching::PeerPrice { people, price: 5 });
    });
    rejects_trio(ErrorCode::BoundMismatch, |m| {
        let joining = m.rounds[0].certificate.joining.as_mut().unwrap();
        joining.gap = 1;
    });
    // A trio taken apart: the third has a bye.
    rejects_trio(ErrorCode::BoundMismatch, |m| {
        let pairs = honest(Odd::Bye).rounds[0].clone();
        let joining = m.rounds[0].certificate.joining.clone();
        m.rounds[0] = pairs;
        m.rounds[0].certificate.joining = joining;
    });
    // Without trios there is nobody who joins.
    let codes = after_with(Odd::Trio, |m| {
        m.run.options.insert("odd".into(), "bye".into());
    });
    assert!(codes.contains(&ErrorCode::IneligiblePair), "{codes:?}");
}

#[test]
fn another_cohort_or_another_run_is_rejected() {
    rejects(ErrorCode::WrongCohort, |m| m.schema = "fireside/matching/1".into());
    rejects(ErrorCode::WrongCohort, |m| m.run.input_hash = "0".repeat(64));
    rejects(ErrorCode::WrongCohort, |m| m.run.policy_hash = "0".repeat(64));
    rejects(ErrorCode::WrongCohort, |m| m.run.objective = "total".into());
    rejects(ErrorCode::WrongCohort, |m| m.run.options.clear());
    rejects(ErrorCode::WrongCohort, |m| {
        m.rounds.pop();
    });
    rejects(ErrorCode::WrongCohort, |m| m.rounds.clear());
    let error = PeerMatching::from_json(&honest(Odd::Bye).to_json().replace("fireside/peers/1", "fireside/peers/2"));
    assert_eq!(error.unwrap_err().code(), ErrorCode::UnsupportedSchema);
}
