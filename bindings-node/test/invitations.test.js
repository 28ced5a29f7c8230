// Invitations, as Node sees them, and as another reader of iCalendar does.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import ICAL from 'ical.js'
import { InvalidInputError, Invitations, Schedule, matchCohortSync, scheduleMatchingSync, writeInvitations, writeInvitationsSync } from 'fireside'

function cohort({ mentor = 'Ada', mentee = 'Bo' } = {}) {
  const weekly = [{ day: 'tue', start: '09:00', end: '24:00' }]
  return {
    topics: [{ id: 'rust', label: 'Rust' }],
    policy: { horizon: { from: '2026-12-01', days: 7 } },
    mentors: [{ id: 'ada', name: mentor, offers: [{ topic: 'rust' }], availability: { timeZone: 'Europe/London', weekly } }],
    mentees: [{ id: 'bo', name: mentee, wants: [{ topic: 'rust' }] }],
  }
}

const schedule = scheduleMatchingSync(cohort(), matchCohortSync(cohort()))

const OPTIONS = {
  programme: '2026 Q4',
  domain: 'example.com',
  stamp: new Date('2026-11-20T08:00:17.250Z'),
  organizer: { address: 'mentoring@example.com', name: 'Mentoring' },
  attendees: { ada: { address: 'ada@example.com' }, bo: { address: 'mailto:bo+work@example.com' } },
}

/** The schedule with its session at another time, on the clocks of a zone. */
function at(start, timeZone = 'Europe/London') {
  const document = JSON.parse(schedule.toJson())
  const utc = (moment) => moment.toISOString().replace('.000', '')
  Object.assign(document.sessions[0], { start: utc(start), end: utc(new Date(start.getTime() + 1_800_000)) })
  document.sessions[0].mentor_local.time_zone = timeZone
  return Schedule.fromJson(JSON.stringify(document))
}

/** The only event of a text, by the zones that the text defines. */
function read(text) {
  const calendar = new ICAL.Component(ICAL.parse(text))
  for (const zone of calendar.getAllSubcomponents('vtimezone')) {
    ICAL.TimezoneService.remove(zone.getFirstPropertyValue('tzid'))
    ICAL.TimezoneService.register(new ICAL.Timezone(zone))
  }
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent'))
  return { event, start: event.startDate.toJSDate(), end: event.endDate.toJSDate(), method: calendar.getFirstPropertyValue('method') }
}

test('an invitation, as objects and as a document', async () => {
  const invitations = await writeInvitations(cohort(), schedule, OPTIONS)
  assert.equal(invitations.schema, 'fireside/invitations/1')
  assert.equal(invitations.stamp, '2026-11-20T08:00:00Z')
  const [bo] = invitations.invitations
  assert.deepEqual(bo.local, { timeZone: 'Europe/London', start: '2026-12-01T09:00+00:00', end: '2026-12-01T09:30+00:00' })
  assert.deepEqual([bo.change, bo.sequence, bo.start], ['new', 0, '2026-12-01T09:00:00Z'])
  assert.deepEqual(bo.messages[0].to, ['ada@example.com', 'bo+work@example.com'])
  assert.deepEqual(invitations.window, { start: '2026-12-01T00:00:00Z', end: '2026-12-08T00:00:00Z' })
  assert.equal(invitations.figures.messages, 1)
  assert.ok(Object.isFrozen(bo) && inspect(invitations).startsWith('Invitations {'))
  assert.equal(Invitations.fromJson(invitations.toJson()).toJson(), invitations.toJson())
  assert.equal(writeInvitationsSync(cohort(), schedule, OPTIONS).toJson(), invitations.toJson())
  assert.throws(() => new Invitations({}), InvalidInputError)
})

test('what changes is told once', async () => {
  const first = await writeInvitations(cohort(), schedule, OPTIONS)
  const same = await writeInvitations(cohort(), schedule, { ...OPTIONS, previous: first })
  assert.deepEqual([same.figures.unchanged, same.figures.messages], [1, 0])
  const moved = writeInvitationsSync(cohort(), at(new Date('2026-12-01T17:00:00Z')), { ...OPTIONS, previous: same })
  const [update] = moved.invitations[0].messages.map(({ text }) => read(text))
  assert.deepEqual([update.method, update.event.sequence, update.start.toISOString()], ['REQUEST', 1, '2026-12-01T17:00:00.000Z'])
  const nobody = Schedule.fromJson(JSON.stringify({ ...JSON.parse(schedule.toJson()), sessions: [] }))
  const off = writeInvitationsSync(cohort(), nobody, { ...OPTIONS, previous: Invitations.fromJson(moved.toJson()) })
  const [cancelled] = off.invitations[0].messages.map(({ text }) => read(text))
  assert.deepEqual([cancelled.method, cancelled.event.sequence, cancelled.event.uid], ['CANCEL', 2, update.event.uid])
  assert.equal(cancelled.event.component.getFirstPropertyValue('status'), 'CANCELLED')
})

