import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InvalidInputError, VerificationError, solve } from 'fireside'
import { grid } from './support/story.js'

// Bo and Cy both gain most from Ada, who has one seat; Cy gains more.
const [mentee, mentor, weight] = [[0, 0, 1, 1], [0, 1, 0, 1], [9, 7, 8, 2]]
const seats = { mentorSeats: [1, 1] }
const expected = { edges: Uint32Array.of(1, 2), total: 15, bound: 15, gap: 0, prices: Float64Array.of(2, 0), status: 'optimal' }

async function problems(...args) {
  const error = await solve.assign(...args).then(() => assert.fail('it did not fail'), (caught) => caught)
  assert.ok(error instanceof InvalidInputError, String(error?.stack))
  return error.problems.map(({ code, path }) => `${code} ${path}`)
}

test('every kind of list, synchronous or not', async () => {
  const shared = (list) => {
    const array = new Float64Array(new SharedArrayBuffer(list.length * 8))
    array.set(list)
    return array
  }
  const big = (list) => list.map(BigInt)
  const kinds = [
    (list) => list,
    (list) => Int8Array.from(list),
    (list) => Uint8ClampedArray.from(list),
    (list) => Int32Array.from(list),
    (list) => Uint32Array.from(list),
    (list) => Float32Array.from(list),
    (list) => Float64Array.from(list),
    (list) => BigInt64Array.from(big(list)),
    (list) => BigUint64Array.from(big(list)),
    (list) => big(list),
    (list) => Float64Array.from([7, ...list]).subarray(1),
    (list) => Buffer.from(list),
    shared,
  ]
  for (const kind of kinds) {
    const options = { mentorSeats: kind([1, 1]), menteeSeats: kind([1, 1]) }
    const args = [kind(mentee), kind(mentor), kind(weight)]
    assert.deepEqual(await solve.assign(...args, options), expected, String(kind))
    assert.deepEqual(solve.assignSync(...args, options), expected, String(kind))
    assert.equal(solve.verify(...args, options, expected), true)
  }
})

test('nothing at all is a problem too', async () => {
  assert.deepEqual(await solve.assign([], [], [], { mentorSeats: [] }), {
    edges: new Uint32Array(0), total: 0, bound: 0, gap: 0, prices: new Float64Array(0), status: 'optimal',
  })
  assert.equal((await solve.assign(mentee, mentor, weight, { mentorSeats: [0, 0] })).total, 0)
  assert.equal((await solve.assign(mentee, mentor, weight, { mentorSeats: [2, 2], menteeSeats: [2, 2] })).total, 26)
})

test('the largest numbers are exact', async () => {
  const largest = Number.MAX_SAFE_INTEGER
  assert.equal((await solve.assign([0], [0], [largest], { mentorSeats: [1] })).total, largest)
  assert.equal((await solve.assign([0], [0], BigInt64Array.of(BigInt(largest)), { mentorSeats: [1] })).total, largest)
  assert.deepEqual(await problems([0], [0], [largest + 1], { mentorSeats: [1] }), ['out_of_range weight[0]'])
  assert.deepEqual(await problems([0], [0], BigInt64Array.of(2n ** 53n), { mentorSeats: [1] }), ['out_of_range weight[0]'])
  assert.deepEqual(await problems([0], [0], BigUint64Array.of(2n ** 64n - 1n), { mentorSeats: [1] }), ['out_of_range weight[0]'])
  assert.deepEqual(await problems([0], [0], [2n ** 70n], { mentorSeats: [1] }), ['out_of_range weight[0]'])
  assert.deepEqual(await problems([0, 1], [0, 0], [largest, largest], { mentorSeats: [2] }), ['too_large weight'])
})

