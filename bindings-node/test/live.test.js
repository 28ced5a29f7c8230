// A matcher that is told what happened: what it answers, what it remembers, and that many may ask while one tells.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { Applied, Cohort, InvalidInputError, Journal, Matcher, WaitingList, WeightFit, fitWeights, fitWeightsSync, matchCohortSync } from 'fireside'
import { crowd } from './support/story.js'

const START = new Date('2026-12-01T10:00:00Z')
const later = (days) => new Date(START.getTime() + days * 86_400_000)

/** Ada and Gil for Bo and Cy; to Bo, both are worth more than to Cy. */
const cohort = () => ({
  topics: [{ id: 'rust' }],
  mentors: [
    { id: 'ada', offers: [{ topic: 'rust', level: 5, willingness: 'eager' }] },
    { id: 'gil', offers: [{ topic: 'rust', level: 5 }] },
  ],
  mentees: [
    { id: 'bo', wants: [{ topic: 'rust', level: 1 }] },
    { id: 'cy', wants: [{ topic: 'rust', level: 4 }] },
  ],
})
const no = (more) => ({ id: 'e-1', at: START, event: 'declined', mentor: 'ada', mentee: 'bo', ...more })
const wrong = (code, path) => (error) => {
  assert.ok(error instanceof InvalidInputError, String(error?.stack))
  assert.deepEqual([error.code, error.path], [code, path])
  return true
}

