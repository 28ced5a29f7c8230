import assert from 'node:assert/strict'
import { test } from 'node:test'
import vm from 'node:vm'
import { inspect } from 'node:util'
import { Cohort, InvalidInputError, Journal, Matcher, Matching, matchCohort, matchCohortSync, matchPeersSync, scheduleMatchingSync } from 'fireside'
import { FIELDS } from '../lib/matching.cjs'
import { MAPS } from '../lib/camel.cjs'
import { document, story } from './support/story.js'

class Person {
  constructor(fields) {
    Object.assign(this, fields)
  }
}

test('every way in gives the same bytes', () => {
  const expected = new Cohort(story()).toJson()
  const camel = story()
  const ways = {
    'a document': Cohort.fromJson(JSON.stringify(document())),
    'a document with a byte order mark': Cohort.fromJson(`\ufeff${JSON.stringify(document(), null, 2)}`),
    'its own document': Cohort.fromJson(expected),
    'its own object': new Cohort(new Cohort(story()).toObject()),
    'what JSON.stringify writes': new Cohort(JSON.parse(JSON.stringify(new Cohort(story())))),
    'a cohort': new Cohort(new Cohort(story())),
    'undefined fields': new Cohort({ ...camel, policy: { ...camel.policy, minScore: undefined }, schema: undefined }),
    'null fields': new Cohort({ ...camel, schema: null }),
    'instances of classes': new Cohort({ ...camel, mentors: camel.mentors.map((mentor) => new Person(mentor)) }),
    'objects with toJSON': new Cohort({ ...camel, mentees: { toJSON: () => camel.mentees } }),
    'objects without prototype': new Cohort(Object.assign(Object.create(null), camel)),
    'objects of another realm': new Cohort(vm.runInNewContext(`(${JSON.stringify(camel)})`)),
    'proxies': new Cohort(new Proxy(camel, {})),
    'frozen objects': new Cohort(Object.freeze(story())),
    'boxed values': new Cohort({ ...camel, affinities: [{ mentor: new String('ada'), mentee: 'bo', value: new Number(0.8) }] }),
    'people in another order': new Cohort({ ...camel, mentors: [...camel.mentors].reverse(), mentees: [...camel.mentees].reverse() }),
  }
  for (const [way, cohort] of Object.entries(ways)) assert.equal(cohort.toJson(), expected, way)
})

test('every way to run gives the same bytes', async () => {
  const cohort = new Cohort(story())
  const expected = matchCohortSync(cohort).toJson()
  assert.equal((await matchCohort(cohort)).toJson(), expected)
  assert.equal((await matchCohort(story())).toJson(), expected)
  assert.equal(matchCohortSync(story()).toJson(), expected)
  assert.equal((await new Matcher(cohort).run()).toJson(), expected)
  assert.equal(new Matcher(story()).runSync({ threads: 2 }).toJson(), expected)
  assert.equal((await matchCohort(story(), { objective: 'total', seed: 0, threads: 1, timeoutMs: 60_000, signal: undefined })).toJson(), expected)
  assert.equal(Matching.fromJson(expected).toJson(), expected)
})

test("a date is its ISO text, and the caller's object is not changed", () => {
  const data = story()
  data.mentors[0].attributes.since = new Date(Date.UTC(2020, 1, 3))
  const before = structuredClone(data)
  assert.equal(new Cohort(data).toObject().mentors[0].attributes.since, '2020-02-03T00:00:00.000Z')
  assert.deepEqual(data, before)
})

test("a cohort's own keys stay as they are, everything else is in camel case", () => {
  const cohort = new Cohort(story())
  const [ada] = cohort.toObject().mentors
  assert.deepEqual(Object.keys(ada.attributes).sort(), ['home_team', 'languages', 'pay_grade'])
  assert.equal(ada.availability.timeZone, 'Europe/London')
  assert.deepEqual(document(cohort.toObject()), JSON.parse(cohort.toJson()))
})

