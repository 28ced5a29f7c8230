//! Where ways out of a market begin, for a search that comes from there: with whoever has nothing to lose.
//!
//! To let go of a seat costs what it costs, so the outside is p_j away from every mentor, or u_i from every mentee, the cheapest first.
//! On the other side it is with those who lack somebody and for whom that is no loss: mentees with an open seat that is worth nothing, or
//! mentors with a free one that costs nothing.

use super::Weight;
use super::market::Market;
use super::ranked::Place;
use super::search::{Node, Way};

#[derive(Debug, Clone)]
pub(super) struct Outside {
    way: Way,
    /// Up to where those who lack somebody were taken.
    lacking: Place,
    /// Up to where the others were.
    others: Place,
}

impl Outside {
    /// Of a market in order. Forward, the outside is p_j away from mentors.
    pub(super) fn new(way: Way) -> Self {
        Outside { way, lacking: Place::default(), others: Place::default() }
    }

    /// The nearest of those who were not passed yet, and how near.
    pub(super) fn peek(&mut self, market: &Market) -> Option<(Weight, Node)> {
        while let Some(node) = self.lack(market) {
            let lacks = match node {
                Node::Mentee(mentee) => market.mentees.get(mentee as usize).is_some_and(|row| row.is_open()),
                Node::Mentor(mentor) => market.mentors.get(mentor as usize).is_some_and(|row| row.is_free()),
            };
            if lacks {
                return Some((0, node));
            }
            self.pass(market);
        }
        match self.way {
            Way::Forward => {
                let mentor = market.price.order.at(self.others)?;
                Some((market.cost(mentor), Node::Mentor(mentor)))
            }
            Way::Reverse => {
                let mentee = market.profit.order.at(self.others)?;
                Some((market.gain(mentee), Node::Mentee(mentee)))
            }
        }
    }

    /// The next of those to whom a seat is worth nothing.
    fn lack(&self, market: &Market) -> Option<Node> {
        match self.way {
            Way::Forward => {
                let mentee = market.profit.order.at(self.lacking)?;
                (market.gain(mentee) <= 0).then_some(Node::Mentee(mentee))
            }
            Way::Reverse => {
                let mentor = market.price.order.at(self.lacking)?;
                (market.cost(mentor) <= 0).then_some(Node::Mentor(mentor))
            }
        }
    }

    /// Passes whoever is next.
    pub(super) fn pass(&mut self, market: &Market) {
        let (prices, profits) = (&market.price.order, &market.profit.order);
        let (lacking, others) = if self.way == Way::Forward { (profits, prices) } else { (prices, profits) };
        if self.lack(market).is_some() {
            self.lacking = lacking.after(self.lacking);
        } else {
            self.others = others.after(self.others);
        }
    }
}