test('a decline and the next choice', async () => {
  const matcher = new Matcher(cohort())
  const applied = await matcher.apply(no())
  assert.ok(applied instanceof Applied)
  assert.deepEqual([applied.schema, applied.now, applied.churn, applied.gap], ['fireside/applied/1', '2026-12-01T10:00:00Z', 1, 0])
  assert.deepEqual(applied.events, [{ id: 'e-1', outcome: 'applied' }])
  assert.deepEqual(applied.conversations, [{ mentor: 'ada', mentee: 'bo', state: 'declined', since: '2026-12-01T10:00:00Z' }])
  assert.deepEqual(applied.gained.map(({ mentee, mentor }) => [mentee, mentor]), [['bo', 'gil'], ['cy', 'ada']])
  assert.deepEqual(applied.lost, [{ mentor: 'ada', mentee: 'bo' }, { mentor: 'gil', mentee: 'cy' }])
  assert.equal((await matcher.matching()).certificate.totalPoints, applied.totalPoints)
  assert.deepEqual(JSON.parse(JSON.stringify(applied)), { ...applied })
  assert.match(inspect(applied), /^Applied \{/)
  assert.ok(Object.isFrozen(applied) && Object.isFrozen(applied.gained))
  assert.throws(() => new Applied({}), wrong('wrong_type', ''))
})

test('every form of events is one', async () => {
  const instant = { epochMilliseconds: START.getTime() }
  const text = no({ at: '2026-12-01T11:00:00+01:00' })
  const forms = [no(), [no()], text, no({ at: instant }), { events: [no()] }, { schema: 'fireside/journal/1', events: [no()] }, new Journal(no()), new Journal([text])]
  const answers = [...forms.map((form) => new Matcher(cohort()).applySync(form)), ...(await Promise.all(forms.map((form) => new Matcher(cohort()).apply(form))))]
  assert.equal(new Set(answers.map((answer) => answer.toJson())).size, 1)
  assert.deepEqual(new Matcher(cohort()).applySync([]).events, [])
})

test('wrong events change nothing', async () => {
  const matcher = new Matcher(cohort())
  const before = matcher.toState()
  for (const [events, code, path] of [
    [{ id: 'e-1' }, 'missing_field', 'events[0].at'],
    [[no(), no({ id: 'e-2', mentee: 'ada' })], 'contradiction', 'events[1].mentee'],
    [no({ at: new Date(Number.NaN) }), 'invalid_time', 'events[0].at'],
    [no({ at: '2026-12-01T10:00:00' }), 'invalid_time', 'events[0].at'],
    [no({ mentor: () => 'ada' }), 'wrong_type', 'events[0].mentor'],
    [{ ...no(), event: 'feedback', by: 'mentee', rating: Number.NaN }, 'not_finite', 'events[0].rating'],
    [{ id: 'e', at: START, event: 'joined', mentees: [{ id: 'di', mentorsWanted: -1 }] }, 'out_of_range', 'events[0].mentees[0].mentorsWanted'],
    [{ id: 'e', at: START, event: 'policy', policy: { sessionMinutes: 0 } }, 'out_of_range', 'events[0].policy.sessionMinutes'],
    [{ id: 'e', at: START, event: 'joined', mentees: [{ id: 'di', wants: [{ topic: 'go' }] }] }, 'unknown_topic', 'events[0].mentees[0].wants[0].topic'],
    [[no(), 7], 'wrong_type', 'events[1]'],
    ['declined', 'wrong_type', 'events'],
    [7, 'wrong_type', 'events'],
    [undefined, 'wrong_type', 'events'],
    [{ schema: 'fireside/journal/7', events: [] }, 'unsupported_schema', 'schema'],
    [{ schema: 'fireside/journal/1' }, 'missing_field', 'events'],
    [{ events: {}, more: 1 }, 'wrong_type', 'events'],
  ]) {
    assert.throws(() => matcher.applySync(events), wrong(code, path))
    await assert.rejects(matcher.apply(events), wrong(code, path))
  }
  assert.equal(matcher.toState(), before)
  assert.throws(() => matcher.applySync(no(), { timeoutMs: -1 }), wrong('out_of_range', 'timeoutMs'))
  await assert.rejects(matcher.apply(no(), { onProgress() {} }), wrong('unknown_field', 'onProgress'))
  await assert.rejects(Matcher.fromJournal(cohort(), no(), { timeoutMs: 1 }), wrong('unknown_field', 'timeoutMs'))
})

test('an abort rejects with its reason, and nothing has changed', async () => {
  const matcher = new Matcher(cohort())
  const before = matcher.toState()
  const signal = AbortSignal.abort(new Error('enough'))
  await assert.rejects(matcher.apply(no(), { signal }), /enough/)
  await assert.rejects(matcher.matching({ signal }), /enough/)
  await assert.rejects(Matcher.fromJournal(cohort(), no(), { signal }), /enough/)
  assert.equal(matcher.toState(), before)
  // One that comes while others are taken does not hold up those behind it.
  const controller = new AbortController()
  const all = Promise.allSettled([matcher.apply(no()), matcher.apply(no({ id: 'e-2', mentee: 'cy' }), { signal: controller.signal }), matcher.apply(no({ id: 'e-3', mentor: 'gil' }))])
  controller.abort(new Error('not this one'))
  assert.deepEqual((await all).map(({ status }) => status), ['fulfilled', 'rejected', 'fulfilled'])
  assert.deepEqual(JSON.parse(matcher.cohort.toJson()).apart.map(({ mentor, mentee }) => `${mentor} ${mentee}`), ['ada bo', 'gil bo'])
})

test('calls that are not awaited are taken in their order', async () => {
  const matcher = new Matcher(cohort())
  const seats = Array.from({ length: 30 }, (_, k) => matcher.apply({ id: `s-${k}`, at: START, event: 'changed', changes: { seats: { ada: k } } }))
  await Promise.all(seats)
  assert.equal(JSON.parse(matcher.cohort.toJson()).mentors[0].capacity, 29)
})

test('the cohort is the one there is now', async () => {
  const first = new Cohort(cohort())
  const matcher = new Matcher(first)
  assert.equal(matcher.cohort, first)
  await matcher.apply({ id: 't-1', at: START, event: 'tick' })
  assert.equal(matcher.cohort, first, 'a new one only if it changed')
  await matcher.apply(no())
  const now = matcher.cohort
  assert.ok(now !== first && matcher.cohort === now)
  assert.deepEqual(JSON.parse(now.toJson()).apart, [{ mentor: 'ada', mentee: 'bo', until: '2027-05-30T10:00:00Z' }])
  await matcher.apply({ id: 'j-1', at: START, event: 'joined', mentees: [{ id: 'di', wants: [{ topic: 'rust' }], mentorsWanted: 2, attributes: { home_team: 'a' } }] })
  const di = JSON.parse(matcher.cohort.toJson()).mentees.find(({ id }) => id === 'di')
  assert.deepEqual([di.mentors_wanted, di.attributes], [2, { home_team: 'a' }])
  const without = { removeMentees: ['di'] }
  assert.equal(matcher.changed(without).cohort.toJson(), matcher.cohort.changed(without).toJson())
  const whatIf = await matcher.whatIf(without)
  assert.ok(whatIf.verify(matcher.cohort, matcher.cohort.changed(without)))
  assert.equal(whatIf.before.toJson(), matcher.matchingSync().toJson())
})

test('what is due', async () => {
  const matcher = new Matcher(cohort())
  await matcher.apply({ id: 'e-1', at: START, event: 'proposed', mentor: 'ada', mentee: 'bo', by: 'mentor' })
  assert.deepEqual(matcher.conversations(), [{ mentor: 'ada', mentee: 'bo', state: 'proposed', since: '2026-12-01T10:00:00Z', askedBy: 'mentor' }])
  assert.deepEqual(matcher.due(new Date(later(7).getTime() - 1)), [])
  const due = matcher.due(later(7))
  assert.deepEqual(due, [{ id: 'expired/ada/bo/2026-12-01T10:00:00Z', at: '2026-12-08T10:00:00Z', event: 'expired', mentor: 'ada', mentee: 'bo' }])
  for (const now of ['2026-12-08T10:00:00Z', { epochMilliseconds: later(7).getTime() }]) assert.deepEqual(matcher.due(now), due)
  assert.deepEqual((await matcher.apply(due)).events[0].outcome, 'applied')
  assert.deepEqual((await matcher.apply(due)).events[0].outcome, 'duplicate')
  assert.deepEqual([matcher.conversations(), matcher.due(later(99))], [[], []])
  assert.throws(() => matcher.due('tomorrow'), wrong('invalid_time', 'now'))
  assert.throws(() => matcher.due(new Date(Number.NaN)), wrong('invalid_time', 'now'))
  assert.throws(() => matcher.due(7), wrong('wrong_type', 'now'))
})

test('how people stand', async () => {
  const matcher = new Matcher(cohort())
  await matcher.apply([{ id: 'e-0', at: START, event: 'scheduled', mentor: 'ada', mentee: 'bo' }, { id: 'e-1', at: later(1), event: 'no_show', mentor: 'ada', mentee: 'bo', who: 'mentor' }])
  const { person, status, asMentor, asMentee, responsiveness, reliability } = matcher.standing('ada')
  assert.deepEqual([person, status, asMentee, responsiveness], ['ada', 'active', null, null])
  assert.deepEqual(asMentor, { seats: 1, open: 0, engaged: 0, restingUntil: '2026-12-16T10:00:00Z', passedOver: 0 })
  assert.deepEqual([reliability.value, reliability.successes, reliability.observations], [0.5, 0, 1])
  assert.throws(() => matcher.standing('adda'), (error) => wrong('unknown_person', 'person')(error) && error.problems[0].suggestion === 'ada')
  assert.throws(() => matcher.standing(7), wrong('wrong_type', 'person'))
})

test('who waits', async () => {
  const matcher = new Matcher({ ...cohort(), mentors: cohort().mentors.slice(0, 1) })
  const list = await matcher.waiting()
  assert.ok(list instanceof WaitingList)
  assert.deepEqual(list.waiting, [{ mentee: 'cy', since: null, open: 1, matched: 0, mentors: 1, seats: 1, taken: 1, expected: null, reason: 'no_history' }])
  const about = { mentor: 'ada', mentee: 'bo' }
  matcher.applySync([{ id: '1', at: START, event: 'proposed', ...about }, { id: '2', at: later(1), event: 'withdrawn', ...about }, { id: '3', at: later(2), event: 'tick' }])
  const now = matcher.waitingSync()
  assert.deepEqual([now.schema, now.now, now.releases, now.seatHours, now.complete], ['fireside/waiting/1', '2026-12-03T10:00:00Z', 1, 48, true])
  // Ada: 2 in 48 + 48 hours, for Cy alone. Bo waited 0 and 24 hours, Cy 48, and Bo's first wait ended where 72/48 were to: 2 / 2.5. Of the 16
  // hours beyond 32 none ended where 16/48 were to: 1 / (2.5/2 + 1/3), and 48 hours become 76.
  assert.deepEqual([now.ended, now.waitedHours], [1, 72])
  assert.deepEqual(now.waiting[0].expected, { hours: 76, low: 8, high: 175 })
  assert.equal((await matcher.waiting({ timeoutMs: 60_000 })).toJson(), now.toJson())
  assert.deepEqual(JSON.parse(JSON.stringify(now)), { ...now })
  assert.match(inspect(now), /^WaitingList \{/)
  const late = await matcher.waiting({ timeoutMs: 0 })
  assert.deepEqual([late.complete, late.waiting[0].reason], [false, 'no_time'])
  await assert.rejects(matcher.waiting({ signal: AbortSignal.abort(new Error('enough')) }), /enough/)
  await assert.rejects(matcher.waiting({ onProgress() {} }), wrong('unknown_field', 'onProgress'))
  assert.throws(() => matcher.waitingSync({ signal: new AbortController().signal }), wrong('unknown_field', 'signal'))
  assert.throws(() => new WaitingList(), wrong('wrong_type', ''))
})

test('what outcomes say of weights', async () => {
  const level = (k) => 1 + (k % 5)
  const mentors = Array.from({ length: 20 }, (_, k) => ({ id: `m${k}`, offers: [{ topic: 'rust', level: level(k) }] }))
  const mentees = Array.from({ length: 20 }, (_, k) => ({ id: `e${k}`, wants: [{ topic: 'rust', level: 3 }] }))
  const data = { topics: [{ id: 'rust' }], mentors, mentees }
  const told = Array.from({ length: 400 }, (_, k) => {
    const pair = { mentor: `m${Math.floor(k / 20)}`, mentee: `e${k % 20}` }
    const yes = level(Math.floor(k / 20)) >= 3 !== (k % 7 === 0)
    return [{ id: `a${k}`, at: START, event: 'proposed', ...pair }, { id: `b${k}`, at: START, event: yes ? 'accepted' : 'declined', ...pair }]
  }).flat()
  const fit = await fitWeights(data, told)
  assert.ok(fit instanceof WeightFit)
  assert.deepEqual([fit.schema, fit.observations, fit.refused], ['fireside/weight-fit/1', 400, undefined])
  assert.deepEqual(fit.weights.map(({ component, fitted }) => [component, fitted]), [['interests', 100], ['availability', 0], ['preference', 0], ['affinity', 0]])
  assert.ok(fit.auc > 0.75 && fit.weights[0].aucAlone > 0.75 && fit.aucError < 0.1)
  assert.equal(fit.calibration.reduce((sum, { observations }) => sum + observations, 0), 400)
  for (const { low, accepted, high } of fit.calibration) assert.ok(low <= accepted && accepted <= high)
  const matcher = await Matcher.fromJournal(data, told)
  for (const same of [fitWeightsSync(data, told), await matcher.fitWeights(), matcher.fitWeightsSync()]) assert.equal(same.toJson(), fit.toJson())
  assert.equal(JSON.parse(JSON.stringify(fit)).aucOfPoints, JSON.parse(fit.toJson()).auc_of_points)
  assert.equal((await fitWeights(data, told, { timeoutMs: 0 })).refused, 'deadline')
  assert.equal(fitWeightsSync(data, told.slice(0, 20)).refused, 'too_few')
  await assert.rejects(fitWeights(data, told, { signal: AbortSignal.abort(new Error('enough')) }), /enough/)
  await assert.rejects(fitWeights(data, no({ mentee: 'ada' })), wrong('contradiction', 'events[0].mentee'))
  await assert.rejects(fitWeights(data, told, { seed: 1 }), wrong('unknown_field', 'seed'))
  assert.throws(() => fitWeightsSync(data, told, { onProgress() {} }), wrong('unknown_field', 'onProgress'))
})

test('a journal', () => {
  const journal = new Journal([no(), { id: 'j', at: START, event: 'joined', mentors: [{ id: 'hal', minMentees: 1, attributes: { home_team: 'a' } }] }, { id: 'c', at: START, event: 'changed', changes: { seats: { team_lead: 2 } } }])
  assert.deepEqual(Object.keys(journal), ['schema', 'events'])
  assert.deepEqual(journal.events[0], { ...no(), at: '2026-12-01T10:00:00Z' })
  assert.deepEqual(journal.events[2].changes.seats, { team_lead: 2 })
  assert.match(journal.toJson(), /^\{"schema":"fireside\/journal\/1","events":\[\{"id":"e-1","at":"2026-12-01T10:00:00Z","event":"declined","mentor":"ada","mentee":"bo"\},/)
  for (const same of [Journal.fromJson(journal.toJson()), new Journal(journal), new Journal(journal.events), new Journal(JSON.parse(JSON.stringify(journal)))]) {
    assert.equal(same.toJson(), journal.toJson())
  }
  assert.deepEqual(new Journal().events, [])
  assert.throws(() => Journal.fromJson('{}'), wrong('missing_field', 'events'))
  assert.throws(() => Matcher.fromState('{"schema": "fireside/state/9", "now": "2026-12-01T10:00:00Z", "cohort": {}}'), wrong('unsupported_schema', 'schema'))
})

/** What a matcher says, in three ways. */
const asked = (matcher) => [JSON.stringify(matcher.suggest('mentee-1', 3)), JSON.stringify(matcher.explain('mentor-2', 'mentee-1')), matcher.matchingSync().toJson()]

test('many ask while one tells: every answer is of one moment', async () => {
  const data = crowd(12, 30)
  const events = Array.from({ length: 30 }, (_, k) => {
    const pair = { mentor: `mentor-${k % 7}`, mentee: `mentee-${(k * 7 + 2) % 30}` }
    const event = ['declined', 'proposed', 'paused', 'held', 'resumed'][k % 5]
    return { id: `e-${k}`, at: later(k / 24), event, ...(event === 'paused' || event === 'resumed' ? { person: k % 4 ? pair.mentee : pair.mentor } : pair) }
  })
  const told = new Matcher(data)
  const moments = [asked(told), ...events.map((event) => (told.applySync(event), asked(told)))]
  const known = [0, 1, 2].map((which) => new Set(moments.map((moment) => moment[which])))
  assert.ok(known[2].size > 5, 'the events make a difference')
  const matcher = new Matcher(data)
  let done = false
  const telling = Promise.all(events.map((event) => matcher.apply(event))).then(() => (done = true))
  let count = 0
  while (!done) {
    const [one, two] = await Promise.all([matcher.matching(), matcher.matching()])
    const answers = [JSON.stringify(matcher.suggest('mentee-1', 3)), JSON.stringify(matcher.explain('mentor-2', 'mentee-1')), one.toJson()]
    answers.forEach((answer, which) => assert.ok(known[which].has(answer)))
    assert.ok(known[2].has(two.toJson()))
    count += 1
  }
  await telling
  assert.ok(count > 0)
  assert.deepEqual(asked(matcher), moments.at(-1))
  assert.equal(matcher.toState(), told.toState())
})

const TOPICS = ['a', 'b', 'c']
const topic = fc.constantFrom(...TOPICS)
const [mentorId, menteeId] = ['m', 'e'].map((side) => fc.nat(5).map((k) => `${side}${k}`))
const person = (id, rest) => fc.record({ id, ...rest })
const mentors = fc.uniqueArray(person(mentorId, { capacity: fc.nat(3), offers: fc.uniqueArray(fc.record({ topic, level: fc.integer({ min: 1, max: 5 }) }), { selector: (offer) => offer.topic, maxLength: 3 }) }), { selector: ({ id }) => id, maxLength: 6 })
const mentees = fc.uniqueArray(person(menteeId, { mentorsWanted: fc.nat(2), wants: fc.uniqueArray(fc.record({ topic, level: fc.integer({ min: 1, max: 5 }) }), { selector: (want) => want.topic, maxLength: 3 }) }), { selector: ({ id }) => id, maxLength: 6 })
const moment = fc.nat(60 * 24 * 60).map((minutes) => later(minutes / 1_440))
const role = fc.constantFrom('mentor', 'mentee')
const of = (...events) => fc.constantFrom(...events)
const pair = { mentor: mentorId, mentee: menteeId }
const what = fc.oneof(
  fc.record({ event: of('accepted', 'expired', 'withdrawn', 'cancelled', 'published', 'tick'), ...pair }).map(({ event, ...two }) => (event === 'published' || event === 'tick' ? { event } : { event, ...two })),
  fc.record({ event: of('proposed', 'declined'), ...pair, by: role }, { requiredKeys: ['event', 'mentor', 'mentee'] }),
  fc.record({ event: of('scheduled'), ...pair, start: moment, minutes: fc.integer({ min: 1, max: 1_440 }) }, { requiredKeys: ['event', 'mentor', 'mentee'] }),
  fc.record({ event: of('held'), ...pair }),
  fc.record({ event: of('no_show'), ...pair, who: of('mentor', 'mentee', 'both') }),
  fc.record({ event: of('feedback'), ...pair, by: role, rating: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ event: of('paused', 'resumed', 'left'), person: fc.oneof(mentorId, menteeId) }),
  fc.record({ event: of('joined'), mentors, mentees }),
  fc.record({ event: of('changed'), changes: fc.record({ seats: fc.dictionary(mentorId, fc.nat(3), { maxKeys: 2 }) }) }),
  fc.record({ event: of('policy'), policy: fc.record({ minScore: of(0, 0.2, 0.5) }) }),
)
const events = fc.array(fc.tuple(what, moment, fc.nat(80)).map(([one, at, number]) => ({ id: `e-${number}`, at, ...one })), { minLength: 1, maxLength: 60 })

/** The same with up to 1,000 events: those of a short history at other times, again and again, some of them twice. */
const longer = fc.tuple(events, fc.integer({ min: 200, max: 1_000 }), fc.nat()).map(([some, count, seed]) => {
  let state = seed
  const below = (end) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * end)
  }
  return Array.from({ length: count }, () => ({ ...some[below(some.length)], id: `r-${below((count * 9) / 8)}`, at: later(below(60 * 24 * 300) / 1_440) }))
})

/** Told in parts of this size, a matcher is what a cold run finds, and what its journal and its state make. */
function check(some, others, all, size) {
  const data = { topics: TOPICS.map((id) => ({ id })), mentors: some, mentees: others }
  const matcher = new Matcher(data)
  const pairs = new Set(matcher.matchingSync().pairings.map(({ mentee, mentor }) => `${mentee} ${mentor}`))
  const taken = []
  for (let at = 0; at < all.length; at += size) {
    const before = matcher.toState()
    try {
      const { gained, lost } = matcher.applySync(all.slice(at, at + size))
      for (const { mentee, mentor } of lost) assert.ok(pairs.delete(`${mentee} ${mentor}`))
      for (const { mentee, mentor } of gained) pairs.add(`${mentee} ${mentor}`)
      taken.push(...all.slice(at, at + size))
    } catch (error) {
      // Say, seats for somebody who has left. Nothing has changed then.
      assert.ok(error instanceof InvalidInputError && error.path.startsWith('events['), String(error?.stack))
      assert.equal(matcher.toState(), before)
    }
  }
  const matching = matcher.matchingSync()
  assert.equal(matching.toJson(), matchCohortSync(matcher.cohort).toJson())
  assert.ok(matching.verify(matcher.cohort))
  assert.deepEqual(new Set(matching.pairings.map(({ mentee, mentor }) => `${mentee} ${mentor}`)), pairs)
  const journal = new Journal(taken)
  assert.equal(new Journal(journal.events).toJson(), journal.toJson())
  for (const same of [Matcher.fromJournalSync(data, Journal.fromJson(journal.toJson())), Matcher.fromState(matcher.toState())]) {
    assert.deepEqual([same.toState(), same.cohort.toJson()], [matcher.toState(), matcher.cohort.toJson()])
    assert.deepEqual([same.conversations(), same.due(later(90))], [matcher.conversations(), matcher.due(later(90))])
    assert.equal(same.waitingSync().toJson(), matcher.waitingSync().toJson())
  }
  for (const { mentee, open, matched } of matcher.waitingSync().waiting) {
    assert.ok(matched < open && matched === matching.mentorsOf(mentee).length)
  }
}

test('law: a matcher is what a cold run finds, and what its journal and its state make', () => {
  fc.assert(fc.property(mentors, mentees, events, fc.integer({ min: 1, max: 9 }), check), { numRuns: 100 })
})

test('law: so it is after a long time', () => {
  fc.assert(fc.property(mentors, mentees, longer, fc.integer({ min: 20, max: 60 }), check), { numRuns: 15 })
})

test('repairs that may wait', async () => {
  const matcher = new Matcher(cohort())
  const waiting = await matcher.apply(no(), { maxRegret: 10_000_000 })
  assert.deepEqual([waiting.gained.length, waiting.lost.map((pair) => pair.mentee)], [0, ['bo']])
  assert.ok(waiting.gap > 0 && waiting.gap <= 10_000_000)
  const madeUp = matcher.applySync({ id: 'e-2', at: START, event: 'tick' }, { maxRegret: 0 })
  assert.deepEqual([madeUp.gap, madeUp.totalPoints], [0, matcher.matchingSync().certificate.totalPoints])
  for (const [maxRegret, code] of [[-1, 'out_of_range'], [0.5, 'wrong_type'], ['much', 'wrong_type']]) {
    await assert.rejects(matcher.apply(no(), { maxRegret }), wrong(code, 'maxRegret'))
  }
})

test('a fork knows alone what it is told', () => {
  const matcher = new Matcher(cohort())
  matcher.applySync(no({ id: 'e-0', mentor: 'gil' }))
  const before = matcher.toState()
  const fork = matcher.fork()
  assert.equal(fork.toState(), before)
  const told = fork.applySync({ id: 'e-1', at: START, event: 'left', person: 'ada' })
  assert.deepEqual(told.lost.map((pair) => pair.mentor), ['ada'])
  assert.deepEqual([matcher.toState(), ...[fork, matcher].map(({ cohort }) => JSON.parse(cohort.toJson()).mentors.length)], [before, 1, 2])
})

test('a list without reasons', () => {
  const matcher = new Matcher(cohort())
  assert.deepEqual(matcher.shortlist('bo'), matcher.suggest('bo').map(({ mentor, points }) => ({ mentor, points })))
  assert.deepEqual([matcher.shortlist('bo', 1).length, matcher.shortlist('bo', 0)], [1, []])
  assert.throws(() => matcher.shortlist('boo'), wrong('unknown_person', 'mentee'))
})
