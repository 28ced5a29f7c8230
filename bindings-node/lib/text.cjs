'use strict'
// The way in: a caller's plain object as JSON text. The core reads and judges it; what JSON has no words for is found
// here. One walk over the object; only the parts that have to be written differently are copied.

const { types } = require('node:util')
const { invalid } = require('./errors.cjs')

// JSON parsers stop at the 128th level, so that no input can exhaust their stack.
const DEEPEST = 127
// The core's convention for numbers that JSON does not have: this character, then the number. No text of a document may
// hold it, so a caller's own text that starts with it is given a second one, which the core refuses.
const MARK = '\u0000'
const MOST_PROBLEMS = 1_000

/**
 * `value` as JSON text; `name` is what the argument is called, `above` what paths into it begin with. Throws an
 * InvalidInputError with every problem found.
 */
function toText(value, name, above = []) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    const message = `expected an object as ${name}, found ${what(value)}`
    throw invalid([{ code: 'wrong_type', path: spell(above), message }])
  }
  const walk = { problems: [], above: [], path: [...above] }
  const writable = visit(walk, value, '')
  if (walk.problems.length > 0) throw invalid(walk.problems)
  try {
    return JSON.stringify(writable)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw invalid([{ code: 'too_large', path: '', message: `the ${name} is larger than the longest text there can be` }])
  }
}

/** Looks at a value and all below it. Returns it, or what to write in its place. */
function visit(walk, value, key) {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) return problem(walk, 'invalid_text', 'is not well-formed Unicode')
      return value.startsWith(MARK) ? MARK + value : value
    case 'number':
      if (Number.isFinite(value)) return value
      return MARK + (Number.isNaN(value) ? 'NaN' : value > 0 ? 'inf' : '-inf')
    case 'object':
      return value === null ? null : visitObject(walk, value, key)
    case 'undefined':
    case 'boolean':
      return value
    default:
      return problem(walk, 'wrong_type', `expected a value that JSON has, found ${what(value)}`)
  }
}

function visitObject(walk, value, key) {
  if (walk.above.includes(value)) return problem(walk, 'invalid_json', 'contains itself')
  if (walk.above.length >= DEEPEST) return problem(walk, 'invalid_json', 'is nested deeper than 128 levels')
  walk.above.push(value)
  const writable = Array.isArray(value) ? visitList(walk, value) : isPlain(value) && !isMoment(value, key) ? visitFields(walk, value, key) : visitOther(walk, value, key)
  walk.above.pop()
  return writable
}

function isPlain(value) {
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** Whether a plain object is an instant: it has `epochMilliseconds` and nothing else, and is no map with a caller's own keys. */
function isMoment(value, key) {
  return typeof value.epochMilliseconds === 'number' && Object.keys(value).length === 1 && !KEYED.has(key)
}

function visitList(walk, list) {
  let copy = null
  for (let index = 0; index < list.length; index++) {
    walk.path.push(index)
    const writable = visit(walk, list[index], String(index))
    walk.path.pop()
    if (writable !== list[index]) (copy ??= list.slice())[index] = writable
  }
  return copy ?? list
}

function visitFields(walk, object, key) {
  if (typeof object.toJSON === 'function') return visit(walk, object.toJSON(key), key)
  let copy = null
  for (const field of Object.keys(object)) {
    walk.path.push(field)
    const writable = visit(walk, object[field], field)
    walk.path.pop()
    // Without a prototype, `__proto__` is a key like any other.
    if (writable !== object[field]) (copy ??= Object.assign(Object.create(null), object))[field] = writable
  }
  return copy ?? object
}

// Objects whose content JSON.stringify would drop or spread without a word.
const OPAQUE = [Map, Set, WeakMap, WeakSet, Promise, RegExp, ArrayBuffer, SharedArrayBuffer]

/** The Date of a Date, or of an object with `epochMilliseconds`, such as Temporal's instants and zoned times. */
function momentOf(value) {
  if (types.isDate(value)) return value
  const isObject = typeof value === 'object' && value !== null
  return isObject && typeof value.epochMilliseconds === 'number' ? new Date(value.epochMilliseconds) : undefined
}

/** Dates, boxed values and instances of classes. */
function visitOther(walk, value, key) {
  const moment = momentOf(value)
  if (moment !== undefined) {
    return Number.isNaN(moment.getTime()) ? problem(walk, 'invalid_time', 'is not a date that exists') : moment.toISOString()
  }
  if (ArrayBuffer.isView(value) || OPAQUE.some((kind) => value instanceof kind)) {
    return problem(walk, 'wrong_type', `expected a value that JSON has, found ${what(value)}`)
  }
  if (value instanceof Number || value instanceof String || value instanceof Boolean) return visit(walk, value.valueOf(), key)
  return visitFields(walk, value, key)
}

function problem(walk, code, message) {
  if (walk.problems.length < MOST_PROBLEMS) walk.problems.push({ code, path: spell(walk.path), message })
  return undefined
}

// The fields of what a caller hands over whose keys are the caller's own.
const KEYED = new Set(['attendees', 'attributes', 'bands', 'outcomes', 'prices', 'seats', 'taken', 'wanted', 'where'])

/** A path as the core spells it: `mentees[17].attributes["grade"]`. */
function spell(path) {
  let text = ''
  path.forEach((key, at) => {
    if (typeof key === 'number') text += `[${key}]`
    else if (KEYED.has(path[at - 1]) || !/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key)) text += `["${key}"]`
    else text += at === 0 ? key : `.${key}`
  })
  return text
}

/** What a value is, in words. */
function what(value) {
  if (value === undefined || value === null) return String(value)
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') {
    const name = value.constructor?.name
    return name && name !== 'Object' ? `an object of ${name}` : 'an object'
  }
  if (typeof value === 'string') return `the text \`${value.slice(0, 80)}\``
  if (typeof value === 'number') return `the number \`${value}\``
  if (typeof value === 'boolean') return `\`${value}\``
  return `a ${typeof value}`
}

module.exports = { momentOf, toText, what }
