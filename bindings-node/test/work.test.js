import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import { AsyncLocalStorage } from 'node:async_hooks'
import { stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { Cohort, InternalError, Matcher, matchCohort, matchCohortSync, solve } from 'fireside'
import { fromReport } from '../lib/errors.cjs'
import { job } from '../lib/job.cjs'
import native from '../native.cjs'
import { crowd, grid, story } from './support/story.js'

const long = grid(1_500)
const people = new Cohort(crowd(1_500, 6_000))

test('a signal that is already aborted ends it before it starts, whatever the reason', async () => {
  await assert.rejects(matchCohort(story(), { signal: AbortSignal.abort() }), { name: 'AbortError' })
  const reason = { my: 'reason' }
  const kept = (caught) => caught === reason
  await assert.rejects(matchCohort(story(), { signal: AbortSignal.abort(reason) }), kept)
  await assert.rejects(new Matcher(story()).run({ signal: AbortSignal.abort(reason) }), kept)
  await assert.rejects(solve.assign(...long.slice(0, 3), { ...long[3], signal: AbortSignal.abort(reason) }), kept)
})

test('a signal ends work that runs, with its own reason and without a trace', async () => {
  const reason = new Error('the user left')
  for (const start of [
    (signal) => solve.assign(...long.slice(0, 3), { ...long[3], signal }),
    (signal) => matchCohort(people, { signal }),
    (signal) => new Matcher(people).run({ signal }),
  ]) {
    const controller = new AbortController()
    const started = performance.now()
    const work = start(controller.signal)
    await sleep(10)
    assert.equal(getEventListeners(controller.signal, 'abort').length, 1)
    controller.abort(reason)
    await assert.rejects(work, (caught) => caught === reason)
    assert.equal(getEventListeners(controller.signal, 'abort').length, 0)
    // A guard against hanging, not a measure.
    assert.ok(performance.now() - started < 20_000)
  }
})

test('work that ends by itself leaves the signal alone', async () => {
  const controller = new AbortController()
  controller.signal.onabort = () => assert.fail('it was not aborted')
  const { onabort } = controller.signal
  await matchCohort(story(), { signal: controller.signal })
  await assert.rejects(matchCohort({ mentors: 1 }, { signal: controller.signal }))
  assert.equal(getEventListeners(controller.signal, 'abort').length, 1, "the user's own")
  assert.equal(controller.signal.onabort, onabort)
  controller.signal.onabort = null
  controller.abort()
})

test('AbortSignal.timeout and AbortSignal.any work too', async () => {
  await assert.rejects(matchCohort(people, { signal: AbortSignal.timeout(5) }), { name: 'TimeoutError' })
  if (AbortSignal.any !== undefined) {
    const signal = AbortSignal.any([AbortSignal.timeout(5), new AbortController().signal])
    await assert.rejects(matchCohort(people, { signal }), { name: 'TimeoutError' })
  }
})

test('a deadline is a status, not an error', async () => {
  const matching = await matchCohort(people, { timeoutMs: 0 })
  assert.equal(matching.status, 'deadline')
  assert.ok(matching.certificate.gap >= 0)
  matching.verify(people)
  assert.equal(matchCohortSync(people, { timeoutMs: 0.5 }).status, 'deadline')
  const options = { ...long[3], timeoutMs: 1 }
  const solution = await solve.assign(...long.slice(0, 3), options)
  assert.equal(solution.status, 'deadline')
  assert.equal(solution.gap, solution.bound - solution.total)
  assert.equal(solve.verify(...long.slice(0, 3), options, solution), true)
  assert.equal((await matchCohort(story(), { timeoutMs: 1e300 })).status, 'optimal')
})

test('progress is told on the event loop, in the context of the caller', async () => {
  const storage = new AsyncLocalStorage()
  const stages = new Set()
  await storage.run('mine', () =>
    matchCohort(people, {
      onProgress(progress) {
        assert.equal(storage.getStore(), 'mine')
        assert.ok(progress.done <= progress.total, JSON.stringify(progress))
        stages.add(progress.stage)
      },
    }),
  )
  assert.ok(stages.size > 0)
  for (const stage of stages) assert.ok(['score', 'match', 'explain'].includes(stage), stage)
})

test('what onProgress throws ends the work and rejects', async () => {
  const mine = new Error('mine')
  let calls = 0
  const work = matchCohort(people, {
    onProgress() {
      calls += 1
      throw mine
    },
  })
  await assert.rejects(work, (caught) => caught === mine)
  await sleep(50)
  assert.equal(calls, 1)
})

test('the event loop and the pool of libuv stay free during four long solves', async () => {
  let [last, longest, ticks] = [performance.now(), 0, 0]
  let [running, runs] = [true, 0]
  // Four lanes, each with a solve at any time.
  const lanes = Array.from({ length: 4 }, async () => {
    while (running) {
      await matchCohort(people)
      runs += 1
    }
  })
  const timer = setInterval(() => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    ticks += 1
  }, 50)
  let slowest = 0
  for (let times = 0; times < 12; times++) {
    const started = performance.now()
    await stat(new URL(import.meta.url))
    slowest = Math.max(slowest, performance.now() - started)
    await sleep(50)
  }
  clearInterval(timer)
  running = false
  await Promise.all(lanes)
  assert.ok(runs >= 4)
  // Generous: the machine that runs this may be busy. A held loop shows as the whole length of a solve.
  assert.ok(ticks >= 5, `${ticks} ticks`)
  assert.ok(longest < 5_000, `the longest pause between ticks of 50 ms was ${longest} ms`)
  assert.ok(slowest < 5_000, `the slowest stat took ${slowest} ms`)
})

test('many runs at once give what one gives', async () => {
  const expected = matchCohortSync(story()).toJson()
  const runs = await Promise.all(Array.from({ length: 40 }, () => matchCohort(story(), { threads: 1 })))
  for (const matching of runs) assert.equal(matching.toJson(), expected)
})

test('a panic is an error, never a dead process', async () => {
  const isReport = (caught) => {
    const error = fromReport(caught.message)
    assert.ok(error instanceof InternalError)
    assert.equal(error.code, 'internal')
    assert.match(error.message, /a probe/)
    return caught.code === 'FIRESIDE_REPORT'
  }
  assert.throws(() => native.panicSync(), isReport)
  await assert.rejects(job({}, (_watched, told) => native.startPanic(told)), { name: 'InternalError', code: 'internal', message: /a probe/ })
  assert.equal((await matchCohort(story())).status, 'optimal')
})
