'use strict'
// The main job: one run, or a long-lived engine over a cohort that events change.

const { Applied, Remedies, WaitingList, WeightFit } = require('./applied.cjs')
const { documentText, instant, number, signalled, split, text, timed } = require('./arguments.cjs')
const { camel } = require('./camel.cjs')
const { Cohort, changesText, cohortInput, nativeCohort } = require('./cohort.cjs')
const { curve, curveSync } = require('./curve.cjs')
const { call } = require('./errors.cjs')
const { matcherInsight, matcherInsightSync } = require('./insight.cjs')
const { job } = require('./job.cjs')
const { eventsInput } = require('./journal.cjs')
const { Matching, nativeMatching } = require('./matching.cjs')
const native = require('../native.cjs')
const { matcherReport, matcherReportSync } = require('./report.cjs')
const { toText } = require('./text.cjs')
const { WhatIf } = require('./what_if.cjs')
const { wording } = require('./words.cjs')

// The core's options; what they may be is for the core to say.
const OPTIONS = ['objective', 'seed', 'threads', 'maxGap', 'loadCost', 'fairBand', 'passedOverFirst', 'schedule', 'rooms']
const REMEDIES = ['k', 'kinds', 'importance', 'level', 'tries', 'threads']

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
  // Settles once all that was told so far is taken.
  #told = Promise.resolve()

  constructor(cohort) {
    if (cohort instanceof native.Matcher) {
      this.#native = cohort
      this.#cohort = new Cohort(call(() => cohort.cohort()))
    } else {
      this.#cohort = cohort instanceof Cohort ? cohort : new Cohort(cohort)
      this.#native = call(() => native.Matcher.over(nativeCohort(this.#cohort)))
    }
  }

  static async fromJournal(cohort, events, options) {
    const { hold } = split(options, [], false)
    signalled(hold).signal?.throwIfAborted()
    const [from, input] = [nativeCohort(cohort), eventsInput(events)]
    return new Matcher(await job(hold, (_, told) => native.Matcher.startFromJournal(from, input, told)))
  }

  static fromJournalSync(cohort, events) {
    return new Matcher(call(() => native.Matcher.fromJournalSync(nativeCohort(cohort), eventsInput(events))))
  }

  static fromState(text) {
    return new Matcher(call(() => native.Matcher.fromState(documentText(text))))
  }

  toState() {
    return call(() => this.#native.toState())
  }

  get cohort() {
    const now = call(() => this.#native.cohort(nativeCohort(this.#cohort)))
    if (now !== null) this.#cohort = new Cohort(now)
    return this.#cohort
  }

  async apply(events, options) {
    const { hold, rest } = split(options, ['maxRegret'], false)
    timed(hold).signal?.throwIfAborted()
    // As they are now: what the caller does to them while others are taken is too late.
    const [input, chosen] = [eventsInput(events), toText(rest, 'options')]
    const taken = this.#told.then(() => job(hold, (_, told) => this.#native.startApply(input, chosen, hold.timeoutMs, told)))
    this.#told = taken.then(nothing, nothing)
    return new Applied(await taken)
  }

  applySync(events, options) {
    const { hold, rest } = split(options, ['maxRegret'], true)
    return new Applied(call(() => this.#native.applySync(eventsInput(events), toText(rest, 'options'), hold.timeoutMs)))
  }

  inLanguage(language, phrases) {
    return new Matcher(call(() => this.#native.inLanguage(...wording(language, phrases))))
  }

  fork() {
    return new Matcher(call(() => this.#native.fork()))
  }

  async matching(options) {
    const { hold } = split(options, [], false)
    return new Matching(await job(hold, (watched, told) => this.#native.startMatching(hold.timeoutMs, watched, told)))
  }

  matchingSync(options) {
    const { hold } = split(options, [], true)
    return new Matching(call(() => this.#native.matchingSync(hold.timeoutMs)))
  }

  conversations() {
    return result(call(() => this.#native.conversations()))
  }

  due(now) {
    return result(call(() => this.#native.due(instant(now, 'now'))))
  }

  standing(person) {
    return result(call(() => this.#native.standing(text(person, 'person'))))
  }

  async waiting(options) {
    const { hold } = split(options, [], false)
    return new WaitingList(await job(timed(hold), (_, told) => this.#native.startWaiting(hold.timeoutMs, told)))
  }

  waitingSync(options) {
    const { hold } = split(options, [], true)
    return new WaitingList(call(() => this.#native.waitingSync(hold.timeoutMs)))
  }

  async remedies(person, options) {
    const { hold, rest } = split(options, REMEDIES, false)
    const asked = [text(person, 'person'), toText(rest, 'options')]
    return new Remedies(await job(timed(hold), (_, told) => this.#native.startRemedies(...asked, hold.timeoutMs, told)))
  }

  remediesSync(person, options) {
    const { hold, rest } = split(options, REMEDIES, true)
    return new Remedies(call(() => this.#native.remediesSync(text(person, 'person'), toText(rest, 'options'), hold.timeoutMs)))
  }

  async insight(options) {
    return matcherInsight(this.#native, options)
  }

  insightSync(options) {
    return matcherInsightSync(this.#native, options)
  }

  async report(options) {
    return matcherReport(this.#native, options)
  }

  reportSync(options) {
    return matcherReportSync(this.#native, options)
  }

  async fitWeights(options) {
    const { hold } = split(options, [], false)
    return new WeightFit(await job(timed(hold), (_, told) => this.#native.startFitWeights(hold.timeoutMs, told)))
  }

  fitWeightsSync(options) {
    const { hold } = split(options, [], true)
    return new WeightFit(call(() => this.#native.fitWeightsSync(hold.timeoutMs)))
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

  suggest(mentee, options = 5) {
    return result(call(() => this.#native.suggest(...question(mentee, options))))
  }

  shortlist(mentee, k = 5) {
    return result(call(() => this.#native.shortlist(text(mentee, 'mentee'), number(k, 'k'))))
  }

  async shortlists(k = 50, options) {
    return later(options, ['threads'], () => number(k, 'k'), (most, ...rest) => this.#native.startShortlists(most, ...rest))
  }

  shortlistsSync(k = 50, options) {
    return now(options, ['threads'], (...rest) => this.#native.shortlistsSync(number(k, 'k'), ...rest))
  }

  changed(changes) {
    return new Matcher(this.cohort.changed(changes))
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

async function fitWeights(cohort, events, options) {
  const { hold } = split(options, [], false)
  const { signal } = timed(hold)
  return (await Matcher.fromJournal(cohort, events, { signal })).fitWeights(hold)
}

function fitWeightsSync(cohort, events, options) {
  split(options, [], true)
  return Matcher.fromJournalSync(cohort, events).fitWeightsSync(options)
}

/** A question for suggestions: what the core is to know, how many, and the matching whose prices count. */
function question(mentee, options) {
  const isGuest = typeof mentee === 'object' && mentee !== null && !Array.isArray(mentee)
  const asker = isGuest ? mentee : text(mentee, 'mentee')
  if (typeof options !== 'object' || options === null || Array.isArray(options)) return [toText({ mentee: asker }, 'options'), number(options, 'k'), undefined]
  const { hold, rest } = split(options, ['k', 'topic', 'between', 'minutes', 'where', 'spread', 'taken', 'onlyFree'], true)
  signalled(hold)
  const { k, spread, ...conditions } = rest
  const after = spread instanceof Matching ? nativeMatching(spread) : undefined
  const prices = typeof spread === 'object' && spread !== null && after === undefined ? { prices: spread } : { spread }
  const ask = { mentee: asker, ...conditions, ...(after === undefined ? prices : {}) }
  return [toText(ask, 'options'), number(k ?? 5, 'k'), after]
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

module.exports = { Matcher, fitWeights, fitWeightsSync, matchCohort, matchCohortSync }
