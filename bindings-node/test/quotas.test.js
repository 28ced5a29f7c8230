// Quotas and circles on plain edges: the truth by trying everything; and lies about it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FiresideError, InvalidInputError, solve } from 'fireside'

// Two of three at the first mentor are of one department; the second opens for two or for nobody.
const story = [[0, 1, 2, 1, 3], [0, 0, 0, 1, 1], [9, 8, 5, 2, 4]]
const limits = { mentorSeats: [3, 3], mentorLeast: [0, 2], groups: [{ edges: new Uint32Array([1, 0]), max: 1 }] }

test('quotas and circles are kept', async () => {
  const found = await solve.quotas(...story, limits)
  assert.deepEqual([...found.edges], [0, 2, 3, 4])
  assert.deepEqual([found.total, found.bound, found.gap, found.status], [20, 20, 0, 'optimal'])
  assert.deepEqual(solve.quotasSync(...story, limits), found)
  assert.equal(solve.verifyQuotas(...story, limits, found), true)
})

const problem = fc.record({
  pairs: fc.uniqueArray(fc.tuple(fc.nat(3), fc.nat(2), fc.nat(6)), { selector: ([i, j]) => i * 3 + j, maxLength: 9 }),
  mentorSeats: fc.array(fc.nat(2), { minLength: 3, maxLength: 3 }),
  kind: fc.array(fc.nat(1), { minLength: 4, maxLength: 4 }),
  max: fc.nat(2),
})

test('the truth by enumeration, exact for quotas of mentors', () => {
  fc.assert(
    fc.property(problem, ({ pairs, mentorSeats, kind, max }) => {
      const lists = [0, 1, 2].map((field) => pairs.map((pair) => pair[field]))
      const groups = [0, 1].flatMap((one) =>
        [0, 1, 2].map((mentor) => ({ edges: pairs.flatMap(([i, j], at) => (kind[i] === one && j === mentor ? [at] : [])), max })),
      )
      const options = { mentorSeats, groups }
      let best = 0
      for (let choice = 0; choice < 1 << pairs.length; choice++) {
        const chosen = pairs.map((_, at) => at).filter((at) => (choice >> at) & 1)
        const most = (room, side) => room.every((seats, who) => chosen.filter((at) => pairs[at][side] === who).length <= seats)
        const quotas = groups.every(({ edges }) => edges.filter((at) => chosen.includes(at)).length <= max)
        if (most([1, 1, 1, 1], 0) && most(mentorSeats, 1) && quotas) best = Math.max(best, chosen.reduce((sum, at) => sum + pairs[at][2], 0))
      }
      const found = solve.quotasSync(...lists, options)
      assert.deepEqual([found.total, found.gap, found.status], [best, 0, 'optimal'])
      assert.equal(solve.verifyQuotas(...lists, options, found), true)
    }),
    { numRuns: 150 },
  )
})

test('lies are found', () => {
  const honest = solve.quotasSync(...story, limits)
  const lies = [
    [{ edges: [0, 1, 2], total: 22, gap: -2 }, 'quota_exceeded'],
    [{ edges: [0, 2, 4], total: 18, gap: 2, status: 'within_gap' }, 'circle_underfilled'],
    [{ total: 21, gap: -1 }, 'total_mismatch'],
    [{ groupPrices: [100] }, 'bound_mismatch'],
    [{ groupPrices: [] }, 'bound_mismatch'],
    [{ prices: [100, 0] }, 'bound_mismatch'],
    [{ status: 'within_gap' }, 'status_mismatch'],
  ]
  for (const [lie, code] of lies) {
    assert.throws(() => solve.verifyQuotas(...story, limits, { ...honest, ...lie }), (error) => error instanceof FiresideError && error.problems.some((one) => one.code === code))
  }
})

test('people before weights', () => {
  const problem = [[0, 1, 1, 2, 2], [0, 0, 1, 0, 1], [9, 8, 1, 7, 6]]
  const options = { mentorSeats: [2, 1], menteeSeats: [1, 1, 2], groups: [{ edges: [0, 1], max: 1 }] }
  assert.equal(solve.quotasSync(...problem, options).reach, undefined)
  const counted = { ...options, count: 'people' }
  const honest = solve.quotasSync(...problem, counted)
  assert.deepEqual([[...honest.edges], honest.total, honest.bound], [[0, 2, 3], 17, 17])
  assert.deepEqual(honest.reach, { matched: 3, most: 3, lift: 31 })
  assert.equal(solve.verifyQuotas(...problem, counted, honest), true)
  assert.equal(solve.quotasSync(...problem, { ...options, count: 'seats' }).total, 22)
  for (const reach of [undefined, { matched: 2, most: 3, lift: 31 }, { matched: 3, most: 4, lift: 31 }]) {
    assert.throws(() => solve.verifyQuotas(...problem, counted, { ...honest, reach }), FiresideError)
  }
  assert.throws(() => solve.verifyQuotas(...problem, options, honest), FiresideError)
  assert.throws(() => solve.quotasSync(...problem, { ...options, count: 7 }), InvalidInputError)
})

test('what is wrong with groups has its path', () => {
  const paths = (change) => {
    try {
      solve.quotasSync(...story, { ...limits, ...change })
    } catch (error) {
      assert.ok(error instanceof InvalidInputError)
      return error.problems.map(({ code, path }) => `${code} ${path}`)
    }
    return []
  }
  assert.deepEqual(paths({ groups: undefined }), ['missing_field groups'])
  assert.deepEqual(paths({ groups: 7 }), ['wrong_type groups'])
  assert.deepEqual(paths({ groups: [null] }), ['wrong_type groups[0]'])
  assert.deepEqual(paths({ groups: [{ edges: [0], max: -1 }] }), ['out_of_range groups[0].max'])
  assert.deepEqual(paths({ groups: [{ edges: [0, 9], max: 1 }] }), ['out_of_range groups[0].edges[1]'])
  assert.deepEqual(paths({ groups: [{ edges: [0, 0.5], max: 1 }] }), ['wrong_type groups[0].edges[1]'])
  assert.deepEqual(paths({ groups: [{ edges: [0], max: 1, min: 0 }] }), ['unknown_field groups[0].min'])
  assert.deepEqual(paths({ mentorLeast: [0, 4] }), ['out_of_range mentorLeast[1]'])
})
