// What a round comes to, as objects of Node; the figures themselves are checked by vectors, and in Python by other code.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { Cohort, Insight, InvalidInputError, Journal, Matcher, VerificationError, matchCohort, matchCohortSync } from 'fireside'
import { crowd } from './support/story.js'

const wrong = (code, path) => (error) => {
  assert.ok(error instanceof InvalidInputError, String(error?.stack))
  assert.deepEqual([error.code, error.path], [code, path])
  return true
}

/** Ada and Gil for Bo and Cy, in departments. */
const cohort = () => ({
  topics: [{ id: 'rust', label: 'Rust' }],
  mentors: [
    { id: 'ada', offers: [{ topic: 'rust', level: 5, willingness: 'eager' }], attributes: { department: 'Ops' } },
    { id: 'gil', offers: [{ topic: 'rust', level: 5 }], attributes: { department: 'Law' } },
  ],
  mentees: ['bo', 'cy', 'di'].map((id) => ({ id, wants: [{ topic: 'rust', level: 1 }], attributes: { department: 'Ops' } })),
})

test('an insight is plain data', async () => {
  const matching = await matchCohort(cohort())
  const cost = { mentorHour: 6_000, mentee_hour: undefined, perConversation: 100, currency: 'EUR' }
  delete cost.mentee_hour
  const insight = await matching.insight(cohort(), { silo: 'department', minGroup: 2, cost })
  assert.ok(insight instanceof Insight)
  assert.deepEqual([insight.schema, insight.figure('coverage').value, insight.figure('cost').value, insight.figure('cover')], ['fireside/insight/1', 0.666667, 6_200, undefined])
  assert.deepEqual(insight.topics[0].withNarrower, { asked: 3, offered: 2, seats: 2, met: 2 })
  assert.deepEqual([insight.recruit, insight.silos.others, insight.silos.unstated], [['rust'], [{ links: 2, conversations: 2 }], 0])
  assert.equal(Insight.fromJson(insight.toJson()).toJson(), insight.toJson())
  assert.equal(matching.insightSync(Cohort.fromJson(new Cohort(cohort()).toJson()), { silo: 'department', minGroup: 2, cost, threads: 1 }).toJson(), insight.toJson())
  assert.deepEqual(JSON.parse(JSON.stringify(insight)).figures, structuredClone(insight.figures))
  assert.match(inspect(insight), /^Insight \{/)
  assert.ok(Object.isFrozen(insight) && Object.isFrozen(insight.topics[0]))
  assert.match(insight.toCsv('topics'), /\r\nrust,Rust,3,2,1,1,0,0,2,2,0,599999,,3,2,2,2\r\n$/)
  const beside = await matching.insight(cohort(), { previous: insight })
  assert.deepEqual([beside.figure('coverage').previous, beside.figure('coverage').change, beside.figure('cost').previous], [0.666667, 0, undefined])
})

test('what a matcher knows', async () => {
  const matcher = new Matcher(cohort())
  const held = { id: '1', at: new Date('2026-12-01T10:00:00Z'), event: 'held', mentor: 'ada', mentee: 'bo', minutes: 45 }
  await matcher.apply(held)
  assert.equal((await matcher.insight()).figure('hours_held').value, 0.75)
  assert.equal(matcher.insightSync({ since: new Date('2026-12-02T10:00:00Z') }).figure('conversations_held').value, 0)
  const matching = matchCohortSync(cohort())
  for (const events of [held, [held], new Journal([held])]) {
    assert.equal(matching.insightSync(cohort(), { events }).figure('hours_held').value, 0.75)
  }
  assert.equal(matching.insightSync(cohort()).figure('hours_held').value, null)
})

test('what is refused', async () => {
  const matching = matchCohortSync(cohort())
  await assert.rejects(matching.insight(cohort(), { minGroup: 1 }), wrong('out_of_range', 'minGroup'))
  assert.throws(() => matching.insightSync(cohort(), { best: 0.5 }), wrong('wrong_type', 'best'))
  assert.throws(() => matching.insightSync(cohort(), { silos: 'department' }), wrong('unknown_field', 'silos'))
  assert.throws(() => matching.insightSync(cohort(), { cost: { mentorHour: 1e10, currency: 'EUR' } }), InvalidInputError)
  assert.throws(() => matching.insightSync(cohort(), { outcomes: { stayed: { zoe: 1 } } }), wrong('unknown_person', 'outcomes["stayed"]["zoe"]'))
  assert.throws(() => matching.insightSync(cohort(), { outcomes: { stayed: { bo: NaN } } }), wrong('not_finite', 'outcomes["stayed"]["bo"]'))
  const hidden = { ...cohort(), policy: { hiddenAttributes: ['department'] } }
  assert.throws(() => matchCohortSync(hidden).insightSync(hidden, { silo: 'department' }), wrong('contradiction', 'silo'))
  assert.ok(!matchCohortSync(hidden).insightSync(hidden).toJson().includes('Ops'))
  assert.throws(() => matching.insightSync(hidden), VerificationError)
  assert.throws(() => matching.insightSync(cohort()).toCsv('all'), wrong('unknown_choice', 'table'))
  assert.throws(() => matching.insightSync(cohort(), { signal: new AbortController().signal }), wrong('unknown_field', 'signal'))
  await assert.rejects(matching.insight(cohort(), { signal: AbortSignal.abort(new Error('enough')) }), /enough/)
  assert.throws(() => new Matcher(cohort()).insightSync({ events: [] }), wrong('unknown_field', 'events'))
  assert.throws(() => new Insight(), wrong('wrong_type', ''))
  assert.throws(() => Insight.fromJson('{}'), InvalidInputError)
  const late = await matching.insight(cohort(), { timeoutMs: 0 })
  assert.deepEqual([late.complete, late.worthAbsent, late.ofBest], [false, 'deadline', undefined])
})

test('worth is what another run finds', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ level: fc.integer({ min: 1, max: 5 }), topic: fc.constantFrom('a', 'b') }), { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 5 }), (asks, level) => {
      const document = {
        topics: [{ id: 'a' }, { id: 'b', broader: ['a'] }],
        mentors: [{ id: 'ada', capacity: 2, offers: [{ topic: 'a', level }] }],
        mentees: asks.map((want, k) => ({ id: `p${k}`, mentorsWanted: 1 + (k % 2), wants: [want] })),
      }
      const matching = matchCohortSync(document)
      for (const { topic, worth } of matching.insightSync(document).topics) {
        const more = { ...document, mentors: [...document.mentors, { id: 'new', offers: [{ topic, level: 5 }] }] }
        const gained = matchCohortSync(more).certificate.totalPoints - matching.certificate.totalPoints
        if (worth !== undefined) assert.equal(worth, gained)
      }
    }),
  )
})

test('long work lets the event loop run', async () => {
  const big = new Cohort(crowd(600, 3_000))
  const matching = matchCohortSync(big)
  const [stages, insight] = [new Set(), matching.insight(big, { onProgress: ({ stage }) => stages.add(stage) })]
  let ticks = 0
  const timer = setInterval(() => ticks++, 1)
  assert.equal((await insight).complete, true)
  clearInterval(timer)
  assert.ok(ticks > 0)
  assert.ok(stages.has('insight'), [...stages].join())
})
