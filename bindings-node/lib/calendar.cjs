'use strict'
// Calendars of people's programs: iCalendar in, busy time and free windows out.

const { inspect } = require('node:util')
const { instant, signalled, split, wrong } = require('./arguments.cjs')
const { call, invalid } = require('./errors.cjs')
const { job } = require('./job.cjs')
const native = require('../native.cjs')
const { toText } = require('./text.cjs')

class Calendar {
  #native

  constructor(made) {
    if (!(made instanceof native.Calendar)) throw invalid([{ code: 'wrong_type', path: '', message: 'a calendar is made by Calendar.parse' }])
    this.#native = made
    Object.freeze(this)
  }

  static parse(source, options) {
    if (options === undefined || options === null) throw wrong('options', 'an object with `timeZone`', options)
    const { hold, rest } = split(options, ['timeZone', 'tentative'], true)
    signalled(hold)
    const { timeZone, tentative } = rest
    if (timeZone === undefined || timeZone === null) throw invalid([{ code: 'missing_field', path: 'timeZone', message: 'the option `timeZone` is required' }])
    if (typeof timeZone !== 'string') throw wrong('timeZone', 'a text', timeZone)
    if (tentative !== undefined && tentative !== null && typeof tentative !== 'boolean') throw wrong('tentative', 'true or false', tentative)
    return new Calendar(now(() => native.Calendar.parse(decoded(source), timeZone.toWellFormed(), tentative ?? true)))
  }

  toIcal() {
    return call(() => this.#native.toIcal())
  }

  async busy(horizon, options) {
    return this.#later('busy', () => over(horizon), options)
  }

  busySync(horizon) {
    return this.#now('busy', over(horizon))
  }

  async busyBetween(start, end, options) {
    return this.#later('busyBetween', () => between(start, end), options)
  }

  busyBetweenSync(start, end) {
    return this.#now('busyBetween', between(start, end))
  }

  async free(horizon, options) {
    return this.#later('free', () => over(horizon), options)
  }

  freeSync(horizon) {
    return this.#now('free', over(horizon))
  }

  async occurrences(start, end, options) {
    return this.#later('occurrences', () => between(start, end), options)
  }

  occurrencesSync(start, end) {
    return this.#now('occurrences', between(start, end))
  }

  async #later(question, given, options) {
    const hold = signalled(split(options, [], false).hold)
    const ready = given()
    return answered(await job(hold, (_, told) => this.#native.startAnswer(question, ready, told)))
  }

  #now(question, given) {
    return answered(call(() => this.#native.answerSync(question, given)))
  }

  [inspect.custom]() {
    return 'Calendar {}'
  }
}

/** The arguments of a question about a horizon. */
function over(horizon) {
  return `{"horizon":${toText(horizon, 'horizon', ['horizon'])}}`
}

/** The arguments of a question about the time between two instants. */
function between(start, end) {
  return JSON.stringify({ start: instant(start, 'start'), end: instant(end, 'end') })
}

function answered(json) {
  const list = JSON.parse(json)
  return list === null ? null : Object.freeze(list.map(Object.freeze))
}

const DECODER = new TextDecoder('utf-8', { fatal: true })

/** The text of a calendar, or of its bytes in UTF-8. */
function decoded(source) {
  const broken = (why) => invalid([{ code: 'invalid_text', path: 'calendar', message: `not ${why}` }])
  if (source instanceof Uint8Array) {
    try {
      return DECODER.decode(source)
    } catch {
      throw broken('UTF-8')
    }
  }
  if (typeof source !== 'string') throw wrong('calendar', 'a text or a Uint8Array', source)
  if (!source.isWellFormed()) throw broken('well-formed Unicode')
  return source
}

/** Calls into the core, which names the option as documents spell it. */
function now(work) {
  try {
    return call(work)
  } catch (error) {
    if (!error.problems?.some(({ path }) => path === 'time_zone')) throw error
    const problems = error.problems.map((one) => (one.path === 'time_zone' ? { ...one, path: 'timeZone' } : one))
    throw new error.constructor(error.message.replace('time_zone:', 'timeZone:'), problems)
  }
}

module.exports = { Calendar }
