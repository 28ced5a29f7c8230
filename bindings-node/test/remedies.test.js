// Remedies and standing, from Node: whatever is told is so, and its changes are those that everything else takes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { InvalidInputError, Matcher, Remedies, VerificationError, matchCohortSync } from 'fireside'

const people = {
  topics: [{ id: 'go' }, { id: 'rust' }],
  mentors: [{ id: 'ada', offers: [{ topic: 'rust' }] }, { id: 'gil', offers: [{ topic: 'go' }] }],
  mentees: [{ id: 'bo', wants: [{ topic: 'rust', level: 1 }] }, { id: 'snake_case_id', wants: [{ topic: 'rust', level: 5 }] }],
}

test('every remedy is true', () => {
  const topics = fc.subarray(['go', 'law', 'rust'])
  const mentors = fc.array(fc.record({ capacity: fc.integer({ min: 0, max: 2 }), offers: topics }), { minLength: 3, maxLength: 3 })
  const mentees = fc.array(topics, { minLength: 4, maxLength: 4 })
  fc.assert(
    fc.property(mentors, mentees, (mentors, mentees) => {
      const matcher = new Matcher({
        topics: [{ id: 'go' }, { id: 'law' }, { id: 'rust' }],
        mentors: mentors.map(({ capacity, offers }, at) => ({ id: `m${at}`, capacity, offers: offers.map((topic) => ({ topic })) })),
        mentees: mentees.map((wants, at) => ({ id: `p${at}`, wants: wants.map((topic) => ({ topic })) })),
      })
      for (const at of mentees.keys()) {
        const found = matcher.remediesSync(`p${at}`)
        assert.ok(found.complete)
        for (const { changes, mentor, points, totalPoints } of found.remedies) {
          const { after, difference } = matcher.whatIfSync(changes)
          const mine = after.pairings.filter((pair) => pair.mentee === `p${at}`)
          assert.equal(mine.length, found.matched + 1)
          assert.ok(mine.some((pair) => pair.mentor === mentor && pair.points === points))
          assert.equal(difference.totalPoints, totalPoints)
        }
      }
    }),
    { numRuns: 50 },
  )
})

test('kinds, ids that stay as they are, timeouts and signals', async () => {
  const matcher = new Matcher(people)
  const found = await matcher.remedies('snake_case_id')
  assert.ok(found instanceof Remedies && Object.isFrozen(found.remedies))
  assert.deepEqual(found.remedies.map((remedy) => remedy.kind), ['want', 'seat'])
  assert.deepEqual(found.remedies[0].changes, { moreWants: { snake_case_id: [{ topic: 'go', importance: 3, level: 3 }] } })
  assert.equal(matcher.remediesSync('snake_case_id').toJson(), found.toJson())
  assert.deepEqual((await matcher.remedies('snake_case_id', { kinds: ['seat'], threads: 1 })).remedies, [found.remedies[1]])
  const late = await matcher.remedies('snake_case_id', { timeoutMs: 0 })
  assert.deepEqual([late.complete, late.remedies.length], [false, 0])
  await assert.rejects(matcher.remedies('snake_case_id', { signal: AbortSignal.abort() }), { name: 'AbortError' })
  await assert.rejects(matcher.remedies('snake_case_id', { k: 0 }), (error) => error instanceof InvalidInputError && error.path === 'k')
  assert.throws(() => new Remedies({}), InvalidInputError)
})

test('holders are named where the policy allows', () => {
  const matching = matchCohortSync(people)
  const { standing } = matching.explain(people, 'ada', 'snake_case_id')
  assert.deepEqual([standing.paired, standing.missing, standing.holders], [false, 0, undefined])
  const named = matching.explain({ ...people, policy: { nameHolders: true } }, 'ada', 'snake_case_id')
  assert.deepEqual(named.standing.holders, ['bo'])
  assert.throws(() => matching.explain({ ...people, policy: { minScore: 0.1 } }, 'ada', 'bo'), VerificationError)
})
