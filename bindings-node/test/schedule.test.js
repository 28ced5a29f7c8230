// Who meets whom and when, on plain edges: every way to give free time, the truth by trying everything, lies, what is wrong.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FiresideError, InvalidInputError, solve } from 'fireside'

const story = [[0, 1, 2], [0, 0, 0], [9, 8, 5]]
const options = { mentorSeats: [2], menteeFree: [[true, false], [true, false], [true, true]], mentorFree: [[true, true]], slots: 2 }

/** Rows of true and false as one byte a slot. */
const flags = (rows) => Uint8Array.from(rows.flat(), Number)

/** The same in words of 64 bits, the lowest first. */
function packed(rows) {
  const words = rows.flatMap((row) => {
    const own = Array(Math.ceil(row.length / 64)).fill(0n)
    row.forEach((free, slot) => {
      if (free) own[Math.floor(slot / 64)] |= 1n << BigInt(slot % 64)
    })
    return own
  })
  return BigUint64Array.from(words)
}

const problems = (most) =>
  fc.record({ mentees: fc.integer({ min: 1, max: 4 }), mentors: fc.integer({ min: 1, max: 3 }), slots: fc.integer({ min: 1, max: most }) }).chain(({ mentees, mentors, slots }) => {
    const row = fc.array(fc.boolean(), { minLength: slots, maxLength: slots })
    const list = (inner, length) => fc.array(inner, { minLength: length, maxLength: length })
    return fc.record({
      pairs: fc.uniqueArray(fc.tuple(fc.nat(mentees - 1), fc.nat(mentors - 1), fc.nat(9)), { selector: ([i, j]) => i * 9 + j, maxLength: 8 }),
      mentorSeats: list(fc.nat(3), mentors),
      menteeFree: list(row, mentees),
      mentorFree: list(row, mentors),
      slots: fc.constant(slots),
    })
  })

/** Sessions, if they come first, and weight: the best there is. */
function truth({ pairs, mentorSeats, menteeFree, mentorFree, slots }, aim) {
  let best = [0, 0]
  const go = (mentee, taken, total) => {
    if (mentee === menteeFree.length) {
      const found = [aim === 'coverage' ? taken.length : 0, total]
      if (found[0] > best[0] || (found[0] === best[0] && found[1] > best[1])) best = found
      return
    }
    go(mentee + 1, taken, total)
    for (const [i, j, weight] of pairs) {
      if (i !== mentee || taken.filter(([other]) => other === j).length >= mentorSeats[j]) continue
      for (let slot = 0; slot < slots; slot++) {
        const clash = taken.some(([other, at]) => other === j && at === slot)
        if (menteeFree[i][slot] && mentorFree[j][slot] && !clash) go(mentee + 1, [...taken, [j, slot]], total + weight)
      }
    }
  }
  go(0, [], 0)
  return best
}

test('one session each is exact, and verified', () => {
  fc.assert(
    fc.property(problems(4), fc.constantFrom('total', 'coverage'), ({ pairs, ...rest }, aim) => {
      const lists = [0, 1, 2].map((at) => pairs.map((pair) => pair[at]))
      const found = solve.scheduleSync(...lists, { ...rest, aim })
      const [sessions, total] = truth({ pairs, ...rest }, aim)
      assert.deepEqual([found.total, found.gap, found.status], [total, 0, 'optimal'])
      if (aim === 'coverage') assert.deepEqual([found.most, found.edges.length], [sessions, sessions])
      assert.equal(solve.verifySchedule(...lists, rest, found), true)
    }),
    { numRuns: 100 },
  )
})

test('free time may be given in many ways', async () => {
  await fc.assert(
    fc.asyncProperty(problems(150), async ({ pairs, menteeFree, mentorFree, ...rest }) => {
      const lists = [0, 1, 2].map((at) => pairs.map((pair) => pair[at]))
      const expected = solve.scheduleSync(...lists, { ...rest, menteeFree, mentorFree })
      for (const form of [flags, packed, (rows) => Buffer.from(flags(rows))]) {
        assert.deepEqual(await solve.schedule(...lists, { ...rest, menteeFree: form(menteeFree), mentorFree: form(mentorFree) }), expected)
      }
    }),
    { numRuns: 30 },
  )
})

test('what a caller changes during the work changes nothing', async () => {
  const free = { menteeFree: flags(options.menteeFree), mentorFree: packed(options.mentorFree) }
  const running = solve.schedule(...story, { ...options, ...free })
  free.menteeFree.fill(0)
  free.mentorFree.fill(0n)
  assert.equal((await running).total, 14)
})

