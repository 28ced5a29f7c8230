'use strict'
// What a round comes to: figures, supply and demand by topic, and gaps in what topics are called.

const { inspect } = require('node:util')
const { documentText, split, text } = require('./arguments.cjs')
const { fields } = require('./document.cjs')
const { call, invalid } = require('./errors.cjs')
const { job } = require('./job.cjs')
const { eventsInput } = require('./journal.cjs')
const native = require('../native.cjs')
const { toText } = require('./text.cjs')

const FIELDS = [
  'schema', 'figures', 'ofBest', 'silos', 'associations', 'topics', 'recruit', 'worthAbsent', 'rulesLeftOut', 'gaps', 'moreGaps',
  'best', 'minGroup', 'currency', 'complete', 'run',
]

// The core's options; what they may be is for the core to say.
const OPTIONS = ['silo', 'minGroup', 'best', 'cost', 'outcomes', 'recruit', 'previous', 'since', 'threads']

class Insight {
  #native

  constructor(made) {
    if (!(made instanceof native.Insight)) {
      throw invalid([{ code: 'wrong_type', path: '', message: 'an insight is made by Matching.insight, Matcher.insight or Insight.fromJson' }])
    }
    this.#native = made
    Object.defineProperties(this, Insight.#properties)
    Object.freeze(this)
  }

  static #properties = fields(FIELDS, (made) => made.toJson())

  static fromJson(text) {
    return new Insight(call(() => native.Insight.fromJson(documentText(text))))
  }

  toJson() {
    return call(() => this.#native.toJson())
  }

  toCsv(table) {
    return call(() => this.#native.toCsv(text(table, 'table')))
  }

  toArrow(table) {
    return call(() => this.#native.toArrow(text(table, 'table')))
  }

  figure(code) {
    return this.figures.find((figure) => figure.figure === code)
  }

  [inspect.custom](_depth, options) {
    return `Insight ${inspect({ ...this }, options)}`
  }
}

/** The options as JSON text; the previous round's insight as the object that it is. */
function optionsText({ previous, ...rest }) {
  return toText(previous instanceof Insight ? { ...rest, previous: { ...previous } } : { ...rest, previous }, 'options')
}

/** Of a matching and its cohort, the core's own objects. */
async function insight(matching, cohort, options) {
  const { hold, rest: { events, ...rest } } = split(options, [...OPTIONS, 'events'], false)
  hold.signal?.throwIfAborted()
  const [ready, told, chosen] = [cohort(), eventsOf(events), optionsText(rest)]
  return new Insight(await job(hold, (watched, done) => native.startInsight(matching, ready, told, chosen, hold.timeoutMs, watched, done)))
}

function insightSync(matching, cohort, options) {
  const { hold, rest: { events, ...rest } } = split(options, [...OPTIONS, 'events'], true)
  return new Insight(call(() => native.insightSync(matching, cohort(), eventsOf(events), optionsText(rest), hold.timeoutMs)))
}

/** Of a matcher, the core's own object. */
async function matcherInsight(matcher, options) {
  const { hold, rest } = split(options, OPTIONS, false)
  hold.signal?.throwIfAborted()
  const chosen = optionsText(rest)
  return new Insight(await job(hold, (watched, done) => native.startMatcherInsight(matcher, chosen, hold.timeoutMs, watched, done)))
}

function matcherInsightSync(matcher, options) {
  const { hold, rest } = split(options, OPTIONS, true)
  return new Insight(call(() => native.matcherInsightSync(matcher, optionsText(rest), hold.timeoutMs)))
}

function eventsOf(events) {
  return events === undefined || events === null ? undefined : eventsInput(events)
}

module.exports = { Insight, insight, insightSync, matcherInsight, matcherInsightSync }