test('no field of a result is in snake case, and the keys of maps stay as they are', async () => {
  const data = story()
  data.mentors.push({ id: 'snake_case_id', offers: [{ topic: 'rust' }], attributes: { languages: ['en'] } })
  data.mentees.push({ id: 'eve', wants: [{ topic: 'underwater basketry' }, { topic: 'rust' }], mentorsWanted: 3, attributes: { languages: ['en'] } })
  data.policy.unknownTopics = 'adopt'
  data.policy.phrases = { 'reason.no_wants': '{name}?' }
  const matcher = new Matcher(data)
  const matching = await matcher.run()
  const text = JSON.parse(matching.toJson())
  const seen = new Set()
  const compare = (camel, snake, path) => {
    if (Array.isArray(snake)) {
      assert.equal(camel.length, snake.length, path)
      snake.forEach((item, index) => compare(camel[index], item, `${path}[${index}]`))
    } else if (snake !== null && typeof snake === 'object') {
      assert.equal(Object.keys(camel).length, Object.keys(snake).length, path)
      for (const [field, value] of Object.entries(snake)) {
        const map = MAPS.has(path.split('.').at(-1))
        const name = map ? field : field.replace(/_(.)/g, (_, letter) => letter.toUpperCase())
        if (!map) assert.match(name, /^[a-z]+([A-Z][a-z]+)*$/, path)
        if (MAPS.has(field)) seen.add(field)
        assert.ok(Object.hasOwn(camel, name), `${path}.${name}`)
        compare(camel[name], value, `${path}.${field}`)
      }
    } else {
      assert.equal(camel, snake, path)
    }
  }
  compare(matching, text, '')
  for (const objective of ['coverage', 'fair', 'rank_maximal', 'stable_mentee']) {
    const other = matcher.runSync({ objective })
    compare(other, JSON.parse(other.toJson()), '')
  }
  // Two who want one seat, and one of them less: it has a second price.
  const crowded = {
    schema: 'fireside/cohort/1',
    topics: [{ id: 'rust' }, { id: 'law' }],
    mentors: [{ id: 'ada', offers: [{ topic: 'rust' }] }, { id: 'eli', offers: [{ topic: 'law' }] }],
    mentees: ['bo', 'cem'].map((id, at) => ({ id, wants: [{ topic: 'rust', importance: 5 }, { topic: 'law', importance: 1 + at }] })),
  }
  const byBands = matchCohortSync(crowded, { objective: 'fair', fairBand: 1_000_000, passedOverFirst: true })
  compare(byBands, JSON.parse(byBands.toJson()), '')
  const peers = matchPeersSync(crowded)
  compare(peers, JSON.parse(peers.toJson()), '')
  const events = [
    { id: 'e-1', at: new Date(), event: 'proposed', mentor: 'ada', mentee: 'bo' },
    { id: 'e-2', at: new Date(), event: 'changed', changes: { seats: { snake_case_id: 2 }, wanted: { eve: 1 } } },
  ]
  const more = { moreSeats: { snake_case_id: 1 }, moreWants: { eve: [{ topic: 'go' }] }, moreWindows: { eve: [{ day: 'mon', start: '09:00', end: '10:00' }] } }
  const told = new Journal([{ id: 'e-3', at: new Date(), event: 'changed', changes: more }])
  compare(told, JSON.parse(told.toJson()), '')
  for (const living of [new Journal(events), new Matcher(data).applySync(events)]) compare(living, JSON.parse(living.toJson()), '')
  const schedule = scheduleMatchingSync(matcher.cohort, matching, { rooms: 1 })
  compare(schedule, JSON.parse(schedule.toJson()), '')
  compare(matcher.cohort.toObject(), JSON.parse(matcher.cohort.toJson()), '')
  assert.deepEqual([...seen].sort(), [...MAPS].sort(), 'every map of the table occurs')
  assert.ok(Object.hasOwn(matching.certificate.prices, 'snake_case_id'))
  assert.ok(matching.adoptedTopics.length > 0 && matching.short.length > 0 && matching.unmatched.length > 0 && matching.pairings.length > 0)
})

