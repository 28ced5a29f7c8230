// Fair choices on plain edges: everybody's lot by trying everything; and lies about it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FiresideError, solve } from 'fireside'

// 9 and 1 are worth more together, 4 and 4 are fairer.
const story = [[0, 0, 1, 1], [0, 1, 0, 1], [9, 4, 4, 1]]
const seats = { mentorSeats: [1, 1] }

test('whoever has least has as much as possible', async () => {
  const found = await solve.fair(...story, seats)
  assert.deepEqual([...found.edges], [1, 2])
  assert.deepEqual([found.matched, found.worst, found.total, found.most, found.price, found.proved, found.status], [2, 4, 8, 10, 2, 9, 'optimal'])
  assert.deepEqual(solve.fairSync(...story, seats), found)
  assert.equal(solve.verifyFair(...story, seats, found), true)
})

const problem = fc.record({
  pairs: fc.uniqueArray(fc.tuple(fc.nat(3), fc.nat(2), fc.nat(6)), { selector: ([i, j]) => i * 3 + j, maxLength: 9 }),
  mentorSeats: fc.array(fc.nat(2), { minLength: 3, maxLength: 3 }),
  menteeSeats: fc.array(fc.nat(2), { minLength: 4, maxLength: 4 }),
})

/** Everybody's band, the more urgent the lower for those with nothing; then what lots are worth together. */
function merit(chosen, band, urgency) {
  const best = [0, 1, 2, 3].map((i) => Math.max(0, ...chosen.filter((pair) => pair[0] === i).map((pair) => pair[2])))
  const bands = best.map((lot, i) => (lot === 0 ? -urgency[i] : Math.ceil(lot / band))).sort((a, b) => a - b)
  return [...bands, best.reduce((sum, lot) => sum + lot, 0)]
}

test('bands and urgency by enumeration', () => {
  const urgent = fc.array(fc.nat(3), { minLength: 4, maxLength: 4 })
  fc.assert(
    fc.property(problem, fc.integer({ min: 1, max: 5 }), urgent, ({ pairs, mentorSeats, menteeSeats }, band, urgency) => {
      const lists = [0, 1, 2].map((field) => pairs.map((pair) => pair[field]))
      const options = { mentorSeats, menteeSeats, band, urgency }
      const found = solve.fairSync(...lists, options)
      const mine = merit([...found.edges].map((edge) => pairs[edge]), band, urgency)
      for (let choice = 0; choice < 1 << pairs.length; choice++) {
        const chosen = pairs.filter((_, at) => (choice >> at) & 1)
        const fits = (seats, side) => seats.every((room, who) => chosen.filter((pair) => pair[side] === who).length <= room)
        if (!fits(menteeSeats, 0) || !fits(mentorSeats, 1)) continue
        const other = merit(chosen, band, urgency)
        const at = mine.findIndex((number, place) => number !== other[place])
        assert.ok(at < 0 || mine[at] > other[at])
      }
      assert.equal(solve.verifyFair(...lists, options, found), true)
    }),
    { numRuns: 80 },
  )
})

test('lies about bands and urgency are found', () => {
  const given = [[0, 0, 1, 1], [0, 1, 0, 1], [9, 8, 9, 6]]
  const options = { ...seats, band: 10, urgency: new Uint32Array([1, 0]) }
  const honest = solve.fairSync(...given, options)
  assert.deepEqual([[...honest.edges], honest.total, [...honest.urgencies]], [[1, 2], 17, [1, 0]])
  const [first, second] = honest.secondPrices
  const lies = [
    { edges: [0, 3], total: 15, price: honest.price + 2, worst: 6, gap: honest.bound - 6 },
    { secondPrices: [first + 4, second] },
    { secondPrices: [] },
    { urgentMatched: [1, 0] },
    { urgencies: [1] },
    { urgencies: [], urgentMentees: [], urgentMatched: [] },
  ]
  for (const lie of lies) assert.throws(() => solve.verifyFair(...given, options, { ...honest, ...lie }), FiresideError)
  assert.throws(() => solve.verifyFair(...given, { ...options, band: 1 }, honest), FiresideError)
  assert.throws(() => solve.verifyFair(...given, { ...options, urgency: undefined }, honest), FiresideError)
  assert.throws(() => solve.fairSync(...given, { ...options, band: '10' }), FiresideError)
  assert.throws(() => solve.fairSync(...given, { ...options, urgency: 'x' }), FiresideError)
})

const lots = (chosen) => [0, 1, 2, 3].map((i) => Math.max(0, ...chosen.filter((pair) => pair[0] === i).map((pair) => pair[2]))).sort((a, b) => a - b)

function truth({ pairs, mentorSeats, menteeSeats }) {
  let best = [0, 0, 0, 0]
  for (let choice = 0; choice < 1 << pairs.length; choice++) {
    const chosen = pairs.filter((_, at) => (choice >> at) & 1)
    const fits = (seats, side) => seats.every((room, who) => chosen.filter((pair) => pair[side] === who).length <= room)
    if (!fits(menteeSeats, 0) || !fits(mentorSeats, 1)) continue
    const found = lots(chosen)
    const at = found.findIndex((lot, place) => lot !== best[place])
    if (at >= 0 && found[at] > best[at]) best = found
  }
  return best
}

test('the truth by enumeration', () => {
  fc.assert(
    fc.property(problem, (given) => {
      const lists = [0, 1, 2].map((field) => given.pairs.map((pair) => pair[field]))
      const { mentorSeats, menteeSeats } = given
      const found = solve.fairSync(...lists, { mentorSeats, menteeSeats })
      assert.deepEqual(lots([...found.edges].map((edge) => given.pairs[edge])), truth(given))
      assert.equal(solve.verifyFair(...lists, { mentorSeats, menteeSeats }, found), true)
    }),
    { numRuns: 150 },
  )
})

// 16 and 1 are the most together, 8 and 8 are fairer.
const reviews = [[0, 0, 0, 1, 1, 1], [0, 1, 2, 0, 1, 2], [9, 7, 1, 7, 1, 1]]
const room = { mentorSeats: [1, 1, 2], menteeSeats: [2, 2], measure: 'sum' }

test('sums have a bound, and lies about it are found', () => {
  const found = solve.fairSync(...reviews, room)
  assert.deepEqual([found.matched, found.worst, found.bound, found.gap, found.status], [2, 8, 8, 0, 'within_gap'])
  assert.equal(solve.verifyFair(...reviews, room, found), true)
  const lies = [{ bound: 9, gap: 1 }, { bound: 7 }, { shares: [] }, { shares: [0, 0] }, { sharePrices: [0, 0] }, { status: 'optimal' }, { gap: 1 }]
  for (const lie of lies) assert.throws(() => solve.verifyFair(...reviews, room, { ...found, ...lie }), FiresideError)
  assert.throws(() => solve.verifyFair(...reviews, { ...room, measure: 'best' }, found), FiresideError)
  assert.throws(() => solve.fairSync(...reviews, { ...room, measure: 3 }), FiresideError)
})

test('lies are found', () => {
  const honest = solve.fairSync(...story, seats)
  const none = { priceMentors: [], priceWeights: [], prices: [] }
  const lies = [{ edges: [0, 3], worst: 1, total: 10, price: 0 }, { matched: 1 }, { worst: 5 }, { most: 9, price: 1 }, { price: 1 }, { proved: 10 }, none, { prices: [] }, { status: 'within_gap' }]
  for (const lie of lies) assert.throws(() => solve.verifyFair(...story, seats, { ...honest, ...lie }), FiresideError)
})
