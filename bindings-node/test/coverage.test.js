// Coverage on plain edges: the truth by trying everything; and lies about it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { InvalidInputError, VerificationError, solve } from 'fireside'

// The first mentor and the second mentee are worth 9, more than both others together.
const story = [[0, 1, 1], [0, 0, 1], [3, 9, 2]]
const seats = { mentorSeats: [1, 1] }

test('nobody is left out for points', async () => {
  const found = await solve.coverage(...story, seats)
  assert.deepEqual([...found.edges], [0, 2])
  assert.deepEqual([found.matched, found.most, found.total, found.bound, found.gap, found.status], [2, 2, 5, 5, 0, 'optimal'])
  assert.deepEqual(solve.coverageSync(...story, { ...seats, count: 'people' }), found)
  assert.equal(solve.verifyCoverage(...story, seats, found), true)
})

const problem = fc.record({
  pairs: fc.uniqueArray(fc.tuple(fc.nat(3), fc.nat(2), fc.nat(9)), { selector: ([i, j]) => i * 3 + j, maxLength: 9 }),
  mentorSeats: fc.array(fc.nat(2), { minLength: 3, maxLength: 3 }),
  menteeSeats: fc.array(fc.nat(2), { minLength: 4, maxLength: 4 }),
  count: fc.constantFrom('people', 'seats'),
})

function truth({ pairs, mentorSeats, menteeSeats, count }) {
  let best = [0, 0]
  for (let choice = 0; choice < 1 << pairs.length; choice++) {
    const chosen = pairs.filter((_, at) => (choice >> at) & 1)
    const fits = (seats, side) => seats.every((room, who) => chosen.filter((pair) => pair[side] === who).length <= room)
    if (!fits(menteeSeats, 0) || !fits(mentorSeats, 1)) continue
    const reached = count === 'seats' ? chosen.length : new Set(chosen.map(([i]) => i)).size
    const total = chosen.reduce((sum, [, , weight]) => sum + weight, 0)
    if (reached > best[0] || (reached === best[0] && total > best[1])) best = [reached, total]
  }
  return best
}

test('the truth by enumeration', () => {
  fc.assert(
    fc.property(problem, (given) => {
      const lists = [0, 1, 2].map((field) => given.pairs.map((pair) => pair[field]))
      const { mentorSeats, menteeSeats, count } = given
      const found = solve.coverageSync(...lists, { mentorSeats, menteeSeats, count })
      assert.deepEqual([found.matched, found.total], truth(given))
      assert.deepEqual([found.most, found.bound], [found.matched, found.total])
      assert.equal(solve.verifyCoverage(...lists, { mentorSeats, menteeSeats, count }, found), true)
    }),
    { numRuns: 150 },
  )
})

test('lies are found, and what is wrong is named', async () => {
  const honest = solve.coverageSync(...story, seats)
  const lies = [{ edges: [1], matched: 1, total: 9 }, { matched: 3 }, { most: 1, matched: 1 }, { total: 6, bound: 6 }, { bound: 4 }, { status: 'deadline' }, { prices: [0, 0] }]
  for (const lie of lies) assert.throws(() => solve.verifyCoverage(...story, seats, { ...honest, ...lie }), VerificationError)
  for (const [options, expected] of [
    [{ ...seats, count: 'pairs' }, 'unknown_choice count'],
    [{ ...seats, count: 1 }, 'wrong_type count'],
    [{ count: 'seats' }, 'missing_field mentorSeats'],
  ]) {
    const error = await solve.coverage(...story, options).then(() => assert.fail('it did not fail'), (caught) => caught)
    assert.ok(error instanceof InvalidInputError)
    assert.equal(`${error.code} ${error.path}`, expected)
  }
})