test('a matching is plain data to look at, to write and to copy', async () => {
  const matching = await matchCohort(story())
  const text = JSON.parse(matching.toJson())
  assert.deepEqual(Object.keys(matching), FIELDS)
  assert.equal(FIELDS.length, Object.keys(text).length)
  assert.match(inspect(matching), /Matching \{[^]*pairings: \[[^]*Ada/)
  assert.equal(JSON.parse(JSON.stringify(matching)).certificate.totalPoints, text.certificate.total_points)
  assert.deepEqual(structuredClone({ ...matching }).pairings, matching.pairings)
  assert.equal(matching.pairings, matching.pairings)
  assert.throws(() => matching.pairings.push({}), TypeError)
  assert.throws(() => (matching.pairings[0].points = 1), TypeError)
  assert.throws(() => (matching.status = 'deadline'), TypeError)
  assert.match(inspect(new Cohort(story())), /Cohort \{ topics: 3, mentors: 2, mentees: 3 \}/)
})

test('mentorsOf finds the pairings of a mentee', async () => {
  const matching = await matchCohort(story())
  assert.deepEqual(matching.mentorsOf('bo').map(({ mentor }) => mentor), ['ada', 'gil'])
  assert.deepEqual(matching.mentorsOf('cy'), [])
  assert.deepEqual(matching.mentorsOf('nobody'), [])
  matching.mentorsOf('bo').pop()
  assert.equal(matching.mentorsOf('bo').length, 2)
  assert.throws(() => matching.mentorsOf(7), InvalidInputError)
})

test('suggestions under conditions', async () => {
  const availability = { timeZone: 'UTC', weekly: [{ day: 'tue', start: '09:00', end: '10:00' }] }
  const offers = [{ topic: 'rust' }]
  const cohort = {
    topics: [{ id: 'rust' }],
    policy: { horizon: { from: '2026-12-01', days: 7 } },
    mentors: [{ id: 'ada', offers, availability, attributes: { languages: ['fr'] } }, { id: 'gil', offers, capacity: 5 }],
    mentees: [{ id: 'bo', wants: [{ topic: 'rust' }] }],
  }
  const matcher = new Matcher(cohort)
  const mentors = (...question) => matcher.suggest(...question).map(({ mentor }) => mentor)
  assert.deepEqual(mentors('bo'), ['ada', 'gil'])
  assert.deepEqual(mentors({ id: 'zoe', wants: [{ topic: 'rust' }] }, 1), ['ada'])
  const between = [new Date('2026-12-01T09:30:00Z'), '2026-12-01T12:00:00Z']
  assert.deepEqual(mentors('bo', { between, minutes: 20, where: { languages: 'fr' } }), ['ada'])
  assert.deepEqual(mentors('bo', { between, minutes: 40 }), [])
  const matching = await matcher.run()
  assert.deepEqual(mentors('bo', { spread: matching, onlyFree: true }), ['gil'])
  assert.deepEqual(mentors('bo', { spread: { ada: 1 } }), ['gil', 'ada'])
  assert.equal(matcher.suggest('bo', { spread: true })[0].price, 0)
  for (const [options, code, path] of [
    [{ topik: 'rust' }, 'unknown_field', 'topik'],
    [{ timeoutMs: 5 }, 'unknown_field', 'timeoutMs'],
    [{ between: [between[1]] }, 'wrong_type', 'between'],
    [{ between: [between[1], between[0]] }, 'empty_window', 'between'],
    [{ k: -1 }, 'out_of_range', 'k'],
    [{ spread: { adda: 1 } }, 'unknown_person', 'prices["adda"]'],
    [{ minutes: 0.5 }, 'wrong_type', 'minutes'],
  ]) {
    assert.throws(() => matcher.suggest('bo', options), (error) => error instanceof InvalidInputError && error.code === code && error.path === path, path)
  }
})

test('a matcher suggests and explains', async () => {
  const matcher = new Matcher(story())
  const [best] = matcher.suggest('bo')
  assert.equal(best.mentor, 'ada')
  assert.ok(best.sharedTopics[0].menteeLevel === 1 && best.summary.length > 0)
  assert.equal(matcher.suggest('bo', 0).length, 0)
  const lists = await matcher.shortlists(2, { threads: 1 })
  const { mentees, mentors } = matcher.cohort.toObject()
  const listed = Array.from(lists.points, (points, at) => [mentees[lists.mentee[at]].id, mentors[lists.mentor[at]].id, points])
  const asked = mentees.flatMap(({ id }) => matcher.suggest(id, 2)).map(({ mentee, mentor, points }) => [mentee, mentor, points])
  assert.ok(lists.complete && listed.length > 0)
  assert.deepEqual(listed, asked)
  assert.deepEqual(matcher.shortlistsSync(2), lists)
  assert.equal(matcher.shortlistsSync(2, { timeoutMs: 0 }).complete, false)
  await assert.rejects(matcher.shortlists(-1), InvalidInputError)
  assert.throws(() => matcher.shortlistsSync(2, { seed: 1 }), InvalidInputError)
  const why = matcher.explain('gil', 'di')
  assert.equal(why.eligible, false)
  assert.ok(why.reasons.some(({ code }) => code === 'blocked'))
  assert.equal(why.pairing.mentor, 'gil')
  assert.equal(matcher.cohort.toJson(), new Cohort(story()).toJson())
})

test('a key called __proto__ is a key like any other', () => {
  const attributes = JSON.parse('{"__proto__": "x", "constructor": "y", "when": null}')
  attributes.when = new Date(0)
  const cohort = new Cohort({ mentors: [{ id: 'ada', attributes }] })
  assert.deepEqual(Object.keys(cohort.toObject().mentors[0].attributes).sort(), ['__proto__', 'constructor', 'when'])
  assert.equal({}.x, undefined)
  const matching = matchCohortSync({ mentors: [{ id: '__proto__' }] })
  assert.deepEqual(Object.keys(matching.certificate.prices), ['__proto__'])
})

test('a matching is made by the package only', () => {
  assert.throws(() => new Matching(), InvalidInputError)
  assert.throws(() => new Matching({}), InvalidInputError)
})

test('pairs that would rather meet each other', () => {
  const wants = (id, ...topics) => ({ id, wants: topics.map(([topic, importance]) => ({ topic, importance })) })
  const cohort = {
    topics: [{ id: 'rust' }, { id: 'law' }, { id: 'chess' }],
    mentors: [{ id: 'ada', offers: [{ topic: 'rust' }] }, { id: 'eli', offers: [{ topic: 'law' }] }],
    mentees: [wants('bo', ['rust', 1], ['chess', 3]), wants('cem', ['rust', 5], ['law', 1])],
  }
  const blocking = matchCohortSync(cohort, { objective: 'coverage' }).blockingPairs(cohort)
  const pair = { mentor: 'ada', mentee: 'cem', mentorWouldLeave: 'bo', menteeWouldLeave: 'eli' }
  assert.deepEqual(blocking, { count: 1, mentees: 1, pairs: [pair] })
  const stable = matchCohortSync(cohort, { objective: 'stable_mentee' })
  assert.deepEqual(stable.blockingPairs(cohort, 3), { count: 0, mentees: 0, pairs: [] })
  assert.throws(() => stable.blockingPairs({}), { code: 'wrong_cohort', path: 'pairings[0].mentee' })
  for (const most of [-1, 1.5, 'all']) {
    assert.throws(() => stable.blockingPairs(cohort, most), (error) => error instanceof InvalidInputError && error.path === 'most')
  }
})
