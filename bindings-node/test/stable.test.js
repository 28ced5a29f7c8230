// Stable matching: no pair blocks, by code that shares nothing with the solver; and lies about it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { InvalidInputError, VerificationError, solve } from 'fireside'

// Bo (0) would rather have Ada (0) than Grace (1), Cem (1) the other way round; they see it the other way.
const story = [[0, 0, 1, 1], [0, 1, 0, 1], [1, 2, 2, 1], [2, 1, 1, 2]]
const seats = { mentorSeats: [1, 1] }

test('either side may propose', async () => {
  const expected = { edges: Uint32Array.of(0, 3), matched: 2, bound: 2, gap: 0, cover: new Uint32Array(0), status: 'optimal' }
  assert.deepEqual(await solve.stable(...story, seats), expected)
  assert.deepEqual(solve.stableSync(...story, { ...seats, side: 'mentor' }).edges, Uint32Array.of(1, 2))
  assert.deepEqual(solve.stableSync(...story.map((list) => BigInt64Array.from(list.map(BigInt))), seats), expected)
})

const problem = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })).chain(([mentees, mentors]) =>
  fc.record({
    pairs: fc.uniqueArray(
      fc.record({
        mentee: fc.nat(mentees - 1),
        mentor: fc.nat(mentors - 1),
        menteeRank: fc.integer({ min: -2, max: 3 }),
        mentorRank: fc.integer({ min: -2, max: 3 }),
      }),
      { selector: ({ mentee, mentor }) => mentee * mentors + mentor, maxLength: 24 },
    ),
    mentorSeats: fc.array(fc.nat(3), { minLength: mentors, maxLength: mentors }),
    menteeSeats: fc.option(fc.array(fc.nat(2), { minLength: mentees, maxLength: mentees }), { nil: undefined }),
    side: fc.constantFrom('mentee', 'mentor'),
  }),
)

/** The pairs that would rather meet than what `edges` gives them. */
function blocking({ pairs, mentorSeats, menteeSeats }, edges) {
  const chosen = new Set(edges)
  const room = { mentee: (i) => menteeSeats?.[i] ?? 1, mentor: (j) => mentorSeats[j] }
  const would = (side, pair) => {
    const held = pairs.filter((other, at) => chosen.has(at) && other[side] === pair[side])
    assert.ok(held.length <= room[side](pair[side]))
    if (room[side](pair[side]) === 0) return false
    return held.length < room[side](pair[side]) || held.some((other) => pair[`${side}Rank`] < other[`${side}Rank`])
  }
  return pairs.filter((pair, at) => !chosen.has(at) && would('mentee', pair) && would('mentor', pair))
}

test('nothing blocks', () => {
  fc.assert(
    fc.property(problem, (given) => {
      const lists = ['mentee', 'mentor', 'menteeRank', 'mentorRank'].map((field) => given.pairs.map((pair) => pair[field]))
      const { mentorSeats, menteeSeats, side } = given
      const found = solve.stableSync(...lists, { mentorSeats, menteeSeats, side })
      assert.deepEqual(blocking(given, found.edges), [])
      assert.equal(found.gap, found.bound - found.matched)
      assert.equal(found.edges.length, found.matched)
      assert.equal(solve.verifyStable(...lists, { mentorSeats, menteeSeats }, found), true)
    }),
    { numRuns: 300 },
  )
})

test('lies are found', () => {
  const problem = [[0, 0, 1], [0, 1, 0], [1, 2, 1], [1, 1, 2]]
  const honest = solve.stableSync(...problem, seats)
  const lies = [
    { edges: [1, 2], matched: 2, bound: 2 },
    { edges: [0, 2], matched: 2, bound: 2 },
    { edges: [0, 9] },
    { matched: 2 },
    { bound: 7, gap: 6 },
    { status: 'deadline' },
  ]
  for (const lie of lies) assert.throws(() => solve.verifyStable(...problem, seats, { ...honest, ...lie }), VerificationError)
})

test('what is wrong is named', async () => {
  const wrong = async (...args) => {
    const error = await solve.stable(...args).then(() => assert.fail('it did not fail'), (caught) => caught)
    assert.ok(error instanceof InvalidInputError, String(error?.stack))
    return error.problems.map(({ code, path }) => `${code} ${path}`)
  }
  assert.deepEqual(await wrong(...story, { ...seats, side: 'both' }), ['unknown_choice side'])
  assert.deepEqual(await wrong(...story, { ...seats, side: 3 }), ['wrong_type side'])
  assert.deepEqual(await wrong(...story, {}), ['missing_field mentorSeats'])
  assert.deepEqual(await wrong([0], [0], [1.5], ['x'], seats), ['wrong_type mentorRank[0]'])
  assert.deepEqual(await wrong([0], [0], [1.5], [1], seats), ['wrong_type menteeRank[0]'])
  assert.deepEqual(await wrong(...story, { ...seats, seed: 1 }), ['unknown_field seed'])
  const signal = AbortSignal.abort(new Error('no'))
  await assert.rejects(solve.stable(...story, { ...seats, signal }), /no/)
})
