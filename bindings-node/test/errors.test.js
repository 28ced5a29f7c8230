import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { CancelledError, Cohort, FiresideError, InternalError, InvalidInputError, Matcher, Matching, VerificationError, matchCohort, matchCohortSync, solve } from 'fireside'
import { document, story } from './support/story.js'

/** The error of something that must fail. */
function failure(work) {
  try {
    work()
  } catch (error) {
    return error
  }
  assert.fail('it did not fail')
}

/** The problems of something that must fail for the caller's input, as `code path`. */
function problems(work) {
  const error = failure(work)
  assert.ok(error instanceof InvalidInputError, String(error?.stack))
  return error.problems.map(({ code, path }) => `${code} ${path}`)
}

const mentor = (fields) => ({ mentors: [{ id: 'ada', ...fields }] })

test('an error carries every problem, with the path as Node spells it', () => {
  const data = story()
  data.mentors[0].capacity = -1
  data.mentees[0].mentorsWanted = 1.5
  data.mentees[2].wants[0].topic = 'rustlnag'
  data.policy.sesionMinutes = 30
  const error = failure(() => new Cohort(data))
  assert.ok(error instanceof InvalidInputError && error instanceof FiresideError && error instanceof Error)
  assert.equal(error.name, 'InvalidInputError')
  assert.equal(error.code, 'wrong_type')
  assert.equal(error.path, 'mentees[0].mentorsWanted')
  assert.deepEqual(error.problems.map(({ code, path }) => [code, path]), [
    ['wrong_type', 'mentees[0].mentorsWanted'],
    ['unknown_topic', 'mentees[2].wants[0].topic'],
    ['out_of_range', 'mentors[0].capacity'],
    ['unknown_field', 'policy.sesionMinutes'],
  ])
  assert.match(error.problems[1].message, /did you mean `rust\w*`\?$/)
  assert.equal(error.problems[3].suggestion, 'sessionMinutes')
  assert.match(error.message, /^mentees\[0\]\.mentorsWanted: [^]*\nmentees\[2\]\.wants\[0\]\.topic: unknown topic `rustlnag`/)
  assert.match(error.stack, /^InvalidInputError: mentees/)
})

test('a field in snake case is unknown to an object, and one in camel case to a document', () => {
  const error = failure(() => new Cohort({ mentees: [{ id: 'bo', mentors_wanted: 2 }] }))
  assert.deepEqual([error.code, error.path, error.problems[0].suggestion], ['unknown_field', 'mentees[0].mentors_wanted', 'mentorsWanted'])
  assert.deepEqual(problems(() => Cohort.fromJson('{"schema":"fireside/cohort/1","mentees":[{"id":"bo","mentorsWanted":2}]}')), ['unknown_field mentees[0].mentorsWanted'])
})

test('numbers that JSON does not have', () => {
  const found = problems(() => new Cohort(mentor({ capacity: NaN, attributes: { grade: -Infinity }, offers: [{ topic: 'x', level: Infinity }] })))
  assert.deepEqual(found.slice(0, 3).sort(), ['not_finite mentors[0].attributes["grade"]', 'not_finite mentors[0].capacity', 'not_finite mentors[0].offers[0].level'])
  assert.deepEqual(problems(() => matchCohortSync({}, { seed: NaN })), ['not_finite seed'])
})

test('no text is taken for such a number', () => {
  for (const text of ['\u0000NaN', '\u00001.5', '\u0000inf', '\u0000', '\u0000\u00001.5']) {
    const found = problems(() => new Cohort(mentor({ attributes: { grade: text } })))
    assert.deepEqual(found, ['invalid_text mentors[0].attributes["grade"]'], JSON.stringify(text))
    assert.notDeepEqual(problems(() => new Cohort({ affinities: [{ mentor: 'a', mentee: 'b', value: text }] })), [])
    assert.deepEqual(problems(() => new Cohort(mentor({ capacity: text }))), ['wrong_type mentors[0].capacity'])
  }
})

