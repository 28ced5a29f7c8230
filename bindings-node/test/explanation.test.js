// When two people could meet, and what more time would open: what Node adds to the vectors.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InvalidInputError, Matcher } from 'fireside'

const thursdays = (timeZone, start, end) => ({ timeZone, weekly: [{ day: 'thu', start, end }] })
const matcher = new Matcher({
  topics: [{ id: 'rust' }],
  mentors: [
    { id: 'ada', offers: [{ topic: 'rust' }], availability: thursdays('Europe/London', '18:00', '19:00') },
    { id: 'cem', offers: [{ topic: 'rust' }], availability: thursdays('Asia/Kolkata', '22:45', '23:15') },
  ],
  mentees: [{ id: 'bo', wants: [{ topic: 'rust' }], availability: thursdays('Europe/London', '17:00', '18:00') }],
  policy: { horizon: { from: '2026-12-01', days: 7 } },
})

test('common time is in the clocks of both', () => {
  const { time } = matcher.explain('cem', 'bo')
  assert.deepEqual([time.code, time.minutes, time.longestMinutes, time.nearest], ['shared', 30, 30, undefined])
  assert.deepEqual(time.windows[0].mentor, { timeZone: 'Asia/Kolkata', start: '2026-12-03T22:45+05:30', end: '2026-12-03T23:15+05:30' })
  assert.ok(Object.isFrozen(time.windows[0]))
})

test('openings, for a mentee and for a mentor', async () => {
  const [opening, ...others] = await matcher.openings('bo')
  assert.deepEqual(others, [])
  assert.equal(opening.text, '30 min after 18:00 on Thursdays would open 1 mentor')
  assert.deepEqual([opening.day, opening.start, opening.end, opening.minutes, opening.count, opening.people], ['thu', '18:00', '18:30', 30, 1, ['ada']])
  assert.deepEqual(matcher.openingsSync('bo', { k: 1, threads: 1 }), [opening])
  assert.deepEqual(matcher.openingsSync('bo', { k: 0 }), [])
  const [other] = await matcher.openings('ada', { role: 'mentor' })
  assert.deepEqual([other.start, other.end, other.people], ['17:30', '18:00', ['bo']])
})

test('what cannot be asked is refused, and an abort heeded', async () => {
  for (const [person, options, problem] of [
    ['ada', {}, 'unknown_person person'],
    [7, {}, 'wrong_type person'],
    ['bo', { k: 1.5 }, 'wrong_type k'],
    ['bo', { k: '3' }, 'wrong_type k'],
    ['bo', { role: 'boss' }, 'unknown_choice role'],
    ['bo', { threads: 0 }, 'out_of_range threads'],
    ['bo', { timeoutMs: 5 }, 'unknown_field timeoutMs'],
    ['bo', { roles: 'mentor' }, 'unknown_field roles'],
  ]) {
    const told = (error) => error instanceof InvalidInputError && error.problems.map(({ code, path }) => `${code} ${path}`).join() === problem
    assert.throws(() => matcher.openingsSync(person, options), told, problem)
    await assert.rejects(matcher.openings(person, options), told, problem)
  }
  await assert.rejects(matcher.openings('bo', { signal: AbortSignal.abort('enough') }), (reason) => reason === 'enough')
})
