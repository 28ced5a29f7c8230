'use strict'
// What became of groups in a matching, and decision records.

const { inspect } = require('node:util')
const { documentText, signalled, split } = require('./arguments.cjs')
const { nativeCohort } = require('./cohort.cjs')
const { fields } = require('./document.cjs')
const { call, invalid } = require('./errors.cjs')
const { job } = require('./job.cjs')
const native = require('../native.cjs')
const { toText } = require('./text.cjs')

const AUDIT_FIELDS = ['schema', 'by', 'threshold', 'minGroup', 'best', 'metrics', 'tables', 'run']
const RECORD_FIELDS = [
  'schema', 'cohortSchema', 'matchingSchema', 'run', 'policy', 'mentors', 'mentees', 'pairings', 'unmatched', 'status',
  'totalPoints', 'boundPoints', 'gap', 'scope', 'matchingSha256',
]

// The core's options; what they may be is for the core to say.
const OPTIONS = ['by', 'side', 'intersections', 'threshold', 'minGroup', 'best', 'bands', 'threads']

class Audit {
  #native

  constructor(made) {
    if (!(made instanceof native.Audit)) {
      throw invalid([{ code: 'wrong_type', path: '', message: 'an audit is made by Matching.audit' }])
    }
    this.#native = made
    Object.defineProperties(this, Audit.#properties)
    Object.freeze(this)
  }

  static #properties = fields(AUDIT_FIELDS, (made) => made.toJson())

  toJson() {
    return call(() => this.#native.toJson())
  }

  toCsv() {
    return call(() => this.#native.toCsv())
  }

  toArrow() {
    return call(() => this.#native.toArrow())
  }

  [inspect.custom](_depth, options) {
    return `Audit ${inspect({ ...this }, options)}`
  }
}

/** Of the core's matching of a Matching. */
async function audit(matching, cohort, options) {
  const { hold, rest } = split(options, OPTIONS, false)
  // Before the cohort is looked at, which may take a while.
  signalled(hold).signal?.throwIfAborted()
  const ready = [nativeCohort(cohort), toText(rest, 'options')]
  return new Audit(await job(hold, (_, told) => native.startAudit(matching, ...ready, told)))
}

function auditSync(matching, cohort, options) {
  const { hold, rest } = split(options, OPTIONS, true)
  signalled(hold)
  return new Audit(call(() => native.auditSync(matching, nativeCohort(cohort), toText(rest, 'options'))))
}

class DecisionRecord {
  #native

  constructor(made) {
    if (!(made instanceof native.DecisionRecord)) {
      throw invalid([{ code: 'wrong_type', path: '', message: 'a record is made by Matching.record or DecisionRecord.fromJson' }])
    }
    this.#native = made
    Object.defineProperties(this, DecisionRecord.#properties)
    Object.freeze(this)
  }

  static #properties = fields(RECORD_FIELDS, (made) => made.toJson())

  static fromJson(text) {
    return new DecisionRecord(call(() => native.DecisionRecord.fromJson(documentText(text))))
  }

  toJson() {
    return call(() => this.#native.toJson())
  }

  verify(cohort, matching) {
    // Here, because a matching makes records.
    const { nativeMatching } = require('./matching.cjs')
    const made = nativeMatching(matching)
    call(() => this.#native.verify(nativeCohort(cohort), made))
    return true
  }

  [inspect.custom](_depth, options) {
    return `DecisionRecord ${inspect({ ...this }, options)}`
  }
}

function record(matching, cohort) {
  return new DecisionRecord(call(() => native.DecisionRecord.of(matching, nativeCohort(cohort))))
}

module.exports = { Audit, DecisionRecord, audit, auditSync, record }
