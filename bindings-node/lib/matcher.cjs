'use strict'
// The main job: one run, or a long-lived engine over one cohort.

const { number, signalled, split, text } = require('./arguments.cjs')
const { camel } = require('./camel.cjs')
const { Cohort, changesText, cohortInput, nativeCohort } = require('./cohort.cjs')
const { curve, curveSync } = require('./curve.cjs')
const { call } = require('./errors.cjs')
const { job } = require('./job.cjs')
const { Matching } = require('./matching.cjs')
const native = require('../native.cjs')
const { toText } = require('./text.cjs')
const { WhatIf } = require('./what_if.cjs')

// The core's options; what they may be is for the core to say.
const OPTIONS = ['objective', 'seed', 'threads', 'maxGap', 'loadCost', 'fairBand', 'passedOverFirst', 'schedule', 'rooms']

async function run(input, options) {
  return new Matching(await later(options, OPTIONS, input, native.startMatch))
}

function runSync(input, options) {
  return new Matching(now(options, OPTIONS, (...rest) => native.matchSync(input(), ...rest)))
}

async function matchCohort(cohort, options) {
  return run(() => cohortInput(cohort), options)
}

function matchCohortSync(cohort, options) {
  return runSync(() => cohortInput(cohort), options)
}

function nothing() {}

/** Long work with the options called `names`: `start(what prepare gives, options, timeoutMs, watched, told)`. */
async function later(options, names, prepare, start) {
  const { hold, rest } = split(options, names, false)
  // Before a cohort is looked at, which may take a while.
  hold.signal?.throwIfAborted()
  const [ready, chosen] = [prepare(), toText(rest, 'options')]
  return job(hold, (watched, told) => start(ready, chosen, hold.timeoutMs, watched, told))
}

/** The same while the event loop waits: `work(options, timeoutMs)`. */
function now(options, names, work) {
  const { hold, rest } = split(options, names, true)
  return call(() => work(toText(rest, 'options'), hold.timeoutMs))
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

  async coverageCurve(options) {
    return curve(() => this.#native, options)
  }

  coverageCurveSync(options) {
    return curveSync(() => this.#native, options)
  }

  suggest(mentee, k = 5) {
    return result(call(() => this.#native.suggest(text(mentee, 'mentee'), number(k, 'k'))))
  }

  async shortlists(k = 50, options) {
    return later(options, ['threads'], () => number(k, 'k'), (most, ...rest) => this.#native.startShortlists(most, ...rest))
  }

  shortlistsSync(k = 50, options) {
    return now(options, ['threads'], (...rest) => this.#native.shortlistsSync(number(k, 'k'), ...rest))
  }

  changed(changes) {
    return new Matcher(this.#cohort.changed(changes))
  }

  async whatIf(changes, options) {
    return new WhatIf(await later(options, OPTIONS, () => changesText(changes), (text, ...rest) => this.#native.startWhatIf(text, ...rest)))
  }

  whatIfSync(changes, options) {
    return new WhatIf(now(options, OPTIONS, (...rest) => this.#native.whatIfSync(changesText(changes), ...rest)))
  }

  async ruleCosts(options) {
    return result(await later(options, OPTIONS, nothing, (_, ...rest) => this.#native.startRuleCosts(...rest)))
  }

  ruleCostsSync(options) {
    return result(now(options, OPTIONS, (...rest) => this.#native.ruleCostsSync(...rest)))
  }

  async seatWorths(options) {
    return result(await later(options, ['threads'], nothing, (_, ...rest) => this.#native.startSeatWorths(...rest)))
  }

  seatWorthsSync(options) {
    return result(now(options, ['threads'], (...rest) => this.#native.seatWorthsSync(...rest)))
  }

  async openings(person, options) {
    const { hold, asked } = openingsOf(person, options, false)
    return result(await job(hold, (_, told) => this.#native.startOpenings(...asked, told)))
  }

  openingsSync(person, options) {
    return result(call(() => this.#native.openingsSync(...openingsOf(person, options, true).asked)))
  }

  explain(mentor, mentee) {
    return result(call(() => this.#native.explain(text(mentor, 'mentor'), text(mentee, 'mentee'))))
  }
}

/** What openings are asked for: the hold on the work, and what the core is to know. */
function openingsOf(person, options, sync) {
  const { hold, rest } = split(options, ['k', 'role', 'threads'], sync)
  const { k, role, ...others } = rest
  return { hold: signalled(hold), asked: [text(person, 'person'), number(k ?? 3, 'k'), text(role ?? 'mentee', 'role'), toText(others, 'options')] }
}

function result(json) {
  return camel(JSON.parse(json), Object.freeze)
}

module.exports = { Matcher, matchCohort, matchCohortSync }
