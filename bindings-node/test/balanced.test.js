// A cost of load: on plain edges the truth by trying everything, and lies about it; in cohorts what it does to concentration.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { InvalidInputError, Matcher, Matching, VerificationError, matchCohortSync, solve } from 'fireside'

// Both would learn a little more from the first mentor; together that is 18, less 2.
const story = [[0, 0, 1, 1], [0, 1, 0, 1], [9, 8, 9, 6]]
const options = { mentorSeats: [5, 5], loadCost: 2 }

test('conversations spread', async () => {
  const found = await solve.balanced(...story, options)
  assert.deepEqual([[...found.edges], [...found.loads], [...found.prices]], [[1, 2], [1, 1], [1, 0]])
  assert.deepEqual([found.total, found.worth, found.bound, found.gap, found.status], [17, 17, 17, 0, 'optimal'])
  assert.deepEqual(solve.balancedSync(...story, options), found)
  assert.equal(solve.verifyBalanced(...story, options, found), true)
  const { edges, total, prices } = solve.assignSync(...story, { mentorSeats: [5, 5] })
  const free = solve.balancedSync(...story, { ...options, loadCost: 0 })
  assert.deepEqual([free.edges, free.total, free.prices], [edges, total, prices])
})

const problem = fc.record({
  pairs: fc.uniqueArray(fc.tuple(fc.nat(3), fc.nat(2), fc.nat(9)), { selector: ([i, j]) => i * 3 + j, maxLength: 9 }),
  mentorSeats: fc.array(fc.nat(4), { minLength: 3, maxLength: 3 }),
  menteeSeats: fc.array(fc.nat(2), { minLength: 4, maxLength: 4 }),
  loadCost: fc.nat(10),
})

function truth({ pairs, mentorSeats, menteeSeats, loadCost }) {
  let best = 0
  for (let choice = 0; choice < 1 << pairs.length; choice++) {
    const chosen = pairs.filter((_, at) => (choice >> at) & 1)
    const count = (side, who) => chosen.filter((pair) => pair[side] === who).length
    const fits = (seats, side) => seats.every((room, who) => count(side, who) <= room)
    if (!fits(menteeSeats, 0) || !fits(mentorSeats, 1)) continue
    const cost = mentorSeats.reduce((sum, _, who) => sum + (count(1, who) * (count(1, who) - 1)) / 2, 0) * loadCost
    best = Math.max(best, chosen.reduce((sum, [, , weight]) => sum + weight, 0) - cost)
  }
  return best
}

test('the truth by enumeration', () => {
  fc.assert(
    fc.property(problem, (given) => {
      const lists = [0, 1, 2].map((field) => given.pairs.map((pair) => pair[field]))
      const { mentorSeats, menteeSeats, loadCost } = given
      const found = solve.balancedSync(...lists, { mentorSeats, menteeSeats, loadCost })
      assert.deepEqual([found.worth, found.bound], [truth(given), truth(given)])
      assert.equal(solve.verifyBalanced(...lists, { mentorSeats, menteeSeats, loadCost }, found), true)
    }),
    { numRuns: 150 },
  )
})

test('lies are found, and what is wrong is named', async () => {
  const honest = solve.balancedSync(...story, options)
  const lies = [
    { total: 18, worth: 18, bound: 18 },
    { worth: 18, bound: 18 },
    { edges: [0, 2], total: 18, loads: [2, 0], worth: 18 },
    { bound: 16, gap: -1 },
    { prices: [0, 0] },
    { prices: [2, 0] },
    { loads: [2, 0] },
    { status: 'deadline' },
  ]
  for (const lie of lies) assert.throws(() => solve.verifyBalanced(...story, options, { ...honest, ...lie }), VerificationError)
  const full = solve.balancedSync(...story, { ...options, loadCost: 0 })
  assert.throws(() => solve.verifyBalanced(...story, options, full), VerificationError, 'the cost hidden')
  for (const [given, expected] of [
    [{ ...options, loadCost: -1 }, 'out_of_range loadCost'],
    [{ ...options, loadCost: 0.5 }, 'wrong_type loadCost'],
    [{ ...options, loadCost: '2' }, 'wrong_type loadCost'],
    [{ mentorSeats: [5, 5] }, 'missing_field loadCost'],
    [{ loadCost: 2 }, 'missing_field mentorSeats'],
  ]) {
    const error = await solve.balanced(...story, given).then(() => assert.fail('it did not fail'), (caught) => caught)
    assert.ok(error instanceof InvalidInputError)
    assert.equal(`${error.code} ${error.path}`, expected)
  }
})

const cohort = {
  topics: [{ id: 'rust' }],
  mentors: [
    { id: 'ada', capacity: 4, offers: [{ topic: 'rust', level: 5 }] },
    { id: 'gil', capacity: 4, offers: [{ topic: 'rust', level: 3 }] },
  ],
  mentees: ['bo', 'cem', 'dan', 'eli'].map((id) => ({ id, wants: [{ topic: 'rust', level: 3 }] })),
}

test('load may cost in a cohort', async () => {
  const matcher = new Matcher(cohort)
  const plain = matcher.runSync()
  assert.equal(plain.certificate.load, undefined)
  assert.deepEqual(plain.load(cohort), { conversations: 4, mentors: 2, mentorsWithAny: 1, most: 4, topTenthShare: 1, gini: 0.5 })
  const found = await matcher.run({ loadCost: 200_000 })
  const { load, mostPoints, totalPoints, boundPoints, gap } = found.certificate
  assert.deepEqual(load.before, plain.load(cohort))
  assert.deepEqual(load.after, { conversations: 4, mentors: 2, mentorsWithAny: 2, most: 2, topTenthShare: 0.5, gini: 0 })
  assert.deepEqual([load.costPoints, boundPoints, gap], [400_000, totalPoints - 400_000, 0])
  assert.equal(mostPoints, plain.certificate.totalPoints)
  assert.equal(found.verify(cohort), true)
  assert.deepEqual(matchCohortSync(cohort, { loadCost: 0 }).toJson(), plain.toJson())
  const told = JSON.parse(found.toJson())
  told.certificate.load.after.gini = 0.1
  assert.throws(() => Matching.fromJson(JSON.stringify(told)).verify(cohort), VerificationError)
  for (const options of [{ loadCost: 1_000_001 }, { loadCost: 1, objective: 'fair' }, { loadCost: 1, maxGap: 0.1 }]) {
    assert.throws(
      () => matcher.runSync(options),
      (error) => error instanceof InvalidInputError && error.code === 'out_of_range' && error.path === 'loadCost',
    )
  }
})
