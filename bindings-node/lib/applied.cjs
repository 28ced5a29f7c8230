'use strict'
// What a matcher answers to events.

const { inspect } = require('node:util')
const { fields } = require('./document.cjs')
const { call, invalid } = require('./errors.cjs')
const native = require('../native.cjs')

const FIELDS = ['schema', 'now', 'events', 'conversations', 'gained', 'lost', 'churn', 'totalPoints', 'gap']

class Applied {
  #native

  constructor(made) {
    if (!(made instanceof native.Applied)) {
      throw invalid([{ code: 'wrong_type', path: '', message: 'an answer to events is made by Matcher.apply' }])
    }
    this.#native = made
    Object.defineProperties(this, Applied.#properties)
    Object.freeze(this)
  }

  static #properties = fields(FIELDS, (made) => made.toJson())

  toJson() {
    return call(() => this.#native.toJson())
  }

  [inspect.custom](_depth, options) {
    return `Applied ${inspect({ ...this }, options)}`
  }
}

module.exports = { Applied }
