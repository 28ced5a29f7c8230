'use strict'
// People matched with people, round by round.

const { inspect } = require('node:util')
const { documentText, split } = require('./arguments.cjs')
const { camel } = require('./camel.cjs')
const { cohortInput, nativeCohort } = require('./cohort.cjs')
const { call, invalid } = require('./errors.cjs')
const { job } = require('./job.cjs')
const native = require('../native.cjs')
const { toText } = require('./text.cjs')

const FIELDS = ['schema', 'status', 'rounds', 'adoptedTopics', 'run']

class PeerMatching {
  #native
  #document

  constructor(made) {
    if (!(made instanceof native.PeerMatching)) {
      throw invalid([{ code: 'wrong_type', path: '', message: 'a matching of peers is made by matchPeers or PeerMatching.fromJson' }])
    }
    this.#native = made
    Object.defineProperties(this, PeerMatching.#properties)
    Object.freeze(this)
  }

  // As those of Matching.
  static #properties = Object.fromEntries(
    FIELDS.map((field) => {
      const get = {
        [field]() {
          return (this.#document ??= camel(JSON.parse(this.toJson()), Object.freeze))[field]
        },
      }[field]
      return [field, { enumerable: true, get }]
    }),
  )

  static fromJson(text) {
    return new PeerMatching(call(() => native.PeerMatching.fromJson(documentText(text))))
  }

  toJson() {
    return call(() => this.#native.toJson())
  }

  verify(cohort) {
    call(() => this.#native.verify(nativeCohort(cohort)))
    return true
  }

  [inspect.custom](_depth, options) {
    return `PeerMatching ${inspect({ ...this }, options)}`
  }
}

// The core's options; what they may be is for the core to say.
const OPTIONS = ['rounds', 'odd', 'seed', 'threads']

async function matchPeers(cohort, options) {
  const { hold, rest } = split(options, OPTIONS, false)
  // Before the cohort is looked at, which may take a while.
  hold.signal?.throwIfAborted()
  const [ready, chosen] = [cohortInput(cohort), toText(rest, 'options')]
  return new PeerMatching(await job(hold, (watched, told) => native.startMatchPeers(ready, chosen, hold.timeoutMs, watched, told)))
}

function matchPeersSync(cohort, options) {
  const { hold, rest } = split(options, OPTIONS, true)
  return new PeerMatching(call(() => native.matchPeersSync(cohortInput(cohort), toText(rest, 'options'), hold.timeoutMs)))
}

module.exports = { PeerMatching, matchPeers, matchPeersSync }
