// The page to look at, as Node has it; what is on it is checked in Rust, and by vectors.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Cohort, InvalidInputError, Matcher, VerificationError, matchCohortSync } from 'fireside'

const wrong = (code, path) => (error) => {
  assert.ok(error instanceof InvalidInputError, String(error?.stack))
  assert.deepEqual([error.code, error.path], [code, path])
  return true
}

const cohort = Cohort.fromJson(readFileSync(new URL('../../examples/cohort.json', import.meta.url), 'utf8'))
const matching = matchCohortSync(cohort)

test('a page is a text', async () => {
  const options = { title: 'Spring & summer', details: 3, insight: { silo: 'department', minGroup: 2 }, audit: { by: ['grade'], bands: { grade: [3, 6] } } }
  const page = await matching.report(cohort, options)
  assert.match(page, /^<!DOCTYPE html>\n<html lang="en"><head>/)
  assert.ok(page.includes('<h1>Spring &amp; summer</h1>') && !page.includes('<script'))
  assert.equal(matching.reportSync(cohort, options), page)
  assert.equal(matching.reportSync(cohort.toJson && Cohort.fromJson(cohort.toJson()), { ...options, insight: { ...options.insight, threads: 1 } }), page)
  const coverage = matching.insightSync(cohort).figure('coverage').value
  assert.ok(matching.reportSync(cohort).includes(`<data value="${coverage}">`))
})

test('the round before, and what happened since', async () => {
  const insight = { previous: matching.insightSync(cohort) }
  const held = matching.pairings[0]
  const events = [{ id: '1', at: '2026-12-01T10:00:00Z', event: 'held', mentor: held.mentor, mentee: held.mentee, minutes: 45 }]
  const page = await matching.report(cohort, { insight, events })
  assert.ok(page.includes('Round before') && page.includes('<data value="0.75">0.75</data>'))
})

test('an engine has a page, with what it was told', async () => {
  const matcher = new Matcher(cohort)
  // Told nothing, it is that of its matching, in any language.
  for (const language of ['en', 'de']) {
    const options = { details: 3, insight: { silo: 'department' } }
    const page = matching.reportSync(cohort.inLanguage(language), { ...options, events: [] })
    assert.equal(matcher.inLanguage(language).reportSync(options), page)
    assert.equal(await matcher.inLanguage(language).report(options), page)
  }
  const { mentor, mentee } = matching.pairings[0]
  matcher.applySync({ id: '1', at: '2026-12-01T10:00:00Z', event: 'held', mentor, mentee, minutes: 45 })
  assert.ok((await matcher.report()).includes('<data value="0.75">0.75</data>'))
  await assert.rejects(matcher.report({ details: 1_001 }), wrong('out_of_range', 'details'))
  assert.throws(() => matcher.reportSync({ events: [] }), wrong('unknown_field', 'events'))
  await assert.rejects(matcher.report({ signal: AbortSignal.abort(new Error('enough')) }), /enough/)
})

test('what is refused', async () => {
  await assert.rejects(matching.report(cohort, { details: 1_001 }), wrong('out_of_range', 'details'))
  await assert.rejects(matching.report(cohort, { insight: { minGroup: 1 } }), wrong('out_of_range', 'insight.minGroup'))
  await assert.rejects(matching.report(cohort, { insight: { timeoutMs: 1 } }), wrong('unknown_field', 'insight.timeoutMs'))
  assert.throws(() => matching.reportSync(cohort, { audit: {} }), wrong('missing_field', 'audit.by'))
  assert.throws(() => matching.reportSync(cohort, { audit: { by: ['grad'] } }), wrong('unknown_choice', 'audit.by[0]'))
  assert.throws(() => matching.reportSync(cohort, { titel: 'x' }), wrong('unknown_field', 'titel'))
  assert.throws(() => matching.reportSync({ topics: [], mentors: [], mentees: [] }), VerificationError)
  const stop = AbortSignal.abort(new Error('enough'))
  await assert.rejects(matching.report(cohort, { signal: stop }), /enough/)
  const cancel = new AbortController()
  const running = matching.report(cohort, { signal: cancel.signal })
  cancel.abort(new Error('enough'))
  await assert.rejects(running, /enough/)
})

test('a deadline is said', async () => {
  assert.ok((await matching.report(cohort, { timeoutMs: 0 })).includes('The deadline came first'))
})
