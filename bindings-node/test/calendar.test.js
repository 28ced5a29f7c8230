// Calendars in; instants as texts, as Dates, and as Temporal has them.
import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import { test } from 'node:test'
import vm from 'node:vm'
import { Calendar, Cohort, InvalidInputError } from 'fireside'

const calendar = (...lines) => ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR', ''].join('\r\n')
const event = (...lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']
const call = calendar(...event('DTSTART;TZID=Europe/London:20261117T100000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;INTERVAL=2', 'SUMMARY:Tea'))
const horizon = { from: '2026-12-01', days: 14 }

/** Ada, on Tuesday mornings in London. */
function ada(more, policy = { horizon }) {
  const availability = { timeZone: 'Europe/London', weekly: [{ day: 'tue', start: '09:00', end: '12:00' }], ...more }
  return new Cohort({ mentors: [{ id: 'ada', availability }], policy })
}

/** What Temporal's instants and zoned times have, whatever else they have. */
class Moment {
  #ms
  constructor(ms) {
    this.#ms = ms
  }
  get epochMilliseconds() {
    return this.#ms
  }
  toJSON() {
    return '2026-12-01T11:00:00+01:00[Europe/Berlin]'
  }
}

const problems = (work) => {
  try {
    work()
  } catch (error) {
    assert.ok(error instanceof InvalidInputError, error.stack)
    return error.problems.map(({ code, path }) => `${code} ${path}`)
  }
  return []
}

test('what a calendar hands back is availability', async () => {
  const read = Calendar.parse(call, { timeZone: 'Europe/London' })
  const busy = await read.busy(horizon)
  assert.deepEqual(busy, [
    { start: '2026-12-01T10:00:00Z', end: '2026-12-01T11:00:00Z' },
    { start: '2026-12-15T10:00:00Z', end: '2026-12-15T11:00:00Z' },
  ])
  assert.deepEqual(read.busySync(horizon), busy)
  assert.ok(Object.isFrozen(busy) && Object.isFrozen(busy[0]))
  const free = ada({ busy }).freeTime('ada')
  assert.deepEqual(free.map(({ start, end }) => [start.slice(8, 13), end.slice(11, 13)]), [['01T09', '10'], ['01T11', '12'], ['08T09', '12']])
  assert.ok(Object.isFrozen(free))
  assert.equal(ada({ busy }).freeTime('bo'), null)
  assert.deepEqual(problems(() => ada({}).freeTime(7)), ['wrong_type person'])
})

test('bytes are UTF-8, with or without a mark', () => {
  const expected = Calendar.parse(call, { timeZone: 'UTC' }).busySync(horizon)
  for (const source of [Buffer.from(call), new TextEncoder().encode(`\ufeff${call}`), `\ufeff${call}`]) {
    assert.deepEqual(Calendar.parse(source, { timeZone: 'UTC' }).busySync(horizon), expected)
  }
})

test('instants may be Dates, and whatever has epochMilliseconds', async () => {
  const [start, end] = ['2026-12-01T10:00:00Z', '2026-12-01T11:00:00Z']
  const expected = ada({ busy: [{ start, end }] }).toJson()
  const forms = [(text) => new Date(text), (text) => vm.runInNewContext(`new Date('${text}')`), (text) => new Moment(Date.parse(text)), (text) => ({ epochMilliseconds: Date.parse(text) }), (text) => text.replace('Z', '.000Z')]
  if (globalThis.Temporal !== undefined) {
    const { Temporal } = globalThis
    forms.push((text) => Temporal.Instant.from(text), (text) => Temporal.Instant.from(text).toZonedDateTimeISO('Asia/Kolkata'))
  }
  const read = Calendar.parse(call, { timeZone: 'UTC' })
  const occurrences = await read.occurrences(start, end)
  assert.deepEqual(occurrences, [{ start, end, allDay: false, busy: true, event: 0 }])
  for (const form of forms) {
    assert.equal(ada({ busy: [{ start: form(start), end: form(end) }] }).toJson(), expected)
    assert.equal(ada({}, { horizon: { ...horizon, asOf: form(start) } }).toObject().policy.horizon.asOf, start)
    assert.deepEqual(await read.occurrences(form(start), form(end)), occurrences)
    assert.deepEqual(read.busyBetweenSync(form(start), form(end)), [{ start, end }])
  }
  assert.deepEqual(read.occurrencesSync(end, start), [])
})

test('what is a map of the caller is no instant', () => {
  const cohort = new Cohort({ mentors: [{ id: 'ada', attributes: { epochMilliseconds: 7 } }] })
  assert.deepEqual(cohort.toObject().mentors[0].attributes, { epochMilliseconds: 7 })
})

test('what is kept of a calendar is read as the same one', () => {
  const read = Calendar.parse(call, { timeZone: 'UTC' })
  assert.ok(!read.toIcal().includes('Tea'))
  assert.deepEqual(Calendar.parse(read.toIcal(), { timeZone: 'UTC' }).busySync(horizon), read.busySync(horizon))
})

test('what is no instant is told', () => {
  for (const start of [new Date('2026-12-01T10:00:07Z'), new Date('2026-12-01T10:00:00.001Z'), new Date(NaN), '2026-12-01T10:00', '2026-12-01T10:00:00+01:00']) {
    assert.deepEqual(problems(() => ada({ busy: [{ start, end: '2026-12-01T11:00:00Z' }] })), ['invalid_time mentors[0].availability.busy[0].start'])
    assert.deepEqual(problems(() => Calendar.parse(call, { timeZone: 'UTC' }).busyBetweenSync(start, '2026-12-01T11:00:00Z')), ['invalid_time start'])
  }
  assert.deepEqual(problems(() => Calendar.parse(call, { timeZone: 'UTC' }).busyBetweenSync(7, null)), ['wrong_type start'])
})

test('windows that are stated', async () => {
  const text = calendar(
    ...['BEGIN:VAVAILABILITY', 'BEGIN:AVAILABLE', 'DTSTART;TZID=Asia/Kolkata:20261106T140000', 'DTEND;TZID=Asia/Kolkata:20261106T170000'],
    ...['RRULE:FREQ=WEEKLY', 'END:AVAILABLE', 'END:VAVAILABILITY', ...event('DTSTART;VALUE=DATE:20261204')],
  )
  const read = Calendar.parse(text, { timeZone: 'Asia/Kolkata' })
  const extra = await read.free(horizon)
  assert.deepEqual(extra, [{ start: '2026-12-04T14:00', end: '2026-12-04T17:00' }, { start: '2026-12-11T14:00', end: '2026-12-11T17:00' }])
  const free = ada({ timeZone: 'Asia/Kolkata', weekly: [], extra, busy: await read.busy(horizon) }).freeTime('ada')
  assert.deepEqual(free, [{ start: '2026-12-11T08:30:00Z', end: '2026-12-11T11:30:00Z' }])
  assert.equal(await Calendar.parse(call, { timeZone: 'UTC' }).free(horizon), null)
})

test('what is wrong', async () => {
  const parse = (...args) => problems(() => Calendar.parse(...args))
  assert.deepEqual(parse('hello', { timeZone: 'UTC' }), ['wrong_type calendar'])
  assert.deepEqual(parse(Uint8Array.of(0xff), { timeZone: 'UTC' }), ['invalid_text calendar'])
  assert.deepEqual(parse('\ud800', { timeZone: 'UTC' }), ['invalid_text calendar'])
  assert.deepEqual(parse(7, { timeZone: 'UTC' }), ['wrong_type calendar'])
  assert.deepEqual(parse(call), ['wrong_type options'])
  assert.deepEqual(parse(call, {}), ['missing_field timeZone'])
  assert.deepEqual(parse(call, { timeZone: 'Europe/Londen' }), ['unknown_time_zone timeZone'])
  assert.deepEqual(parse(call, { timeZone: 'UTC', tentative: 1 }), ['wrong_type tentative'])
  assert.deepEqual(parse(call, { timeZone: 'UTC', timezone: 1 }), ['unknown_field timezone'])
  assert.deepEqual(parse('x'.repeat(16 * 2 ** 20 + 1), { timeZone: 'UTC' }), ['too_large calendar'])
  assert.deepEqual(problems(() => new Calendar()), ['wrong_type '])
  const read = Calendar.parse(call, { timeZone: 'UTC' })
  assert.deepEqual(problems(() => read.busySync({})), ['missing_horizon horizon.from'])
  assert.deepEqual(problems(() => read.busySync({ from: '2026-12-01', dayz: 3 })), ['unknown_field horizon.dayz'])
  await assert.rejects(read.busy({ from: '2026-12-01', days: 400 }), (error) => error.code === 'out_of_range' && error.path === 'horizon.days')
  const reason = new Error('enough')
  await assert.rejects(read.busy(horizon, { signal: AbortSignal.abort(reason) }), reason)
  await assert.rejects(read.busy(horizon, { timeoutMs: 5 }), (error) => error.path === 'timeoutMs')
})

test('the event loop runs on', async () => {
  const lines = Array.from({ length: 30_000 }, () => event('DTSTART:20261201T000000Z', 'RRULE:FREQ=DAILY')).flat()
  const read = Calendar.parse(calendar(...lines), { timeZone: 'UTC' })
  let [turns, done] = [0, false]
  const running = read.busyBetween('2026-12-01T00:00:00Z', '2026-12-21T00:00:00Z').finally(() => (done = true))
  while (!done) {
    await setImmediate()
    turns++
  }
  await running
  assert.ok(turns > 3, String(turns))
})
