// Tables as Arrow streams: cell by cell the document, as apache-arrow reads them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tableFromIPC } from 'apache-arrow'
import fc from 'fast-check'
import { InvalidInputError, matchCohort, matchCohortSync } from 'fireside'
import { read } from './support/arrow.js'

const cohorts = fc.record({
  mentors: fc.array(fc.record({ topic: fc.constantFrom('a', 'b', '=c'), silo: fc.constantFrom('Ops', 'Law', undefined), capacity: fc.nat(3) }), { maxLength: 5 }),
  mentees: fc.array(fc.record({ topic: fc.constantFrom('a', 'b', '=c'), silo: fc.constantFrom('Ops', 'Law', undefined) }), { minLength: 1, maxLength: 9 }),
})

/** Everybody has an attribute that the policy hides. */
function cohortOf({ mentors, mentees }) {
  const attributes = (silo) => (silo === undefined ? { secret: 'MARKER' } : { department: silo, secret: 'MARKER' })
  return {
    topics: [{ id: 'a' }, { id: 'b', broader: ['a'] }, { id: '=c', label: 'Größe, "c"' }],
    mentors: mentors.map(({ topic, silo, capacity }, k) => ({ id: `m${k}`, capacity, offers: [{ topic }], attributes: attributes(silo) })),
    mentees: mentees.map(({ topic, silo }, k) => ({ id: `p${k}`, wants: [{ topic }], attributes: attributes(k === 0 ? 'Ops' : silo) })),
    policy: { hiddenAttributes: ['secret'] },
  }
}

const holds = (stream, text) => Buffer.from(stream.buffer, stream.byteOffset, stream.byteLength).includes(text)

/** The rows of each table, from the document alone. */
const ROWS = {
  figures: ({ figures }) => figures,
  topics: ({ topics }) =>
    topics.map(({ with_narrower: all, ...row }) => ({ ...row, ...Object.fromEntries(Object.entries(all).map(([name, count]) => [`${name}_with_narrower`, count])) })),
  silos: ({ silos }) => [...silos.links.map((link) => ({ ...link, links: 1 })), ...silos.others],
  gaps: ({ gaps }) => gaps.map(({ nearest, ...row }) => ({ ...row, nearest: nearest.map(({ label }) => label) })),
}

test('a stream is what the document says', () => {
  fc.assert(
    fc.property(cohorts, (drawn) => {
      const cohort = cohortOf(drawn)
      const matching = matchCohortSync(cohort)
      const insight = matching.insightSync(cohort, { silo: 'department', minGroup: 2 })
      const document = JSON.parse(insight.toJson())
      for (const [table, rowsOf] of Object.entries(ROWS)) {
        const stream = insight.toArrow(table)
        const { about, columns } = read(stream)
        assert.deepEqual(about, { 'fireside.schema': 'fireside/insight/1', 'fireside.table': table })
        assert.equal(columns.map(({ name }) => name).join(','), insight.toCsv(table).split('\r\n')[0])
        for (const { name, cells } of columns) assert.deepEqual(cells, rowsOf(document).map((row) => row[name] ?? null), `${table}.${name}`)
        assert.ok(!holds(stream, 'MARKER'))
      }
      const audit = matching.auditSync(cohort, { by: ['department'], minGroup: 2 })
      const rows = JSON.parse(audit.toJson()).tables.flatMap((table) => table.rows.map((row) => ({ ...row, side: table.side })))
      const { columns } = read(audit.toArrow())
      for (const { name, cells } of columns.filter(({ name }) => ['side', 'kind', 'suppressed', 'people', 'matched', 'best', 'above_median', 'points', 'mean_points'].includes(name))) {
        assert.deepEqual(cells, rows.map((row) => row[name] ?? null), name)
      }
      const ratios = rows.map(({ rates }) => rates.find(({ metric }) => metric === 'matched')?.impact_ratio ?? null)
      assert.deepEqual(columns.find(({ name }) => name === 'matched_impact_ratio').cells, ratios)
      assert.ok(!holds(audit.toArrow(), 'MARKER'))
    }),
    { numRuns: 60 },
  )
})

test('it is bytes of its own', async () => {
  const cohort = cohortOf({ mentors: [{ topic: 'a', capacity: 1 }], mentees: [{ topic: 'a' }, { topic: 'b' }] })
  const insight = await (await matchCohort(cohort)).insight(cohort)
  const stream = insight.toArrow('topics')
  assert.ok(stream instanceof Uint8Array && stream.byteOffset % 8 === 0)
  const table = tableFromIPC(stream)
  assert.deepEqual(table.toArray().map(({ topic, asked }) => [topic, asked]), [['b', 1n], ['a', 1n]])
  const [row] = insight.topics
  assert.equal(table.get(0).worth, BigInt(row.worth))
  stream.fill(0)
  assert.equal(tableFromIPC(insight.toArrow('topics')).numRows, 2)
  assert.throws(() => insight.toArrow('topic'), (error) => error instanceof InvalidInputError && error.code === 'unknown_choice' && error.path === 'table')
  assert.throws(() => insight.toArrow(), (error) => error instanceof InvalidInputError && error.path === 'table')
})
