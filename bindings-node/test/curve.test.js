// What one more person matched costs: the truth by trying everything, both ends, and lies about it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { CoverageCurve, InvalidInputError, Matcher, VerificationError, coverageCurve, coverageCurveSync, matchCohortSync, solve } from 'fireside'

// The first mentor and the second mentee are worth 9, more than both others together.
const story = [[0, 1, 1], [0, 0, 1], [3, 9, 2]]
const seats = { mentorSeats: [1, 1] }

test('what one more costs', async () => {
  const curve = await solve.coverageCurve(...story, seats)
  assert.deepEqual(curve.points.map(({ matched, total }) => [matched, total]), [[1, 9], [2, 5]])
  assert.deepEqual([...curve.points[1].edges], [0, 2])
  assert.deepEqual([curve.most, curve.status], [2, 'optimal'])
  assert.deepEqual(solve.coverageCurveSync(...story, { ...seats, count: 'people', points: 20 }), curve)
  assert.equal(solve.verifyCoverageCurve(...story, seats, curve), true)
})

const problem = fc.record({
  pairs: fc.uniqueArray(fc.tuple(fc.nat(3), fc.nat(2), fc.nat(9)), { selector: ([i, j]) => i * 3 + j, maxLength: 9 }),
  mentorSeats: fc.array(fc.nat(2), { minLength: 3, maxLength: 3 }),
  menteeSeats: fc.array(fc.nat(2), { minLength: 4, maxLength: 4 }),
  count: fc.constantFrom('people', 'seats'),
  points: fc.integer({ min: 2, max: 6 }),
})

/** The greatest total for every number that can be reached. */
function truth({ pairs, mentorSeats, menteeSeats, count }) {
  const best = new Map()
  for (let choice = 0; choice < 1 << pairs.length; choice++) {
    const chosen = pairs.filter((_, at) => (choice >> at) & 1)
    const fits = (seats, side) => seats.every((room, who) => chosen.filter((pair) => pair[side] === who).length <= room)
    if (!fits(menteeSeats, 0) || !fits(mentorSeats, 1)) continue
    const reached = count === 'seats' ? chosen.length : new Set(chosen.map(([i]) => i)).size
    best.set(reached, Math.max(best.get(reached) ?? 0, chosen.reduce((sum, [, , weight]) => sum + weight, 0)))
  }
  return best
}

test('the truth by enumeration', () => {
  fc.assert(
    fc.property(problem, (given) => {
      const lists = [0, 1, 2].map((field) => given.pairs.map((pair) => pair[field]))
      const { pairs: _, ...options } = given
      const curve = solve.coverageCurveSync(...lists, options)
      const best = truth(given)
      for (const point of curve.points) assert.equal(point.total, best.get(point.matched))
      assert.equal(curve.points[0].total, Math.max(...best.values()))
      assert.equal(curve.points.at(-1).matched, Math.max(...best.keys()))
      const { mentorSeats, menteeSeats, count } = given
      assert.equal(solve.verifyCoverageCurve(...lists, { mentorSeats, menteeSeats, count }, curve), true)
    }),
    { numRuns: 100 },
  )
})

test('lies are found, and what is wrong is named', async () => {
  const honest = solve.coverageCurveSync(...story, seats)
  const [first, last] = honest.points
  const lies = [
    { points: [first] },
    { points: [last] },
    { points: [last, first] },
    { points: [first, { ...last, total: 6, bound: 6 }] },
    { points: [first, { ...last, edges: [1] }] },
    { points: [{ ...first, doubt: 1 }, last] },
    { points: [{ ...first, exact: false }, last] },
    { points: [{ ...first, bonus: 50 }, last] },
    { points: [{ ...first, prices: [9, 9] }, last] },
    { most: 1 },
    { status: 'within_gap' },
  ]
  for (const lie of lies) assert.throws(() => solve.verifyCoverageCurve(...story, seats, { ...honest, ...lie }), VerificationError)
  for (const [options, expected] of [
    [{ ...seats, points: 1 }, 'out_of_range points'],
    [{ ...seats, points: 2.5 }, 'wrong_type points'],
    [{ ...seats, points: '3' }, 'wrong_type points'],
    [{ ...seats, count: 'pairs' }, 'unknown_choice count'],
  ]) {
    const error = await solve.coverageCurve(...story, options).then(() => assert.fail('it did not fail'), (caught) => caught)
    assert.ok(error instanceof InvalidInputError)
    assert.equal(`${error.code} ${error.path}`, expected)
  }
  assert.throws(() => solve.verifyCoverageCurve(...story, seats, { ...honest, points: undefined }), InvalidInputError)
})

// Ada and Cem are worth most, but Bo comes to Ada only.
const cohort = {
  topics: [{ id: 'rust' }, { id: 'law' }, { id: 'chess' }],
  mentors: [
    { id: 'ada', offers: [{ topic: 'rust', level: 5 }] },
    { id: 'eli', offers: [{ topic: 'law', level: 5 }] },
  ],
  mentees: [
    { id: 'bo', wants: [{ topic: 'rust', importance: 1 }, { topic: 'chess', importance: 3 }] },
    { id: 'cem', wants: [{ topic: 'rust', importance: 5 }, { topic: 'law', level: 3, importance: 1 }] },
  ],
}

test('a cohort has its curve, from the most points to the most people', async () => {
  const curve = await coverageCurve(cohort)
  const [total, coverage] = ['total', 'coverage'].map((objective) => matchCohortSync(cohort, { objective }).certificate.totalPoints)
  assert.deepEqual(curve.points.map(({ matched, totalPoints, cost }) => [matched, totalPoints, cost]), [[1, total, 0], [2, coverage, total - coverage]])
  assert.deepEqual([curve.schema, curve.status, curve.most], ['fireside/coverage-curve/1', 'optimal', 2])
  assert.deepEqual(Object.keys(curve.points[0].prices), ['ada'])
  assert.equal(curve.verify(cohort), true)
  assert.equal(coverageCurveSync(cohort, { points: 20 }).toJson(), curve.toJson())
  assert.equal(new Matcher(cohort).coverageCurveSync().toJson(), curve.toJson())
  const again = CoverageCurve.fromJson(curve.toJson())
  assert.deepEqual({ ...again }, { ...curve })
  const told = JSON.parse(curve.toJson())
  told.points[1].matched = 1
  assert.throws(() => CoverageCurve.fromJson(JSON.stringify(told)).verify(cohort), VerificationError)
  assert.throws(() => new CoverageCurve({}), InvalidInputError)
  await assert.rejects(coverageCurve(cohort, { points: 1 }), (error) => error.path === 'points')
  await assert.rejects(coverageCurve(cohort, { point: 1 }), (error) => error.code === 'unknown_field')
  const signal = AbortSignal.abort(new Error('not now'))
  await assert.rejects(coverageCurve(cohort, { signal }), /not now/)
})
