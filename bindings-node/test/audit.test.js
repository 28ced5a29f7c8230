// Parity audits: counts by other code, what is never shown, and records that no lie passes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Audit, DecisionRecord, FiresideError, InvalidInputError, Matcher, VerificationError, matchCohortSync } from 'fireside'

const TEAMS = ['red', 'blue', 'green', undefined]

const cohorts = fc.record({
  mentees: fc.array(fc.record({ team: fc.nat(3), blocks: fc.boolean() }), { minLength: 1, maxLength: 30 }),
  capacity: fc.integer({ min: 1, max: 30 }),
  minGroup: fc.integer({ min: 2, max: 6 }),
})

/** Everybody wants to talk to Ada; some block her. */
function cohortOf({ mentees, capacity }, team = 'team') {
  const person = ({ team: at, blocks }, k) => ({
    id: `m${String(k).padStart(3, '0')}`,
    wants: [{ topic: 'rust' }],
    blocks: blocks ? ['ada'] : [],
    attributes: TEAMS[at] === undefined ? { site: 'north' } : { site: 'north', [team]: TEAMS[at] },
  })
  return {
    topics: [{ id: 'rust' }],
    mentors: [{ id: 'ada', offers: [{ topic: 'rust' }], capacity, attributes: { [team]: 'red', site: 'north' } }],
    mentees: mentees.map(person),
  }
}

test('counts are those of the pairings, and small groups are suppressed', async () => {
  await fc.assert(
    fc.asyncProperty(cohorts, async (drawn) => {
      const cohort = cohortOf(drawn)
      const matching = matchCohortSync(cohort)
      const options = { by: ['team'], side: 'mentee', minGroup: drawn.minGroup, threshold: 0.5 }
      const audit = await matching.audit(cohort, { threads: 2, ...options })
      assert.ok(audit instanceof Audit)
      assert.equal(audit.toJson(), matching.auditSync(cohort, options).toJson())
      const [{ rows }] = audit.tables
      const teamOf = new Map(cohort.mentees.map(({ id, attributes }) => [id, attributes.team]))
      const sizes = new Map()
      for (const team of teamOf.values()) sizes.set(team, (sizes.get(team) ?? 0) + 1)
      const matched = (row) => matching.pairings.filter(({ mentee }) => row.kind === 'all' || inRow(row, teamOf.get(mentee))).length
      const people = (row) => [...teamOf.values()].filter((team) => row.kind === 'all' || inRow(row, team)).length
      const inRow = (row, team) =>
        row.kind === 'group' ? row.values[0] === team : row.kind === 'unknown' ? team === undefined : team !== undefined && sizes.get(team) === 1
      for (const row of rows) {
        if (row.suppressed) {
          assert.deepEqual(Object.keys(row).sort(), ['kind', 'rates', 'suppressed', 'values'])
        } else {
          assert.deepEqual([row.people, row.matched, row.best], [people(row), matched(row), matched(row)])
          assert.ok(row.people === 0 || row.people >= drawn.minGroup)
        }
      }
      // One row cannot be alone in the dark: it is the total less the others.
      assert.notEqual(rows.filter(({ kind, suppressed }) => kind !== 'all' && suppressed).length, rows[0].suppressed ? -1 : 1)
      assert.equal(audit.toCsv().split('\r\n').length, rows.length + 2)
    }),
    { numRuns: 40 },
  )
})

test('what is hidden is in an audit by its name, and nowhere else', () => {
  const drawn = { mentees: [0, 0, 0, 1, 1, 1, 2, 2, 2].map((team, k) => ({ team, blocks: k % 4 === 3 })), capacity: 4 }
  const cohort = JSON.parse(JSON.stringify(cohortOf(drawn, 'zzteam')).replace(/"(red|blue|green)"/g, '"zz$1"'))
  cohort.policy = { hiddenAttributes: ['zzteam'], rules: [{ rule: 'prefer_differ', attribute: 'zzteam', weight: 3 }, { rule: 'quota', attribute: 'zzteam', value: 'zzred', max: 2 }] }
  const [matching, matcher] = [matchCohortSync(cohort), new Matcher(cohort)]
  const record = matching.record(cohort)
  const bySite = matching.auditSync(cohort, { by: ['site'], minGroup: 2 })
  const texts = [matching.toJson(), record.toJson(), JSON.stringify(record), bySite.toJson(), bySite.toCsv()]
  for (const { id } of cohort.mentees) texts.push(JSON.stringify(matcher.explain('ada', id)), JSON.stringify(matcher.suggest(id)))
  for (const by of [['zteam'], ['sit']]) {
    assert.throws(() => matching.auditSync(cohort, { by }), (error) => texts.push(JSON.stringify(error.problems)) > 0 && error instanceof InvalidInputError)
  }
  assert.deepEqual(texts.filter((text) => text.includes('zz')), [])
  assert.equal(record.policy.rules[1].value, 'hidden')
  assert.ok(matching.auditSync(cohort, { by: ['zzteam'], minGroup: 2 }).toJson().includes('zzred'))
})

test('no lie about a record passes', () => {
  const cohort = cohortOf({ mentees: [{ team: 0, blocks: false }, { team: 1, blocks: true }], capacity: 1 })
  const matching = matchCohortSync(cohort)
  const honest = JSON.parse(matching.record(cohort).toJson())
  assert.equal(DecisionRecord.fromJson(JSON.stringify(honest)).verify(cohort, matching), true)
  for (const [name, value] of Object.entries(honest)) {
    const lie = typeof value === 'number' ? value + 1 : typeof value === 'string' ? `${value}x` : { ...value, ...(name === 'run' ? { seed: 9 } : { min_score: 0.5 }) }
    assert.throws(
      () => DecisionRecord.fromJson(JSON.stringify({ ...honest, [name]: lie })).verify(cohort, matching),
      (error) => error instanceof FiresideError && error.path.startsWith(name),
    )
  }
  const other = cohortOf({ mentees: [{ team: 0, blocks: false }], capacity: 1 })
  for (const wrong of [() => matching.record(other), () => matching.auditSync(other, { by: ['team'] })]) {
    assert.throws(wrong, (error) => error instanceof VerificationError && error.code === 'wrong_cohort')
  }
})

test('what this side refuses', async () => {
  const cohort = cohortOf({ mentees: [{ team: 0, blocks: false }], capacity: 1 })
  const matching = matchCohortSync(cohort)
  const refused = (code, path) => (error) => error instanceof InvalidInputError && error.code === code && error.path === path
  assert.throws(() => matching.auditSync(cohort), refused('missing_field', 'by'))
  assert.throws(() => matching.auditSync(cohort, { by: 'team' }), refused('wrong_type', 'by'))
  assert.throws(() => matching.auditSync(cohort, { by: ['team'], timeoutMs: 5 }), refused('unknown_field', 'timeoutMs'))
  assert.throws(() => matching.auditSync(cohort, { by: ['team'], bands: { team: [Number.NaN] } }), refused('not_finite', 'bands["team"][0]'))
  assert.throws(() => matching.auditSync(cohort, { by: ['team'], minGroup: 1 }), refused('out_of_range', 'minGroup'))
  await assert.rejects(matching.audit(cohort, { by: ['team'], signal: AbortSignal.abort() }), { name: 'AbortError' })
  assert.throws(() => new Audit({}), InvalidInputError)
  assert.throws(() => new DecisionRecord({}), InvalidInputError)
  assert.throws(() => matching.record(cohort).verify(cohort, {}), refused('wrong_type', 'matching'))
})
