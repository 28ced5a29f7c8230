import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { matchCohortSync, solve } from 'fireside'

const TOPICS = ['a', 'b', 'c', 'd']
const topic = fc.constantFrom(...TOPICS)
const share = fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10)
const seldom = (value) => fc.option(value, { nil: undefined, freq: 2 })
const mentor = fc.record({
  capacity: fc.integer({ min: 0, max: 3 }),
  open: seldom(fc.integer({ min: 0, max: 2 })),
  responsiveness: seldom(share),
  reliability: seldom(share),
  budget: seldom(fc.constantFrom({ minutes: 20, days: 7 }, { minutes: 70, days: 28 })),
  offers: fc.uniqueArray(fc.record({ topic, level: fc.integer({ min: 1, max: 5 }), willingness: fc.constantFrom('eager', 'willing', 'if_needed', 'no') }), { selector: (offer) => offer.topic, maxLength: 3 }),
})
const mentee = fc.record({
  mentorsWanted: fc.integer({ min: 0, max: 2 }),
  open: seldom(fc.integer({ min: 0, max: 2 })),
  reliability: seldom(share),
  passedOver: fc.integer({ min: 0, max: 4 }),
  wants: fc.uniqueArray(fc.record({ topic, importance: fc.integer({ min: 1, max: 5 }), level: fc.integer({ min: 1, max: 5 }) }), { selector: (want) => want.topic, maxLength: 3 }),
})
const soft = [
  { rule: 'keep_pairs', weight: 20 },
  { rule: 'prefer_responsive', weight: 10 },
  { rule: 'prefer_reliable', weight: 5 },
  { rule: 'favour_passed_over', weight: 15, fullAt: 2 },
]
const places = fc.uniqueArray(fc.tuple(fc.nat(5), fc.nat(7)), { maxLength: 5, selector: ([one, other]) => `${one} ${other}` })
const pairs = (places, mentors, mentees) =>
  places.filter(([one, other]) => one < mentors.length && other < mentees.length).map(([one, other]) => ({ mentor: `m${one}`, mentee: `e${other}` }))
const people = { mentors: fc.array(mentor, { maxLength: 6 }), mentees: fc.array(mentee, { maxLength: 8 }) }
const cohort = fc.record({ ...people, apart: places, known: places, rules: fc.shuffledSubarray(soft) }).map(({ mentors, mentees, apart, known, rules }) => ({
  topics: TOPICS.map((id, at) => ({ id, broader: at > 0 ? [TOPICS[0]] : [] })),
  mentors: mentors.map((one, at) => ({ id: `m${at}`, ...one })),
  mentees: mentees.map((one, at) => ({ id: `e${at}`, ...one })),
  apart: pairs(apart, mentors, mentees),
  incumbents: pairs(known, mentors, mentees),
  policy: { rules },
}))
/** How many seats of a mentor are open: sessions last 30 minutes. */
const seats = ({ capacity, open = 10, budget = { minutes: 1_000 } }) => Math.min(capacity, open, Math.floor(budget.minutes / 30))
const total = (data) => matchCohortSync(data, { threads: 1 }).certificate.totalPoints

test('law: the order in which people are listed does not matter, nor does the number of threads', () => {
  const shuffled = cohort.chain((data) =>
    fc.tuple(
      fc.constant(data),
      fc.shuffledSubarray(data.mentors, { minLength: data.mentors.length }),
      fc.shuffledSubarray(data.mentees, { minLength: data.mentees.length }),
      fc.shuffledSubarray(data.topics, { minLength: data.topics.length }),
    ),
  )
  fc.assert(
    fc.property(shuffled, ([data, mentors, mentees, topics]) => {
      assert.equal(matchCohortSync({ ...data, mentors, mentees, topics }, { threads: 2 }).toJson(), matchCohortSync(data, { threads: 1 }).toJson())
    }),
    { numRuns: 100 },
  )
})

test('law: a seat more never lowers the total, and raises it by its price', () => {
  fc.assert(
    fc.property(cohort, fc.nat(), (data, pick) => {
      if (data.mentors.length === 0) return
      const at = pick % data.mentors.length
      const mentors = data.mentors.map((one, index) => (index === at ? { ...one, capacity: seats(one) + 1, open: undefined, budget: undefined } : one))
      const before = matchCohortSync(data)
      assert.equal(before.certificate.gap, 0)
      const gain = total({ ...data, mentors }) - before.certificate.totalPoints
      assert.ok(gain >= 0)
      // A mentor without seats takes no part, so nothing is known of what a first one would be worth.
      if (seats(data.mentors[at]) > 0) assert.equal(gain, before.certificate.prices[data.mentors[at].id])
    }),
    { numRuns: 100 },
  )
})

test('law: a matching verifies, and everybody is in it', () => {
  fc.assert(
    fc.property(cohort, (data) => {
      const matching = matchCohortSync(data)
      assert.equal(matching.verify(data), true)
      for (const { mentor, mentee } of data.apart) assert.ok(!matching.mentorsOf(mentee).some((pairing) => pairing.mentor === mentor))
      for (const one of data.mentors) assert.ok(matching.pairings.filter(({ mentor }) => mentor === one.id).length <= seats(one))
      for (const { id } of data.mentees) {
        assert.ok(matching.mentorsOf(id).length > 0 || matching.unmatched.some((answer) => answer.mentee === id))
      }
    }),
    { numRuns: 100 },
  )
})

/** The greatest total there is, by trying every choice of edges. */
function bruteForce(edges, mentorSeats, menteeSeats) {
  let best = 0
  const visit = (at, sum) => {
    if (at === edges.length) {
      best = Math.max(best, sum)
      return
    }
    visit(at + 1, sum)
    const [mentee, mentor, weight] = edges[at]
    if (mentorSeats[mentor] > 0 && menteeSeats[mentee] > 0) {
      mentorSeats[mentor] -= 1
      menteeSeats[mentee] -= 1
      visit(at + 1, sum + weight)
      mentorSeats[mentor] += 1
      menteeSeats[mentee] += 1
    }
  }
  visit(0, 0)
  return best
}

test('law: an assignment is as good as the best of all choices, and verifies', () => {
  const edge = fc.tuple(fc.nat(3), fc.nat(3), fc.oneof(fc.nat(4), fc.nat(1_000_000)))
  const seats = (max) => fc.array(fc.nat(max), { minLength: 4, maxLength: 4 })
  fc.assert(
    fc.property(fc.array(edge, { maxLength: 9 }), seats(3), fc.option(seats(2)), (edges, mentorSeats, menteeSeats) => {
      const columns = [0, 1, 2].map((column) => edges.map((one) => one[column]))
      const options = { mentorSeats, menteeSeats: menteeSeats ?? undefined }
      const solution = solve.assignSync(...columns, options)
      assert.equal(solution.total, bruteForce(edges, [...mentorSeats], [...(menteeSeats ?? [1, 1, 1, 1])]))
      assert.deepEqual([solution.gap, solution.bound, solution.status], [0, solution.total, 'optimal'])
      assert.equal(solve.verify(...columns, options, solution), true)
    }),
    { numRuns: 300 },
  )
})
