// Times for a matching, as Node sees them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { Cohort, InvalidInputError, Schedule, VerificationError, matchCohortSync, scheduleMatching, scheduleMatchingSync } from 'fireside'

const tuesday = (start, end) => ({ timeZone: 'UTC', weekly: [{ day: 'tue', start, end }] })

/** Ada has an hour for three, and Dan too little of it; as many more minutes as asked for. */
function cohort(end = '10:00') {
  return {
    topics: [{ id: 'rust' }],
    policy: { horizon: { from: '2026-12-01', days: 7 }, minOverlapMinutes: 0 },
    mentors: [{ id: 'ada', offers: [{ topic: 'rust' }], capacity: 3, availability: tuesday('09:00', end) }],
    mentees: [
      { id: 'bo', wants: [{ topic: 'rust' }], availability: { ...tuesday('10:00', '11:00'), timeZone: 'Europe/Paris' } },
      { id: 'cem', wants: [{ topic: 'rust' }] },
      { id: 'dan', wants: [{ topic: 'rust' }], availability: tuesday('08:00', '09:15') },
    ],
  }
}

const matching = matchCohortSync(cohort())

test('who meets when, and who does not and why', async () => {
  const schedule = await scheduleMatching(cohort(), matching, { rooms: 1, threads: 1 })
  assert.equal(schedule.schema, 'fireside/schedule/1')
  assert.equal(schedule.status, 'optimal')
  assert.equal(schedule.verify(cohort(), matching), true)
  const [bo, cem] = schedule.sessions
  const times = (mentee) => schedule.sessions.find((session) => session.mentee === mentee)
  assert.deepEqual([bo.mentee, cem.mentee, times('bo'), schedule.sessions.length], ['bo', 'cem', bo, 2])
  assert.deepEqual([bo.start, cem.start].sort(), ['2026-12-01T09:00:00Z', '2026-12-01T09:30:00Z'])
  const hour = Number(bo.start.slice(11, 13)) + 1
  assert.deepEqual([bo.menteeLocal.timeZone, bo.menteeLocal.start], ['Europe/Paris', `2026-12-01T${hour}${bo.start.slice(13, 16)}+01:00`])
  assert.equal(cem.menteeLocal, undefined)
  const [dan] = schedule.unscheduled
  assert.deepEqual([dan.mentee, dan.code, dan.people], ['dan', 'no_common_time', ['ada', 'dan']])
  assert.deepEqual(dan.nearest, { person: 'ada', minutes: 15, start: '2026-12-01T08:45:00Z', end: '2026-12-01T09:15:00Z' })
  assert.match(dan.message, /with 15 more minutes of `ada`/)
  assert.deepEqual({ ...schedule.figures }, { pairs: 3, sessions: 2, bound: 2, gap: 0, preferred: 2, kept: 0, freeMinutes: 60, sessionMinutes: 60, utilisation: 1 })
  assert.deepEqual([schedule.run.objective, { ...schedule.run.options }], ['schedule', { rooms: '1' }])
  assert.equal(scheduleMatchingSync(new Cohort(cohort()), matching, { rooms: 1 }).toJson(), schedule.toJson())
})

test('what was there before stays', async () => {
  const before = scheduleMatchingSync(cohort(), matching)
  const later = cohort('11:00')
  const after = await scheduleMatching(later, matching, { previous: before })
  assert.deepEqual(after.sessions.map(({ mentee, start, kept }) => [mentee, start, kept]), before.sessions.map(({ mentee, start }) => [mentee, start, true]))
  assert.equal(after.figures.kept, 2)
  assert.equal(after.verify(later, matching), true)
  assert.equal(scheduleMatchingSync(later, matching, { previous: null }).figures.kept, 0)
  await assert.rejects(scheduleMatching(later, matching, { previous: before.toJson() }), (error) => error.code === 'wrong_type' && error.path === 'previous')
})

test('the document survives', () => {
  const schedule = scheduleMatchingSync(cohort(), matching)
  const again = Schedule.fromJson(schedule.toJson())
  assert.deepEqual({ ...again }, { ...schedule })
  assert.match(inspect(schedule), /^Schedule \{/)
  assert.ok(Object.isFrozen(schedule) && Object.isFrozen(schedule.sessions[0]))
  assert.throws(() => new Schedule(), InvalidInputError)
  assert.throws(() => Schedule.fromJson(matching.toJson()), InvalidInputError)
})

test('lies are rejected', () => {
  const document = JSON.parse(scheduleMatchingSync(cohort(), matching).toJson())
  document.sessions[1] = { ...document.sessions[1], start: document.sessions[0].start, end: document.sessions[0].end }
  assert.throws(
    () => Schedule.fromJson(JSON.stringify(document)).verify(cohort(), matching),
    (error) => error instanceof VerificationError && error.problems.some(({ path }) => path.startsWith('sessions[')),
  )
})

test('work can be stopped and watched', async () => {
  const stages = new Set()
  await scheduleMatching(cohort(), matching, { onProgress: ({ stage }) => stages.add(stage) })
  await assert.rejects(scheduleMatching(cohort(), matching, { signal: AbortSignal.abort(new Error('enough')) }), /enough/)
  const late = await scheduleMatching(cohort(), matching, { timeoutMs: 0 })
  assert.equal(late.status, 'deadline')
  assert.equal(late.verify(cohort(), matching), true)
})

test('what is wrong is named', async () => {
  const empty = { ...cohort(), mentees: [] }
  for (const [people, pairs, options, code, path] of [
    [cohort(), matching, { rooms: 0 }, 'out_of_range', 'rooms'],
    [cohort(), matching, { threads: 0 }, 'out_of_range', 'threads'],
    [cohort(), matching, { room: 1 }, 'unknown_field', 'room'],
    [cohort(), matching.toJson(), {}, 'wrong_type', 'matching'],
    [empty, matching, {}, 'unknown_person', 'pairings[0].mentee'],
    [{ mentor: [] }, matching, {}, 'unknown_field', 'mentor'],
  ]) {
    const named = (error) => error instanceof InvalidInputError && error.code === code && error.path === path
    await assert.rejects(scheduleMatching(people, pairs, options), named, path)
    assert.throws(() => scheduleMatchingSync(people, pairs, options), named, path)
  }
  const { verify } = Schedule.prototype
  assert.throws(() => verify.call(scheduleMatchingSync(cohort(), matching), cohort(), {}), (error) => error.path === 'matching')
})
