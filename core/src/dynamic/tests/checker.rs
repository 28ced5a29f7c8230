//! Whether a state is an optimum, judged over every pair, with nothing of the kernel's.

use super::super::{Dynamic, Weight};
use super::world::World;

/// What a state says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(crate) held: Vec<Vec<(u32, Weight)>>,
    pub(crate) seated: Vec<Vec<u32>>,
    pub(crate) profit: Vec<Weight>,
    pub(crate) price: Vec<Weight>,
    pub(crate) total: Weight,
}

impl Claim {
    pub(crate) fn of(dynamic: &Dynamic) -> Self {
        let (mentees, mentors) = (0..dynamic.mentees() as u32, 0..dynamic.mentors() as u32);
        Claim {
            held: mentees.clone().map(|mentee| dynamic.held(mentee).to_vec()).collect(),
            seated: mentors.clone().map(|mentor| dynamic.seated(mentor)).collect(),
            profit: mentees.map(|mentee| dynamic.profit(mentee)).collect(),
            price: mentors.map(|mentor| dynamic.price(mentor)).collect(),
            total: dynamic.total(),
        }
    }

    pub(crate) fn pairs(&self) -> Vec<(u32, u32)> {
        let of = |(mentee, held): (u32, &Vec<(u32, Weight)>)| {
            held.iter().map(move |pair| (mentee, pair.0)).collect::<Vec<_>>()
        };
        (0..).zip(&self.held).flat_map(of).collect()
    }

    /// Seats, weights and the total are right.
    pub(crate) fn check_choice(&self, world: &World) -> Result<(), String> {
        let mut seated = vec![Vec::new(); world.mentor_seats.len()];
        let mut total = 0;
        for (mentee, held) in self.held.iter().enumerate() {
            if held.len() > world.mentee_seats[mentee] as usize {
                return Err(format!("mentee {mentee} has too many"));
            }
            if !held.is_sorted_by(|a, b| a.0 < b.0) {
                return Err(format!("the mentors of mentee {mentee} do not ascend"));
            }
            for &(mentor, weight) in held {
                if world.weight[mentee][mentor as usize] != Some(weight) {
                    return Err(format!("{mentee} and {mentor} do not weigh {weight}"));
                }
                seated[mentor as usize].push(mentee as u32);
                total += weight;
            }
        }
        if seated != self.seated {
            return Err("the sides do not agree".to_owned());
        }
        if let Some(mentor) = (0..seated.len()).find(|&j| seated[j].len() > world.mentor_seats[j] as usize) {
            return Err(format!("mentor {mentor} has too many"));
        }
        if total != self.total {
            return Err(format!("the total is {total}"));
        }
        Ok(())
    }

    /// And nothing is better.
    pub(crate) fn check(&self, world: &World) -> Result<(), String> {
        self.check_choice(world)?;
        if self.profit.iter().chain(&self.price).any(|value| *value < 0) {
            return Err("something is worth less than nothing".to_owned());
        }
        for (mentee, row) in world.weight.iter().enumerate().filter(|(i, _)| world.mentee_seats[*i] > 0) {
            if self.held[mentee].len() < world.mentee_seats[mentee] as usize && self.profit[mentee] > 0 {
                return Err(format!("mentee {mentee} lacks a pair"));
            }
            for (mentor, weight) in row.iter().enumerate().filter(|(j, _)| world.mentor_seats[*j] > 0) {
                let Some(weight) = *weight else { continue };
                let held = self.held[mentee].iter().any(|pair| pair.0 as usize == mentor);
                let slack = self.profit[mentee] + self.price[mentor] - weight;
                if !held && slack < 0 {
                    return Err(format!("{mentee} and {mentor} would rather have each other"));
                }
                if held && slack > 0 {
                    return Err(format!("{mentee} and {mentor} would rather not have each other"));
                }
            }
        }
        for (mentor, &seats) in world.mentor_seats.iter().enumerate() {
            if self.seated[mentor].len() < seats as usize && self.price[mentor] > 0 {
                return Err(format!("mentor {mentor} lacks a pair"));
            }
        }
        Ok(())
    }
}

/// What the kernel keeps twice agrees, and prices hold for every pair that is known.
pub(crate) fn check_inside(dynamic: &Dynamic) -> Result<(), String> {
    let market = &dynamic.market;
    let mut ranks: Vec<[Vec<(Weight, u32)>; 2]> = vec![Default::default(); market.mentors.len()];
    let mut known = 0;
    for (mentee, row) in (0..).zip(&market.mentees) {
        let reference = market.reference[mentee as usize];
        let ahead = market.profit.of(mentee) - reference;
        if ahead.abs() > market.drift || market.ahead[mentee as usize] != ahead {
            return Err(format!("the profit of mentee {mentee} is far from {reference}"));
        }
        if row.out && !row.mentors.is_empty() || row.mentors.len() != row.weights.len() || !row.mentors.is_sorted() {
            return Err(format!("the row of mentee {mentee} is out of order"));
        }
        if row.held.iter().any(|pair| row.weight(pair.0) != Some(pair.1)) {
            return Err(format!("mentee {mentee} has a pair that is not known"));
        }
        known += row.mentors.len();
        for (mentor, weight) in row.row() {
            let (held, slack) = (row.holds(mentor), market.slack(mentee, mentor, weight));
            if market.mentors[mentor as usize].out || if held { slack > 0 } else { slack < 0 } {
                return Err(format!("{mentee} and {mentor} have the slack {slack}"));
            }
            let [column, seated] = &mut ranks[mentor as usize];
            if held { seated.push((weight - reference, mentee)) } else { column.push((reference - weight, mentee)) }
        }
    }
    for (mentor, [mut column, mut seated]) in ranks.into_iter().enumerate() {
        column.sort_unstable();
        seated.sort_unstable();
        let is = [&market.mentors[mentor].column, &market.mentors[mentor].seated]
            .map(|ranked| ranked.iter().map(|entry| (entry.key(), entry.who())).collect::<Vec<_>>());
        if is != [column, seated] {
            return Err(format!("the ranks of mentor {mentor} are not those of the rows"));
        }
    }
    if known == market.known { Ok(()) } else { Err(format!("{known} pairs are known")) }
}
