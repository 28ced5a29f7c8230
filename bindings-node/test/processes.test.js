import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))

/** Runs a script in a process of its own; its exit and what it wrote. */
function run(script, limit = 60_000) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: here, timeout: limit })
    let text = ''
    child.stdout.on('data', (part) => (text += part))
    child.stderr.on('data', (part) => (text += part))
    const started = performance.now()
    child.on('close', (code, signal) => resolve({ code, signal, text, took: performance.now() - started }))
  })
}

const START = `
  import { solve, matchCohort } from 'fireside'
  import { grid, story } from './support/story.js'
  import { setTimeout as sleep } from 'node:timers/promises'
  const [mentee, mentor, weight, seats] = grid(1500)
  const work = Array.from({ length: 2 }, () => solve.assign(mentee, mentor, weight, seats))
  await sleep(30)
`

test('a process may exit during a solve', async () => {
  for (const end of ['process.exit(7)', 'process.reallyExit(7)', 'setImmediate(() => process.exit(7))']) {
    const { code, signal, text } = await run(`${START}; ${end}`)
    assert.deepEqual({ code, signal, text }, { code: 7, signal: null, text: '' }, end)
  }
})

test('an uncaught exception during a solve ends the process as ever', async () => {
  const { code, signal, text } = await run(`${START}; throw new Error('mine')`)
  assert.deepEqual({ code, signal }, { code: 1, signal: null })
  assert.match(text, /mine/)
})

test('a process waits for a solve that is not awaited', async () => {
  const { code, text } = await run(`
    import { matchCohort } from 'fireside'
    import { story } from './support/story.js'
    matchCohort(story()).then(({ status }) => console.log(status))`)
  assert.deepEqual({ code, text }, { code: 0, text: 'optimal\n' })
})

test('garbage collection does not end work that somebody waits for', async () => {
  const { code, text } = await run(`
    import { solve } from 'fireside'
    import { grid } from './support/story.js'
    import { setFlagsFromString } from 'node:v8'
    import { runInNewContext } from 'node:vm'
    setFlagsFromString('--expose-gc')
    const gc = runInNewContext('gc')
    const timer = setInterval(gc, 5)
    solve.assign(...grid(700)).then(({ status }) => { clearInterval(timer); console.log(status) })`)
  assert.deepEqual({ code, text }, { code: 0, text: 'optimal\n' })
})

test('a rejected promise that nobody awaits is an unhandled rejection with the right error', async () => {
  const { code, text } = await run(`import { matchCohort } from 'fireside'; matchCohort()`)
  assert.equal(code, 1)
  assert.match(text, /InvalidInputError: expected an object/)
})

test('several workers load it, solve, and are terminated during a solve', async () => {
  const { code, signal, text } = await run(`
    import { Worker } from 'node:worker_threads'
    import { setTimeout as sleep } from 'node:timers/promises'
    const body = (rest) => new Worker(new URL('data:text/javascript,' + encodeURIComponent(rest)), {})
    const here = ${JSON.stringify(`file://${here}`)}
    const common = "import { createRequire } from 'node:module'; import { parentPort } from 'node:worker_threads'; " +
      "const require = createRequire('" + here + "x.js'); const { solve, matchCohort } = require('fireside'); " +
      "const { grid, story, crowd } = await import('" + here + "support/story.js');"
    const once = (worker) => new Promise((resolve, reject) => { worker.once('message', resolve); worker.once('error', reject) })
    // Each answers, and ends by itself.
    const answers = await Promise.all(Array.from({ length: 4 }, async () => {
      const worker = body(common + "matchCohort(story()).then((m) => parentPort.postMessage(m.toJson()))")
      const ended = new Promise((resolve) => worker.once('exit', resolve))
      const [answer] = await Promise.all([once(worker), ended])
      return answer
    }))
    if (new Set(answers).size !== 1) throw new Error('workers disagree')
    // Each is ended at another moment, and its threads with it.
    for (let round = 0; round < 6; round++) {
      const worker = body(common + "const g = grid(1000); parentPort.postMessage(0); for (let i = 0; i < 3; i++) { solve.assign(...g); matchCohort(crowd(400, 1500), { onProgress() {} }) }")
      await once(worker)
      await sleep(5 + round * 40)
      await worker.terminate()
    }
    // And one ends itself.
    const worker = body(common + "const g = grid(1000); solve.assign(...g); setTimeout(() => process.exit(3), 30)")
    const code = await new Promise((resolve) => worker.once('exit', resolve))
    if (code !== 3) throw new Error('exit ' + code)
    // The main thread never loaded it before; now it does, and it works.
    const { matchCohort } = await import('fireside')
    const { story } = await import('./support/story.js')
    console.log((await matchCohort(story())).toJson() === answers[0])`)
  assert.deepEqual({ code, signal, text }, { code: 0, signal: null, text: 'true\n' })
})

test('loading takes less than 100 ms', async () => {
  const times = []
  for (let round = 0; round < 5; round++) {
    // Of the processor, since the machine may be busy with other things.
    const script = "const { user, system } = process.cpuUsage(); await import('fireside'); const now = process.cpuUsage({ user, system }); console.log((now.user + now.system) / 1000)"
    const { text } = await run(script)
    times.push(Number(text))
  }
  assert.ok(Math.min(...times) < 100, `loading took ${times.map(Math.round)} ms`)
})
