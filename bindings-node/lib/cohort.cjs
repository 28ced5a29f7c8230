'use strict'
// The cohort: data that has been checked and resolved, once, at the door.

const { inspect } = require('node:util')
const { documentText, text } = require('./arguments.cjs')
const { camel } = require('./camel.cjs')
const { call } = require('./errors.cjs')
const native = require('../native.cjs')
const { toText } = require('./text.cjs')
const { wording } = require('./words.cjs')

// What only this package may do with a cohort.
let nativeOf

class Cohort {
  #native

  static {
    nativeOf = (value) => (typeof value === 'object' && value !== null && #native in value ? value.#native : undefined)
  }

  constructor(data) {
    this.#native = data instanceof native.Cohort ? data : (nativeOf(data) ?? call(() => native.Cohort.fromJson(toText(data, 'cohort'), true)))
    Object.freeze(this)
  }

  static fromJson(text) {
    return new Cohort(call(() => native.Cohort.fromJson(documentText(text), false)))
  }

  toJson() {
    return call(() => this.#native.toJson())
  }

  changed(changes) {
    return new Cohort(call(() => this.#native.changed(changesText(changes))))
  }

  inLanguage(language, phrases) {
    return new Cohort(call(() => this.#native.inLanguage(...wording(language, phrases))))
  }

  freeTime(person) {
    const free = JSON.parse(call(() => this.#native.freeTime(text(person, 'person'))))
    return free === null ? null : Object.freeze(free.map(Object.freeze))
  }

  toObject() {
    return camel(JSON.parse(this.toJson()))
  }

  // What JSON.stringify writes, so that what it writes may be given to the constructor again.
  toJSON() {
    return this.toObject()
  }

  [inspect.custom](_depth, options) {
    const { topics, mentors, mentees } = JSON.parse(this.toJson())
    const counts = inspect({ topics: topics.length, mentors: mentors.length, mentees: mentees.length }, options)
    return `Cohort ${counts}`
  }
}

/** Changes as JSON text for the core. */
function changesText(changes) {
  return toText(changes, 'changes', ['changes'])
}

/** The core's cohort of a Cohort, or a new one of a plain object. */
function nativeCohort(value) {
  return nativeOf(value) ?? nativeOf(new Cohort(value))
}

/** What the core's functions take for a cohort: its own object, or JSON text to be read where the work is done. */
function cohortInput(value) {
  return nativeOf(value) ?? toText(value, 'cohort')
}

module.exports = { Cohort, changesText, nativeCohort, cohortInput }