test('ical.js sees the same instants and the same texts', () => {
  const zones = ['Europe/London', 'Europe/Dublin', 'Africa/Casablanca', 'Australia/Lord_Howe', 'Asia/Kolkata', 'America/St_Johns', 'Antarctica/Troll']
  const plain = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }).map((text) => text.toWellFormed().replace(/[\p{Cc}\u2028\u2029]/gu, ''))
  const name = plain.filter((text) => text.trim() !== '' && Buffer.byteLength(text) <= 256)
  const quarter = fc.integer({ min: 0, max: 5 * 365 * 96 })
  fc.assert(
    fc.property(fc.constantFrom(...zones), quarter, name, name, name, (zone, quarters, mentor, mentee, location) => {
      const start = new Date(Date.UTC(2026, 11, 1) + quarters * 900_000)
      const [invitation] = writeInvitationsSync(cohort({ mentor, mentee }), at(start, zone), { ...OPTIONS, location }).invitations
      const found = read(invitation.messages[0].text)
      assert.equal(found.start.getTime(), start.getTime())
      assert.equal(found.end.getTime() - start.getTime(), 1_800_000)
      assert.equal(found.event.uid, invitation.uid)
      assert.equal(found.event.summary, `Rust: ${mentor} and ${mentee}`)
      assert.equal(found.event.location, location)
      assert.equal(found.event.description, invitation.description)
      assert.deepEqual(found.event.attendees.map((one) => one.getFirstValue()), ['mailto:ada@example.com', 'mailto:bo+work@example.com'])
      assert.equal(found.event.attendees[0].getParameter('cn'), mentor)
    }),
    { numRuns: 200 },
  )
})

test('a calendar and the busy time of one person', () => {
  const invitations = writeInvitationsSync(cohort(), schedule, OPTIONS)
  assert.equal(read(invitations.calendarOf('bo')).start.toISOString(), '2026-12-01T09:00:00.000Z')
  const busy = new ICAL.Component(ICAL.parse(invitations.freeBusy('bo'))).getFirstSubcomponent('vfreebusy')
  assert.equal(busy.getFirstPropertyValue('freebusy').toString(), '2026-12-01T09:00:00Z/2026-12-01T09:30:00Z')
  assert.deepEqual([invitations.calendarOf('dan'), invitations.freeBusy('dan')], [undefined, undefined])
  assert.throws(() => invitations.calendarOf(5), (error) => error.code === 'wrong_type' && error.path === 'person')
})

test('what is refused', async () => {
  const cases = [
    [{ previous: {} }, 'wrong_type', 'previous'],
    [{ stamp: new Date(NaN) }, 'invalid_time', 'stamp'],
    [{ stamp: undefined }, 'missing_field', 'stamp'],
    [{ organizer: { address: 'a@example.com\r\nBcc: b' } }, 'invalid_text', 'organizer.address'],
    [{ attendees: { 'ada': {} } }, 'missing_field', 'attendees["ada"].address'],
    [{ attendees: { 'ada': { address: () => 1 } } }, 'wrong_type', 'attendees["ada"].address'],
    [{ timeoutMs: 5 }, 'unknown_field', 'timeoutMs'],
    [{ sumary: 'x' }, 'unknown_field', 'sumary'],
  ]
  for (const [wrong, code, path] of cases) {
    const named = (error) => error instanceof InvalidInputError && error.code === code && error.path === path
    await assert.rejects(writeInvitations(cohort(), schedule, { ...OPTIONS, ...wrong }), named, path)
    assert.throws(() => writeInvitationsSync(cohort(), schedule, { ...OPTIONS, ...wrong }), named, path)
  }
  await assert.rejects(writeInvitations(cohort(), {}, OPTIONS), (error) => error.path === 'schedule')
  await assert.rejects(writeInvitations(cohort(), schedule), (error) => error.code === 'missing_field')
  await assert.rejects(writeInvitations(cohort(), schedule, { ...OPTIONS, signal: AbortSignal.abort(new Error('enough')) }), /enough/)
})
