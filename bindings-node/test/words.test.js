// Languages and phrases: what conformance vectors do not say.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { IntlMessageFormat } from 'intl-messageformat'
import { Cohort, InvalidInputError, Matcher, matchCohortSync, phrases } from 'fireside'

const story = (more = {}) => ({
  topics: [{ id: 'rust', label: 'Rust' }],
  mentors: [{ id: 'ada', name: 'Ada', offers: [{ topic: 'rust', willingness: 'eager' }] }],
  mentees: [{ id: 'bo', name: 'Bo', wants: [{ topic: 'rust' }] }, { id: 'cy', name: 'Cy' }],
  ...more,
})

test('the catalogue lists every phrase with the same arguments in every language', () => {
  const [english, german] = [phrases('en'), phrases('de')]
  assert.deepEqual(Object.keys(english), Object.keys(german))
  for (const [code, phrase] of Object.entries(english)) {
    const { template, ...rest } = phrase
    assert.deepEqual(rest, { arguments: german[code].arguments, choices: german[code].choices, numbers: german[code].numbers })
    assert.ok(template.length > 0 && Object.isFrozen(phrase))
  }
  assert.deepEqual(german['reason.paused'], { template: '{name} pausiert', arguments: ['name'], choices: {}, numbers: [] })
  assert.throws(() => phrases('fr'), (error) => error instanceof InvalidInputError && error.code === 'unknown_choice' && error.path === 'language')
  assert.throws(() => phrases(1), InvalidInputError)
})

test('handles in two languages are one engine', async () => {
  const english = new Matcher(story())
  const german = english.inLanguage('de')
  await german.apply({ id: 'e-1', at: '2026-12-01T10:00:00Z', event: 'paused', person: 'cy' })
  const detail = (matcher) => matcher.matchingSync().unmatched[0].reasons[0].detail
  assert.deepEqual([detail(english), detail(german), detail(german.fork())], ['Cy is paused', 'Cy pausiert', 'Cy pausiert'])
  assert.deepEqual([english.cohort.toObject().policy.language, german.cohort.toObject().policy.language], [undefined, 'de'])
  assert.equal(detail(english.inLanguage('de', { 'reason.paused': '{name} ruht' })), 'Cy ruht')
})

test('words of the host keep their codes, and decide nothing', () => {
  const words = { 'reason.no_wants.asked': '{name}?' }
  const cohort = new Cohort(story({ policy: { language: 'de', phrases: words } }))
  assert.deepEqual(cohort.toObject().policy.phrases, words)
  assert.deepEqual(new Cohort(cohort.toObject()).toJson(), cohort.toJson())
  const [mine, plain] = [matchCohortSync(cohort), matchCohortSync(story())]
  assert.equal(mine.unmatched[0].reasons[0].detail, 'Cy?')
  assert.deepEqual([mine.run.policyHash, mine.certificate.totalPoints], [plain.run.policyHash, plain.certificate.totalPoints])
  assert.throws(() => cohort.inLanguage('de', { 'reason.no_wants.askd': '' }), (error) => error.problems[0].suggestion === 'reason.no_wants.asked')
})

// Templates of a phrase with a text and a number, as MessageFormat has them.
const literal = fc.stringMatching(/^[a-zé .,;:!?]{0,8}$/)
const quoted = fc.constantFrom("''", "'{'", "'}'", "'{name}'", "it's ")
const number = fc.integer({ min: 0, max: 9 })
const { template } = fc.letrec((tie) => ({
  template: fc.array(fc.oneof({ maxDepth: 2 }, literal, quoted, fc.constantFrom('{name}', '{ name }', '{count}'), tie('plural')), { maxLength: 3 }).map((parts) => parts.join('')),
  plural: fc
    .tuple(fc.uniqueArray(number, { maxLength: 2 }), fc.boolean(), tie('inner'), tie('inner'), tie('inner'))
    .map(([exact, one, first, second, third]) => {
      const cases = [...exact.map((value) => `=${value} {${first}}`), ...(one ? [`one {${second}}`] : []), `other {${third}}`]
      return `{count, plural, ${cases.join(' ')}}`
    }),
  inner: fc.tuple(tie('template'), fc.constantFrom('', '#', "'#'", ' # ')).map((parts) => parts.join('')),
}))

test('templates read as intl-messageformat reads them', () => {
  const most = 4
  const law = fc.property(template, fc.integer({ min: 1, max: 9 }), (text, count) => {
    const expected = new IntlMessageFormat(text, 'en').format({ name: 'Bo', count })
    const policy = { rules: [{ rule: 'favour_passed_over', weight: 10, fullAt: 9 }], phrases: { 'evidence.passed_over': text } }
    const mentees = [{ id: 'bo', name: 'Bo', wants: [{ topic: 'rust' }], passedOver: count }]
    let matching
    try {
      matching = matchCohortSync(story({ mentees, policy }))
    } catch (error) {
      // The only limit of ours that these can reach.
      assert.match(error.message, new RegExp(`at most ${most}`))
      return
    }
    const { evidence } = matching.pairings[0].breakdown.at(-1)
    assert.equal(evidence[0].text, String(expected))
  })
  fc.assert(law, { numRuns: 300 })
})