test('values that JSON has no words for, all of them, each with its path', () => {
  const loop = { offers: [] }
  loop.offers.push(loop)
  const deep = {}
  let at = deep
  for (let level = 0; level < 200; level++) at = at.attributes = {}
  const data = {
    mentors: [
      { id: 1n, name: () => 'Ada', attributes: { 'two words': Symbol('x'), when: new Date(NaN), set: new Set(), bytes: new Uint8Array(2), half: '\ud800' } },
      loop,
      deep,
    ],
  }
  assert.deepEqual(problems(() => new Cohort(data)).map((problem) => problem.replace(/(\["attributes"\])+$/, '…').slice(0, 60)), [
    'wrong_type mentors[0].id',
    'wrong_type mentors[0].name',
    'wrong_type mentors[0].attributes["two words"]',
    'invalid_time mentors[0].attributes["when"]',
    'wrong_type mentors[0].attributes["set"]',
    'wrong_type mentors[0].attributes["bytes"]',
    'invalid_text mentors[0].attributes["half"]',
    'invalid_json mentors[1].offers[0]',
    'invalid_json mentors[2].attributes…',
  ])
})

test('as deep as the core reads, and no deeper', () => {
  const nested = (levels) => {
    let value = []
    for (let level = 2; level < levels; level++) value = [value]
    return { mentors: value }
  }
  assert.deepEqual(problems(() => new Cohort(nested(127))), ['wrong_type mentors[0]'])
  const error = failure(() => new Cohort(nested(128)))
  assert.equal(error.code, 'invalid_json')
  assert.match(error.path, /^mentors(\[0\])+$/)
})

test('the same object twice is no cycle', () => {
  const offers = [{ topic: 'rust' }]
  new Cohort({ topics: [{ id: 'rust' }], mentors: [{ id: 'ada', offers }, { id: 'gil', offers }] })
})

test('an exception of the caller is the caller\'s', async () => {
  const mine = new Error('mine')
  const data = { get mentors() { throw mine } }
  assert.equal(failure(() => new Cohort(data)), mine)
  await assert.rejects(matchCohort(data), mine)
})

test('wrong arguments are input errors, synchronous or not', async () => {
  for (const wrong of [undefined, null, 7, 'text', true, [], () => {}, 7n, Symbol('x')]) {
    assert.deepEqual(problems(() => matchCohortSync(wrong)), ['wrong_type '])
    assert.deepEqual(problems(() => new Cohort(wrong)), ['wrong_type '])
    assert.deepEqual(problems(() => new Matcher(wrong)), ['wrong_type '])
    await assert.rejects(matchCohort(wrong), { name: 'InvalidInputError', code: 'wrong_type', path: '' })
    if (wrong !== undefined && wrong !== null) assert.deepEqual(problems(() => matchCohortSync({}, wrong)), ['wrong_type options'])
    if (typeof wrong !== 'string') assert.deepEqual(problems(() => Cohort.fromJson(wrong)), ['wrong_type '])
    if (typeof wrong !== 'string') assert.deepEqual(problems(() => Matching.fromJson(wrong)), ['wrong_type '])
    if (typeof wrong !== 'string') assert.deepEqual(problems(() => new Matcher({}).suggest(wrong)), ['wrong_type mentee'])
    if (typeof wrong !== 'number' && wrong !== undefined) {
      assert.deepEqual(problems(() => new Matcher({ mentees: [{ id: 'bo' }] }).suggest('bo', wrong)), ['wrong_type k'])
    }
  }
})

test('texts that are no documents', () => {
  assert.deepEqual(problems(() => Cohort.fromJson('{')), ['invalid_json '])
  assert.deepEqual(problems(() => Cohort.fromJson('"\ud800"')), ['invalid_json '])
  assert.deepEqual(problems(() => Matching.fromJson('{"schema":"fireside/matching/1"}')).length > 3, true)
  assert.deepEqual(problems(() => Matching.fromJson(new Cohort(story()).toJson())).includes('missing_field pairings'), true)
})

