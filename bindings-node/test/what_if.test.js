// What-if: two answers and their difference, as objects of Node.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Cohort, InvalidInputError, Matcher, VerificationError, WhatIf, matchCohortSync } from 'fireside'

const offers = [{ topic: 'rust', level: 5 }]
const wants = [{ topic: 'rust', level: 1 }]
const people = {
  topics: [{ id: 'rust' }],
  mentors: [{ id: 'ada', offers, attributes: { team: 'search' } }],
  mentees: [
    { id: 'bo', wants, attributes: { team: 'ops' } },
    { id: 'cem', wants, attributes: { team: 'search' } },
  ],
  policy: { rules: [{ rule: 'must_differ', attribute: 'team' }] },
}
const changes = { seats: { ada: 2 }, dropRules: [0] }

test('both answers are those of plain runs, and the difference is theirs', async () => {
  const matcher = new Matcher(people)
  const before = matcher.runSync().toJson()
  const whatIf = await matcher.whatIf(changes)
  assert.equal(whatIf.before.toJson(), before)
  assert.equal(whatIf.after.toJson(), matcher.changed(changes).runSync().toJson())
  assert.equal(matcher.runSync().toJson(), before)
  assert.equal(matcher.whatIfSync(changes).toJson(), whatIf.toJson())
  const { difference } = whatIf
  assert.deepEqual([difference.matched, difference.kept, difference.gained], [1, 1, 1])
  assert.deepEqual(difference.mentees, [
    { id: 'cem', change: 'gained', before: [], after: ['ada'], pointsBefore: 0, pointsAfter: difference.totalPoints },
  ])
  assert.equal(difference.atLeast, difference.totalPoints)
  assert.ok(Object.isFrozen(difference.mentees[0]))
  assert.equal(whatIf.verify(matcher.cohort, matcher.cohort.changed(changes)), true)
  assert.equal(whatIf.verify(people, matcher.cohort.changed(changes).toObject()), true)
})

test('a document, read back and looked at', () => {
  const whatIf = new Matcher(people).whatIfSync(changes)
  const again = WhatIf.fromJson(whatIf.toJson())
  assert.equal(again.toJson(), whatIf.toJson())
  assert.equal(again.schema, 'fireside/what-if/1')
  assert.deepEqual(JSON.parse(JSON.stringify(again)).difference, JSON.parse(JSON.stringify(whatIf.difference)))
  assert.throws(() => new WhatIf({}), { code: 'wrong_type' })
  assert.throws(() => WhatIf.fromJson('{}'), InvalidInputError)
})

test('lies are found out', () => {
  const matcher = new Matcher(people)
  const changed = matcher.cohort.changed(changes)
  for (const [field, code] of [['total_points', 'total_mismatch'], ['kept', 'total_mismatch'], ['mentors', 'score_mismatch']]) {
    const document = JSON.parse(matcher.whatIfSync(changes).toJson())
    document.difference[field] = field === 'mentors' ? [] : document.difference[field] + 1
    assert.throws(() => WhatIf.fromJson(JSON.stringify(document)).verify(matcher.cohort, changed), (error) => {
      assert.ok(error instanceof VerificationError)
      assert.deepEqual([error.code, error.path], [code, `difference.${field}`])
      return true
    })
  }
})

test('what rules cost and seats are worth', async () => {
  const matcher = new Matcher(people).changed({ seats: { ada: 2 } })
  const [cost] = await matcher.ruleCosts()
  assert.deepEqual(cost.rule, { rule: 'must_differ', attribute: 'team' })
  assert.equal(cost.status, 'optimal')
  assert.equal(cost.matched, 1)
  assert.ok(cost.points > 0 && cost.points === cost.atLeast && cost.points === cost.atMost)
  assert.deepEqual(matcher.ruleCostsSync(), [cost])
  assert.deepEqual(await new Matcher(people).seatWorths({ threads: 1 }), [{ mentor: 'ada', seats: 1, points: 0, matched: 0 }])
  assert.equal(new Matcher(people).changed({ dropRules: [0] }).seatWorthsSync()[0].matched, 1)
})

test('what is wrong with changes has a path that begins with them', async () => {
  const matcher = new Matcher(people)
  const wrong = [
    [null, 'wrong_type', 'changes'],
    [[], 'wrong_type', 'changes'],
    [{ seats: { adda: 2 } }, 'unknown_person', 'changes.seats["adda"]'],
    [{ seats: { ada: NaN } }, 'not_finite', 'changes.seats["ada"]'],
    [{ seats: { ada: 1n } }, 'wrong_type', 'changes.seats["ada"]'],
    [{ addMentor: [] }, 'unknown_field', 'changes.addMentor'],
    [{ addMentors: [{ id: 'ada' }] }, 'duplicate_id', 'changes.addMentors[0].id'],
    [{ policy: { minScore: 2 } }, 'out_of_range', 'changes.policy.minScore'],
    [{ wanted: { bo: 20_000 } }, 'out_of_range', 'changes.wanted["bo"]'],
  ]
  for (const [given, code, path] of wrong) {
    const right = (error) => {
      assert.ok(error instanceof InvalidInputError)
      assert.deepEqual([error.code, error.path], [code, path])
      return true
    }
    assert.throws(() => matcher.cohort.changed(given), right)
    assert.throws(() => matcher.whatIfSync(given), right)
    await assert.rejects(matcher.whatIf(given), right)
  }
  await assert.rejects(matcher.whatIf({}, { objektive: 'total' }), { code: 'unknown_field', path: 'objektive' })
})

test('a caller stays in charge', async () => {
  const matcher = new Matcher(people)
  const late = await matcher.whatIf(changes, { timeoutMs: 0 })
  assert.deepEqual([late.before.status, late.after.status], ['deadline', 'deadline'])
  assert.ok(late.difference.atLeast <= matcher.whatIfSync(changes).difference.totalPoints)
  const aborted = { signal: AbortSignal.abort() }
  for (const work of [() => matcher.whatIf(changes, aborted), () => matcher.ruleCosts(aborted), () => matcher.seatWorths(aborted)]) {
    await assert.rejects(work, { name: 'AbortError' })
  }
  const told = []
  await matcher.ruleCosts({ onProgress: ({ stage }) => told.push(stage) })
  assert.ok(told.every((stage) => stage === 'rules'))
})

test('whoever is asked about, the plain runs say the same', () => {
  const person = (k) => ({ id: `e${k}`, wants, attributes: { team: k % 2 ? 'ops' : 'law' } })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 4 }), fc.boolean(), (count, seats, dropped) => {
      const cohort = { ...people, mentees: Array.from({ length: count }, (_, k) => person(k)) }
      const byHand = {
        ...cohort,
        mentors: [{ ...people.mentors[0], capacity: seats }],
        policy: dropped ? {} : people.policy,
      }
      const whatIf = new Matcher(cohort).whatIfSync({ seats: { ada: seats }, dropRules: dropped ? [0] : [] })
      assert.equal(new Cohort(cohort).changed({ seats: { ada: seats }, dropRules: dropped ? [0] : [] }).toJson(), new Cohort(byHand).toJson())
      assert.equal(whatIf.after.toJson(), matchCohortSync(byHand).toJson())
      const { difference } = whatIf
      const sum = difference.mentees.reduce((points, one) => points + one.pointsAfter - one.pointsBefore, 0)
      assert.equal(sum, difference.totalPoints)
      assert.equal(difference.kept + difference.gained + difference.lost + difference.moved, count)
    }),
  )
})