test('wrong numbers, all of them, each with its path', async () => {
  assert.deepEqual(await problems([0.5, -1, NaN, 2 ** 32], [0, 0, 0, 0], [1, 2.5, Infinity, -3], { mentorSeats: [1.5], menteeSeats: [-1] }), [
    'out_of_range menteeSeats[0]',
    'wrong_type mentee[0]',
    'out_of_range mentee[1]',
    'not_finite mentee[2]',
    'out_of_range mentee[3]',
    'wrong_type mentorSeats[0]',
    'wrong_type weight[1]',
    'not_finite weight[2]',
  ])
  assert.deepEqual(await problems([0], [1], [-3], { mentorSeats: [1] }), ['out_of_range mentor[0]', 'out_of_range weight[0]'])
  assert.deepEqual(await problems([0], [0], Int32Array.of(-3), { mentorSeats: Int32Array.of(-1) }), ['out_of_range mentorSeats[0]'])
  assert.deepEqual(await problems([0, 1], [0], [1, 1, 1], { mentorSeats: [1] }), ['length_mismatch mentor', 'length_mismatch weight'])
  assert.deepEqual(await problems([3], [0], [1], { mentorSeats: [1], menteeSeats: [1] }), ['out_of_range mentee[0]'])
  assert.equal((await problems(new Array(5_000).fill(-1), [], [], seats)).length, 1_000)
})

test('what is no list of numbers', async () => {
  assert.deepEqual(await problems('01', { 0: 1 }, null, { mentorSeats: 3 }), ['wrong_type mentee', 'wrong_type mentor', 'wrong_type weight', 'wrong_type mentorSeats'])
  assert.deepEqual(await problems(['0', null, undefined, {}, true], [0], [1], seats), [0, 1, 2, 3, 4].map((at) => `wrong_type mentee[${at}]`))
  assert.deepEqual(await problems(new Array(2), [0], [1], seats), ['wrong_type mentee[0]', 'wrong_type mentee[1]'])
  assert.deepEqual(await problems(new DataView(new ArrayBuffer(8)), [], [], seats), ['wrong_type mentee'])
  assert.deepEqual(await problems(mentee, mentor, weight), ['wrong_type options'])
  assert.deepEqual(await problems(mentee, mentor, weight, {}), ['missing_field mentorSeats'])
  assert.deepEqual(await problems(mentee, mentor, weight, { mentorseats: [1] }), ['unknown_field mentorseats'])
  assert.deepEqual(await problems(mentee, mentor, weight, { mentor_seats: [1, 1], ...seats }), ['unknown_field mentor_seats'])
})

test('the arrays are copied before the promise is returned', async () => {
  const [a, b, c, options] = grid(60)
  const before = solve.assignSync(a, b, c, options)
  const work = solve.assign(a, b, c, options)
  a.fill(0)
  c.fill(1)
  structuredClone(b.buffer, { transfer: [b.buffer] })
  options.mentorSeats.fill(0)
  assert.deepEqual(await work, before)
})

test('a detached array has no entries', async () => {
  const gone = Float64Array.of(1, 2, 3, 4)
  structuredClone(gone.buffer, { transfer: [gone.buffer] })
  assert.deepEqual(await problems(mentee, mentor, gone, seats), ['length_mismatch weight'])
})

test('a wrong solution does not hold', async () => {
  const good = await solve.assign(mentee, mentor, weight, seats)
  assert.equal(solve.verify(mentee, mentor, weight, seats, good), true)
  assert.equal(solve.verify(mentee, mentor, weight, seats, { ...good, edges: [1, 2], prices: [2, 0] }), true)
  for (const change of [{ edges: [1] }, { edges: [0, 2] }, { edges: [1, 9] }, { total: 16 }, { bound: 16 }, { gap: 1 }, { prices: [9, 0] }, { prices: [2] }, { prices: [-1, 0] }, { status: 'deadline' }]) {
    assert.throws(() => solve.verify(mentee, mentor, weight, seats, { ...good, ...change }), VerificationError, JSON.stringify(change))
  }
  for (const change of [{ edges: [0.5] }, { total: '15' }, { total: NaN }, { prices: undefined }, { status: 'fine' }, { status: 7 }]) {
    assert.throws(() => solve.verify(mentee, mentor, weight, seats, { ...good, ...change }), InvalidInputError, JSON.stringify(change))
  }
  assert.throws(() => solve.verify(mentee, mentor, weight, seats), InvalidInputError)
})