test('options: unknown ones get a suggestion, wrong ones a path', async () => {
  const suggestion = (options) => failure(() => matchCohortSync({}, options)).problems[0].suggestion
  assert.equal(suggestion({ sead: 1 }), 'seed')
  assert.equal(suggestion({ timeoutMS: 1 }), 'timeoutMs')
  assert.equal(suggestion({ timeout_ms: 1 }), 'timeoutMs')
  assert.equal(suggestion({ onprogress: 1 }), 'onProgress')
  assert.equal(suggestion({ zzz: 1 }), undefined)
  assert.deepEqual(problems(() => matchCohortSync({}, { seed: -1, threads: 0.5, objective: 'totl' })).sort(), ['out_of_range seed', 'unknown_choice objective', 'wrong_type threads'])
  assert.deepEqual(problems(() => matchCohortSync({}, { threads: 0 })), ['out_of_range threads'])
  assert.deepEqual(problems(() => matchCohortSync({}, { seed: 5n })), ['wrong_type seed'])
  assert.deepEqual(problems(() => matchCohortSync({}, { timeoutMs: -1 })), ['out_of_range timeoutMs'])
  assert.deepEqual(problems(() => matchCohortSync({}, { timeoutMs: '9' })), ['wrong_type timeoutMs'])
  assert.deepEqual(problems(() => matchCohortSync({}, { timeoutMs: NaN, onProgress: 1 })), ['not_finite timeoutMs', 'wrong_type onProgress'])
  assert.deepEqual(problems(() => matchCohortSync({}, { signal: AbortSignal.abort() })), ['unknown_field signal'])
  await assert.rejects(matchCohort({}, { signal: {} }), { code: 'wrong_type', path: 'signal' })
  await assert.rejects(matchCohort({}, { sead: 1 }), { name: 'InvalidInputError', code: 'unknown_field', path: 'sead' })
  await assert.rejects(new Matcher({}).run({ sead: 1 }), { name: 'InvalidInputError' })
})

test('people who are not there', () => {
  const matcher = new Matcher(story())
  const error = failure(() => matcher.suggest('boo'))
  assert.deepEqual([error.code, error.path, error.problems[0].suggestion], ['unknown_person', 'mentee', 'bo'])
  assert.equal(failure(() => matcher.explain('adda', 'bo')).path, 'mentor')
  assert.equal(failure(() => matcher.explain('ada', '')).path, 'mentee')
  assert.deepEqual(problems(() => matcher.suggest('bo', -1)), ['out_of_range k'])
  assert.deepEqual(problems(() => matcher.suggest('bo', NaN)), ['not_finite k'])
})

test('a matching that was tampered with does not hold', async () => {
  const cohort = new Cohort(story())
  const matching = await matchCohort(cohort)
  assert.equal(matching.verify(cohort), true)
  assert.equal(matching.verify(story()), true)
  const tampered = (change) => {
    const copy = JSON.parse(matching.toJson())
    change(copy)
    return failure(() => Matching.fromJson(JSON.stringify(copy)).verify(cohort))
  }
  for (const change of [
    (copy) => copy.pairings.pop(),
    (copy) => (copy.pairings[0].mentor = 'gil'),
    (copy) => (copy.pairings[0].points += 1),
    (copy) => (copy.certificate.total_points += 1),
    (copy) => (copy.certificate.prices.ada += 1_000_000),
    (copy) => copy.unmatched.pop(),
  ]) {
    const error = tampered(change)
    assert.ok(error instanceof VerificationError && error instanceof FiresideError, String(error))
    assert.equal(error.name, 'VerificationError')
  }
  const other = story()
  other.mentors[0].capacity = 1
  assert.equal(failure(() => matching.verify(other)).code, 'wrong_cohort')
})

test('the classes are the same however the package is loaded', () => {
  const required = createRequire(import.meta.url)('fireside')
  assert.equal(required.InvalidInputError, InvalidInputError)
  assert.ok(failure(() => required.matchCohortSync()) instanceof InvalidInputError)
  assert.equal(required.matchCohortSync(new Cohort(story())).toJson(), matchCohortSync(required.Cohort.fromJson(JSON.stringify(document()))).toJson())
  for (const [name, kind] of Object.entries({ CancelledError, VerificationError, InternalError, InvalidInputError })) {
    const error = new kind('a message', [{ code: 'cancelled', path: '', message: 'a message' }])
    assert.ok(error instanceof FiresideError)
    assert.deepEqual([error.name, error.code, error.path, error.message], [name, 'cancelled', '', 'a message'])
  }
  assert.equal(solve, required.solve)
})
