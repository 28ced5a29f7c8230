'use strict'
// What if: the answer as it is, the answer as it would be, and the difference, person by person.

const { inspect } = require('node:util')
const { documentText } = require('./arguments.cjs')
const { camel } = require('./camel.cjs')
const { nativeCohort } = require('./cohort.cjs')
const { call, invalid } = require('./errors.cjs')
const { Matching } = require('./matching.cjs')
const native = require('../native.cjs')

const SCHEMA = 'fireside/what-if/1'

class WhatIf {
  #native
  #parts = {}

  constructor(made) {
    if (!(made instanceof native.WhatIf)) {
      throw invalid([{ code: 'wrong_type', path: '', message: 'a what-if is made by Matcher.whatIf or WhatIf.fromJson' }])
    }
    this.#native = made
    Object.defineProperties(this, WhatIf.#properties)
    Object.freeze(this)
  }

  // Enumerable and the instance's own, so that JSON.stringify, spreading and cloning see them; each is made when it is asked for.
  static #properties = {
    schema: { enumerable: true, value: SCHEMA },
    before: {
      enumerable: true,
      get() {
        return (this.#parts.before ??= new Matching(call(() => this.#native.before())))
      },
    },
    after: {
      enumerable: true,
      get() {
        return (this.#parts.after ??= new Matching(call(() => this.#native.after())))
      },
    },
    difference: {
      enumerable: true,
      get() {
        return (this.#parts.difference ??= camel(JSON.parse(call(() => this.#native.difference())), Object.freeze))
      },
    },
  }

  static fromJson(text) {
    return new WhatIf(call(() => native.WhatIf.fromJson(documentText(text))))
  }

  toJson() {
    return call(() => this.#native.toJson())
  }

  verify(before, after) {
    call(() => this.#native.verify(nativeCohort(before), nativeCohort(after)))
    return true
  }

  [inspect.custom](_depth, options) {
    return `WhatIf ${inspect({ ...this }, options)}`
  }
}

module.exports = { WhatIf }
