'use strict'
// What one more person matched costs: the curve between the most points and the most people.

const { inspect } = require('node:util')
const { documentText, split } = require('./arguments.cjs')
const { cohortInput, nativeCohort } = require('./cohort.cjs')
const { fields } = require('./document.cjs')
const { call, invalid } = require('./errors.cjs')
const { job } = require('./job.cjs')
const native = require('../native.cjs')
const { toText } = require('./text.cjs')

const FIELDS = ['schema', 'status', 'points', 'most', 'scarce', 'run']

// The core's options; what they may be is for the core to say.
const OPTIONS = ['points', 'threads']

class CoverageCurve {
  #native

  constructor(made) {
    if (!(made instanceof native.CoverageCurve)) {
      throw invalid([{ code: 'wrong_type', path: '', message: 'a curve is made by coverageCurve, Matcher.coverageCurve or CoverageCurve.fromJson' }])
    }
    this.#native = made
    Object.defineProperties(this, CoverageCurve.#properties)
    Object.freeze(this)
  }

  static #properties = fields(FIELDS, (made) => made.toJson())

  static fromJson(text) {
    return new CoverageCurve(call(() => native.CoverageCurve.fromJson(documentText(text))))
  }

  toJson() {
    return call(() => this.#native.toJson())
  }

  verify(cohort) {
    call(() => this.#native.verify(nativeCohort(cohort)))
    return true
  }

  [inspect.custom](_depth, options) {
    return `CoverageCurve ${inspect({ ...this }, options)}`
  }
}

/** The curve of whatever `input` gives. */
async function curve(input, options) {
  const { hold, rest } = split(options, OPTIONS, false)
  hold.signal?.throwIfAborted()
  const [ready, chosen] = [input(), toText(rest, 'options')]
  return new CoverageCurve(await job(hold, (watched, told) => native.startCohortCurve(ready, chosen, hold.timeoutMs, watched, told)))
}

function curveSync(input, options) {
  const { hold, rest } = split(options, OPTIONS, true)
  return new CoverageCurve(call(() => native.cohortCurveSync(input(), toText(rest, 'options'), hold.timeoutMs)))
}

async function coverageCurve(cohort, options) {
  return curve(() => cohortInput(cohort), options)
}

function coverageCurveSync(cohort, options) {
  return curveSync(() => cohortInput(cohort), options)
}

module.exports = { CoverageCurve, coverageCurve, coverageCurveSync, curve, curveSync }