test('lies are found', () => {
  const honest = solve.scheduleSync(...story, options)
  assert.deepEqual([[...honest.edges], [...honest.slots], honest.total, honest.bound, honest.most], [[0, 2], [0, 1], 14, 14, undefined])
  assert.equal(solve.verifySchedule(...story, options, honest), true)
  const lies = [
    [{ edges: [0, 1], slots: [0, 0], total: 17, gap: -3 }, 'seat_oversold'],
    [{ slots: [1, 0] }, 'ineligible_pair'],
    [{ slots: [0] }, 'ineligible_pair'],
    [{ total: 15, gap: -1 }, 'total_mismatch'],
    [{ bound: 13, gap: -1 }, 'bound_mismatch'],
    [{ prices: [100] }, 'bound_mismatch'],
    [{ slotPrices: [{ mentor: 0, slot: 1, price: 40 }] }, 'bound_mismatch'],
    [{ roomPrices: [1, 1] }, 'bound_mismatch'],
    [{ most: 2 }, 'bound_mismatch'],
    [{ status: 'within_gap' }, 'status_mismatch'],
  ]
  for (const [lie, code] of lies) {
    assert.throws(() => solve.verifySchedule(...story, options, { ...honest, ...lie }), (error) => error instanceof FiresideError && error.problems.some((one) => one.code === code), JSON.stringify(lie))
  }
})

const paths = (call) => {
  try {
    call()
  } catch (error) {
    assert.ok(error instanceof InvalidInputError, error.stack)
    return error.problems.map(({ code, path }) => `${code} ${path}`)
  }
  return []
}

test('what is wrong has its path', () => {
  const wrong = (change) => paths(() => solve.scheduleSync(...story, { ...options, ...change }))
  assert.deepEqual(wrong({ slots: undefined }), ['missing_field slots'])
  assert.deepEqual(wrong({ slots: 0 }), ['out_of_range slots'])
  assert.deepEqual(wrong({ slots: 65_537 }), ['out_of_range slots'])
  assert.deepEqual(wrong({ slots: 1.5 }), ['wrong_type slots'])
  assert.deepEqual(wrong({ slots: '2' }), ['wrong_type slots'])
  assert.deepEqual(wrong({ menteeFree: undefined }), ['missing_field menteeFree'])
  assert.deepEqual(wrong({ menteeFree: 7, mentorFree: null }), ['wrong_type menteeFree', 'missing_field mentorFree'])
  assert.deepEqual(wrong({ mentorFree: [[true]] }), ['length_mismatch mentorFree[0]'])
  assert.deepEqual(wrong({ mentorFree: [[true, 1]] }), ['wrong_type mentorFree[0][1]'])
  assert.deepEqual(wrong({ mentorFree: [true, true] }), ['wrong_type mentorFree[0]', 'wrong_type mentorFree[1]'])
  assert.deepEqual(wrong({ mentorFree: new Uint8Array(3) }), ['length_mismatch mentorFree'])
  assert.deepEqual(wrong({ mentorFree: new Uint32Array(1) }), ['wrong_type mentorFree'])
  assert.deepEqual(wrong({ mentorFree: BigUint64Array.of(0b100n) }), ['out_of_range mentorFree[0]'])
  assert.deepEqual(wrong({ mentorFree: BigUint64Array.of(1n, 1n) }), ['length_mismatch mentorFree'])
  assert.deepEqual(wrong({ slotsPerSession: 0 }), ['out_of_range slotsPerSession'])
  assert.deepEqual(wrong({ slotRooms: [1] }), ['length_mismatch slotRooms'])
  assert.deepEqual(wrong({ aim: 'people' }), ['unknown_choice aim'])
  assert.deepEqual(wrong({ aim: 7 }), ['wrong_type aim'])
  assert.deepEqual(wrong({ slotroom: [1] }), ['unknown_field slotroom'])
})

test('slots for chosen pairs', async () => {
  const { menteeFree, mentorFree, slots } = options
  const found = await solve.timetable(story[0], story[1], { menteeFree, mentorFree, slots })
  assert.deepEqual([[...found.slots], found.proved], [[0, -1, 1], true])
  assert.deepEqual(found.crowds.map(({ pairs, slots: own }) => [[...pairs], [...own]]), [[[0, 1], [0]]])
  assert.deepEqual(solve.timetableSync(story[0], story[1], { menteeFree: flags(menteeFree), mentorFree: packed(mentorFree), slots }), found)
  assert.deepEqual(paths(() => solve.timetableSync([0], [1], { menteeFree, mentorFree, slots })), ['out_of_range mentor[0]'])
  assert.deepEqual(paths(() => solve.timetableSync([0], [0], { menteeFree, mentorFree, slots, timeoutMs: 5 })), ['unknown_field timeoutMs'])
  const reason = new Error('enough')
  await assert.rejects(solve.timetable([0], [0], { menteeFree, mentorFree, slots, signal: AbortSignal.abort(reason) }), reason)
})
