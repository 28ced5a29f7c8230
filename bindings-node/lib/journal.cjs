'use strict'
// What happened: events that a host tells a matcher, and the document in which it stores them.

const { inspect } = require('node:util')
const { documentText, wrong } = require('./arguments.cjs')
const { fields } = require('./document.cjs')
const { call } = require('./errors.cjs')
const native = require('../native.cjs')
const { toText } = require('./text.cjs')

const FIELDS = ['schema', 'events']

// What only this package may do with a journal.
let nativeOf

class Journal {
  #native

  static {
    nativeOf = (value) => (typeof value === 'object' && value !== null && #native in value ? value.#native : undefined)
  }

  constructor(events = []) {
    this.#native = events instanceof native.Journal ? events : (nativeOf(events) ?? call(() => native.Journal.read(eventsText(events))))
    Object.defineProperties(this, Journal.#properties)
    Object.freeze(this)
  }

  static #properties = fields(FIELDS, (journal) => journal.toJson())

  static fromJson(text) {
    return new Journal(call(() => native.Journal.fromJson(documentText(text))))
  }

  toJson() {
    return call(() => this.#native.toJson())
  }

  [inspect.custom](_depth, options) {
    return `Journal ${inspect({ ...this }, options)}`
  }
}

/** One event, a list of them or a document with events, as JSON text. */
function eventsText(events) {
  if (Array.isArray(events)) return toText({ events }, 'events')
  if (typeof events !== 'object' || events === null) throw wrong('events', 'an event, a list of events or a journal', events)
  const isDocument = 'events' in events || 'schema' in events
  return toText(isDocument ? events : { events: [events] }, 'events')
}

/** What the core takes for events: its own object, or JSON text to be read where the work is done. */
function eventsInput(events) {
  return nativeOf(events) ?? eventsText(events)
}

module.exports = { Journal, eventsInput }
