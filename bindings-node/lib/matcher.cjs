'use strict'
// The main job: one run, or a long-lived engine over one cohort.

const { number, split, text } = require('./arguments.cjs')
const { camel } = require('./camel.cjs')
const { Cohort, cohortInput, nativeCohort } = require('./cohort.cjs')
const { call } = require('./errors.cjs')
const { job } = require('./job.cjs')
const { Matching } = require('./matching.cjs')
const native = require('../native.cjs')
const { toText } = require('./text.cjs')

// The core's options; what they may be is for the core to say.
const OPTIONS = ['objective', 'seed', 'threads', 'maxGap']

async function run(input, options) {
  const { hold, rest } = split(options, OPTIONS, false)
  // Before the cohort is looked at, which may take a while.
  hold.signal?.throwIfAborted()
  const [ready, chosen] = [input(), toText(rest, 'options')]
  return new Matching(await job(hold, (watched, told) => native.startMatch(ready, chosen, hold.timeoutMs, watched, told)))
}

function runSync(input, options) {
  const { hold, rest } = split(options, OPTIONS, true)
  return new Matching(call(() => native.matchSync(input(), toText(rest, 'options'), hold.timeoutMs)))
}

async function matchCohort(cohort, options) {
  return run(() => cohortInput(cohort), options)
}

function matchCohortSync(cohort, options) {
  return runSync(() => cohortInput(cohort), options)
}

class Matcher {
  #native
  #cohort

  constructor(cohort) {
    this.#cohort = cohort instanceof Cohort ? cohort : new Cohort(cohort)
    this.#native = call(() => native.Matcher.over(nativeCohort(this.#cohort)))
  }

  get cohort() {
    return this.#cohort
  }

  async run(options) {
    return run(() => this.#native, options)
  }

  runSync(options) {
    return runSync(() => this.#native, options)
  }

  suggest(mentee, k = 5) {
    return result(call(() => this.#native.suggest(text(mentee, 'mentee'), number(k, 'k'))))
  }

  async shortlists(k = 50, options) {
    const { hold, rest } = split(options, ['threads'], false)
    hold.signal?.throwIfAborted()
    const [most, chosen] = [number(k, 'k'), toText(rest, 'options')]
    return job(hold, (watched, told) => this.#native.startShortlists(most, chosen, hold.timeoutMs, watched, told))
  }

  shortlistsSync(k = 50, options) {
    const { hold, rest } = split(options, ['threads'], true)
    return call(() => this.#native.shortlistsSync(number(k, 'k'), toText(rest, 'options'), hold.timeoutMs))
  }

  explain(mentor, mentee) {
    return result(call(() => this.#native.explain(text(mentor, 'mentor'), text(mentee, 'mentee'))))
  }
}

function result(json) {
  return camel(JSON.parse(json), Object.freeze)
}

module.exports = { Matcher, matchCohort, matchCohortSync }
