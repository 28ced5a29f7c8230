'use strict'
// Arguments and options, as far as they are this side's: the rest is the core's to judge.

const { invalid } = require('./errors.cjs')
const native = require('../native.cjs')
const { momentOf, what } = require('./text.cjs')

/** An error about one argument. */
function wrong(path, expected, value) {
  return invalid([{ code: 'wrong_type', path, message: `expected ${expected}, found ${what(value)}` }])
}

/** A text argument. */
function text(value, path) {
  if (typeof value !== 'string') throw wrong(path, 'a text', value)
  return value
}

/** The JSON text of a document. */
function documentText(value) {
  if (text(value, '').isWellFormed()) return value
  throw invalid([{ code: 'invalid_json', path: '', message: 'not a JSON document: not well-formed Unicode' }])
}

/** A number argument; whether it is whole and in range, the core says. */
function number(value, path) {
  if (typeof value !== 'number') throw wrong(path, 'a number', value)
  return value
}

// The options of long work, which are this side's alone: what each must be, as a code and words for what it is not.
const HOLD = {
  signal(value) {
    const able = typeof value.throwIfAborted === 'function' && typeof value.addEventListener === 'function'
    return able ? null : ['wrong_type', 'an AbortSignal']
  },
  timeoutMs(value) {
    if (typeof value !== 'number') return ['wrong_type', 'a number of milliseconds']
    if (!Number.isFinite(value)) return ['not_finite', 'a finite number of milliseconds']
    return value >= 0 ? null : ['out_of_range', 'a number of milliseconds, 0 or more']
  },
  onProgress(value) {
    return typeof value === 'function' ? null : ['wrong_type', 'a function']
  },
}

/** The problem of an option that does not exist, with the one that may be meant. */
function unknown(name, names) {
  const path = name.slice(0, 80)
  const message = `there is no option \`${path}\``
  const suggestion = native.nearestName(path.toWellFormed(), names)
  if (suggestion === null) return { code: 'unknown_field', path, message }
  return { code: 'unknown_field', path, message: `${message}: did you mean \`${suggestion}\`?`, suggestion }
}

/**
 * Splits a caller's options into the hold on the work and the rest, which are the options called `names`. `sync` says
 * that the work holds the event loop, so that nothing can reach it or be heard of it.
 */
function split(options, names, sync) {
  const [hold, rest, problems] = [{}, {}, []]
  if (options === undefined || options === null) return { hold, rest }
  if (typeof options !== 'object' || Array.isArray(options)) throw wrong('options', 'an object', options)
  for (const [name, value] of Object.entries(options)) {
    if (names.includes(name)) {
      rest[name] = value
    } else if (!Object.hasOwn(HOLD, name)) {
      problems.push(unknown(name, [...names, ...Object.keys(HOLD)]))
    } else if (value !== undefined && value !== null) {
      const not = HOLD[name](value)
      if (not !== null) {
        problems.push({ code: not[0], path: name, message: `expected ${not[1]}, found ${what(value)}` })
      } else if (sync && name !== 'timeoutMs') {
        const message = `a synchronous call holds the event loop until it is done, so it has no option \`${name}\``
        problems.push({ code: 'unknown_field', path: name, message })
      }
      hold[name] = value
    }
  }
  if (problems.length > 0) throw invalid(problems)
  return { hold, rest }
}

/** The hold on work that has neither a deadline nor stages: a signal, at most. */
function signalled(hold) {
  return without(hold, ['timeoutMs', 'onProgress'])
}

/** The hold on work that has no stages: a signal and a deadline. */
function timed(hold) {
  return without(hold, ['onProgress'])
}

function without(hold, names) {
  const others = names.filter((name) => hold[name] !== undefined)
  if (others.length > 0) throw invalid(others.map((name) => ({ code: 'unknown_field', path: name, message: `this work has no option \`${name}\`` })))
  return hold
}

/** An instant as text: a text as it is, a Date, and whatever has `epochMilliseconds`, as Temporal's instants do. */
function instant(value, path) {
  if (typeof value === 'string' && value.isWellFormed()) return value
  const moment = momentOf(value)
  if (moment === undefined) throw wrong(path, 'an instant: a text such as `2026-12-01T09:00:00Z` or a Date', value)
  if (Number.isNaN(moment.getTime())) throw invalid([{ code: 'invalid_time', path, message: 'is not a date that exists' }])
  return moment.toISOString()
}

module.exports = { text, documentText, number, instant, signalled, split, timed, wrong }
