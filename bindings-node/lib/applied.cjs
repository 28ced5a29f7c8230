'use strict'
// What a matcher answers to events, and what it finds out from them.

const { inspect } = require('node:util')
const { fields } = require('./document.cjs')
const { call, invalid } = require('./errors.cjs')
const native = require('../native.cjs')

/** A class of objects that only the package makes: what the core has written, its fields, and `toJson`. */
function made(name, Native, words, names) {
  const handles = new WeakMap()
  const properties = fields(names, (one) => one.toJson())
  const Made = {
    [name]: class {
      constructor(handle) {
        if (!(handle instanceof Native)) throw invalid([{ code: 'wrong_type', path: '', message: words }])
        handles.set(this, handle)
        Object.defineProperties(this, properties)
        Object.freeze(this)
      }

      toJson() {
        return call(() => handles.get(this).toJson())
      }

      [inspect.custom](_depth, options) {
        return `${name} ${inspect({ ...this }, options)}`
      }
    },
  }
  return Made[name]
}

const Applied = made('Applied', native.Applied, 'an answer to events is made by Matcher.apply', [
  'schema', 'now', 'events', 'conversations', 'gained', 'lost', 'churn', 'totalPoints', 'gap',
])
const WeightFit = made('WeightFit', native.WeightFit, 'a fit of weights is made by fitWeights', [
  'schema', 'observations', 'accepted', 'refused', 'detail', 'weights', 'auc', 'aucError', 'aucOfPoints', 'calibration',
])
const WaitingList = made('WaitingList', native.WaitingList, 'a waiting list is made by Matcher.waiting', [
  'schema', 'now', 'releases', 'seatHours', 'ended', 'waitedHours', 'waiting', 'complete',
])
const Remedies = made('Remedies', native.Remedies, 'remedies are found by Matcher.remedies', [
  'schema', 'person', 'wanted', 'matched', 'remedies', 'complete',
])

module.exports = { Applied, Remedies, WaitingList, WeightFit }
