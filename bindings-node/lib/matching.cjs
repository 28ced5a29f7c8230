'use strict'
// The result: an answer for every person, a reason for every answer, and the proof.

const { inspect } = require('node:util')
const { documentText, number, text, wrong } = require('./arguments.cjs')
const { audit, auditSync, record } = require('./audit.cjs')
const { camel } = require('./camel.cjs')
const { nativeCohort } = require('./cohort.cjs')
const { fields } = require('./document.cjs')
const { call, invalid } = require('./errors.cjs')
const { insight, insightSync } = require('./insight.cjs')
const native = require('../native.cjs')
const { report, reportSync } = require('./report.cjs')

const FIELDS = ['schema', 'status', 'pairings', 'unmatched', 'short', 'spare', 'adoptedTopics', 'certificate', 'run']

// What only this package may do with a matching.
let nativeOf

class Matching {
  #native
  #mentorsOf

  static {
    nativeOf = (value) => (typeof value === 'object' && value !== null && #native in value ? value.#native : undefined)
  }

  constructor(made) {
    if (!(made instanceof native.Matching)) {
      throw invalid([{ code: 'wrong_type', path: '', message: 'a matching is made by matchCohort, Matcher.run or Matching.fromJson' }])
    }
    this.#native = made
    Object.defineProperties(this, Matching.#properties)
    Object.freeze(this)
  }

  static #properties = fields(FIELDS, (made) => made.toJson())

  static fromJson(text) {
    return new Matching(call(() => native.Matching.fromJson(documentText(text))))
  }

  toJson() {
    return call(() => this.#native.toJson())
  }

  verify(cohort) {
    call(() => this.#native.verify(nativeCohort(cohort)))
    return true
  }

  blockingPairs(cohort, most = 100) {
    const found = call(() => this.#native.blockingPairs(nativeCohort(cohort), number(most, 'most')))
    return camel(JSON.parse(found), Object.freeze)
  }

  load(cohort) {
    return camel(JSON.parse(call(() => this.#native.load(nativeCohort(cohort)))), Object.freeze)
  }

  explain(cohort, mentor, mentee) {
    const told = call(() => this.#native.explain(nativeCohort(cohort), text(mentor, 'mentor'), text(mentee, 'mentee')))
    return camel(JSON.parse(told), Object.freeze)
  }

  async insight(cohort, options) {
    return insight(this.#native, () => nativeCohort(cohort), options)
  }

  insightSync(cohort, options) {
    return insightSync(this.#native, () => nativeCohort(cohort), options)
  }

  async audit(cohort, options) {
    return audit(this.#native, cohort, options)
  }

  auditSync(cohort, options) {
    return auditSync(this.#native, cohort, options)
  }

  async report(cohort, options) {
    return report(this.#native, () => nativeCohort(cohort), options)
  }

  reportSync(cohort, options) {
    return reportSync(this.#native, () => nativeCohort(cohort), options)
  }

  record(cohort) {
    return record(this.#native, cohort)
  }

  mentorsOf(mentee) {
    text(mentee, 'mentee')
    if (this.#mentorsOf === undefined) {
      this.#mentorsOf = new Map()
      for (const pairing of this.pairings) {
        const others = this.#mentorsOf.get(pairing.mentee)
        if (others === undefined) this.#mentorsOf.set(pairing.mentee, [pairing])
        else others.push(pairing)
      }
    }
    return [...(this.#mentorsOf.get(mentee) ?? [])]
  }

  [inspect.custom](_depth, options) {
    return `Matching ${inspect({ ...this }, options)}`
  }
}

/** The core's matching of a Matching. */
function nativeMatching(value) {
  const found = nativeOf(value)
  if (found === undefined) throw wrong('matching', 'a Matching', value)
  return found
}

module.exports = { Matching, FIELDS, nativeMatching }
