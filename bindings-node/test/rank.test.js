// Rank-maximal and generous matchings on plain edges: the truth by trying everything; and lies about it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { InvalidInputError, VerificationError, solve } from 'fireside'

// Either a first choice and a third, or two second ones.
const story = [[0, 0, 1, 1], [0, 1, 0, 1], [1, 2, 2, 3]]
const seats = { mentorSeats: [1, 1] }

test('first choices, or no last ones', async () => {
  const found = await solve.rankMaximal(...story, seats)
  assert.deepEqual([[...found.edges], [...found.ranks], [...found.signature]], [[0, 3], [1, 2, 3], [1, 0, 1]])
  assert.deepEqual([found.matched, found.proved, found.status], [2, 4, 'optimal'])
  assert.deepEqual(solve.rankMaximalSync(...story, { ...seats, first: 'cardinality' }), found)
  const generous = solve.rankMaximalSync(...story, { ...seats, generous: true })
  assert.deepEqual([...generous.edges], [1, 2])
  assert.equal(solve.verifyRankMaximal(...story, { ...seats, generous: true }, generous), true)
})

const problem = fc.record({
  pairs: fc.uniqueArray(fc.tuple(fc.nat(3), fc.nat(2), fc.integer({ min: -1, max: 2 })), { selector: ([i, j]) => i * 3 + j, maxLength: 9 }),
  mentorSeats: fc.array(fc.nat(2), { minLength: 3, maxLength: 3 }),
  menteeSeats: fc.array(fc.nat(2), { minLength: 4, maxLength: 4 }),
  how: fc.constantFrom({}, { first: 'rank' }, { generous: true }),
})

const better = (a, b) => {
  const at = a.findIndex((number, place) => number !== b[place])
  return at >= 0 && a[at] > b[at]
}

function truth({ pairs, mentorSeats, menteeSeats, how }, ranks) {
  let best = null
  for (let choice = 0; choice < 1 << pairs.length; choice++) {
    const chosen = pairs.filter((_, at) => (choice >> at) & 1)
    const fits = (seats, side) => seats.every((room, who) => chosen.filter((pair) => pair[side] === who).length <= room)
    if (!fits(menteeSeats, 0) || !fits(mentorSeats, 1)) continue
    const signature = ranks.map((rank) => chosen.filter((pair) => pair[2] === rank).length)
    const size = how.first === 'rank' ? 0 : chosen.length
    const key = [size, ...(how.generous ? signature.toReversed().map((count) => -count) : signature)]
    if (best === null || better(key, best.key)) best = { key, signature }
  }
  return best.signature
}

test('the truth by enumeration', () => {
  fc.assert(
    fc.property(problem, (given) => {
      const lists = [0, 1, 2].map((field) => given.pairs.map((pair) => pair[field]))
      const options = { mentorSeats: given.mentorSeats, menteeSeats: given.menteeSeats, ...given.how }
      const found = solve.rankMaximalSync(...lists, options)
      assert.deepEqual([...found.signature], truth(given, [...found.ranks]))
      assert.equal(solve.verifyRankMaximal(...lists, options, found), true)
    }),
    { numRuns: 150 },
  )
})

test('lies are found, and what is wrong is named', async () => {
  const honest = solve.rankMaximalSync(...story, seats)
  const lies = [{ edges: [1, 2] }, { edges: [1, 2], signature: [0, 2, 0] }, { matched: 3 }, { prices: honest.prices.map(() => 0) }, { proved: 3 }, { status: 'deadline' }]
  for (const lie of lies) assert.throws(() => solve.verifyRankMaximal(...story, seats, { ...honest, ...lie }), VerificationError)
  for (const [options, expected] of [
    [{ ...seats, first: 'rank', generous: true }, 'out_of_range first'],
    [{ ...seats, first: 'people' }, 'unknown_choice first'],
    [{ ...seats, generous: 1 }, 'wrong_type generous'],
    [{}, 'missing_field mentorSeats'],
  ]) {
    const error = await solve.rankMaximal(...story, options).then(() => assert.fail('it did not fail'), (caught) => caught)
    assert.ok(error instanceof InvalidInputError)
    assert.equal(`${error.code} ${error.path}`, expected)
  }
  const missing = await solve.rankMaximal(...story.slice(0, 2), undefined, seats).catch((error) => error)
  assert.equal(missing.path, 'rank')
})
