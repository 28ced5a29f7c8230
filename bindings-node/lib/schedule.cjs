'use strict'
// Who meets whom and when, and slots for pairs that are chosen already.

const { signalled, wrong } = require('./arguments.cjs')
const { claimed, later, now, read, seated } = require('./edges.cjs')
const { invalid } = require('./errors.cjs')
const { numbers, own } = require('./numbers.cjs')
const native = require('../native.cjs')
const { what } = require('./text.cjs')

const FREE = 'an array of arrays of true and false, a Uint8Array or a BigUint64Array'
const MOST_SLOTS = 65_536
const MOST_PROBLEMS = 1_000

/** Rows of slots as a Uint8Array or BigUint64Array; what is none is noted in `problems`. */
function free(rows, path, slots, problems) {
  if (rows instanceof Uint8Array || rows instanceof BigUint64Array) return own(rows)
  if (!Array.isArray(rows)) {
    problems.push({ code: 'wrong_type', path, message: `expected ${FREE}, found ${what(rows)}` })
    return new Uint8Array(0)
  }
  // What is wrong with `slots` the core says.
  if (!Number.isInteger(slots) || slots < 1 || slots > MOST_SLOTS) return new Uint8Array(0)
  const before = problems.length
  const note = (problem) => problems.length < MOST_PROBLEMS && problems.push(problem)
  const flags = new Uint8Array(rows.length * slots)
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]
    if (!Array.isArray(row)) note({ code: 'wrong_type', path: `${path}[${at}]`, message: `expected an array of true and false, found ${what(row)}` })
    else if (row.length !== slots) note({ code: 'length_mismatch', path: `${path}[${at}]`, message: `has ${row.length} entries for ${slots} slots` })
    else {
      for (let slot = 0; slot < slots; slot++) {
        if (row[slot] === true) flags[at * slots + slot] = 1
        else if (row[slot] !== false) note({ code: 'wrong_type', path: `${path}[${at}][${slot}]`, message: `expected true or false, found ${what(row[slot])}` })
      }
    }
  }
  return problems.length > before ? new Uint8Array(0) : flags
}

/** What there must be of slots and of who is free: into the object for the core. */
function calendars(rest, given, problems) {
  const missing = (name) => problems.push({ code: 'missing_field', path: name, message: `the option \`${name}\` is required` })
  const number = (name) => {
    if (typeof rest[name] !== 'number') problems.push(...wrong(name, 'a number', rest[name]).problems)
    return rest[name]
  }
  const slots = given('slots') ? number('slots') : undefined
  const rows = (name) => (given(name) ? free(rest[name], name, slots, problems) : missing(name))
  return { slots, menteeFree: rows('menteeFree'), mentorFree: rows('mentorFree') }
}

/** The arguments of `schedule` and its check. */
function scheduled(arrays, options, sync) {
  const names = ['slots', 'menteeFree', 'mentorFree', 'slotsPerSession', 'slotRooms', 'aim']
  const { hold, rest, edges, given } = seated(arrays, options, names, sync)
  const problems = []
  if (!given('slots')) problems.push({ code: 'missing_field', path: 'slots', message: 'the option `slots` is required' })
  const problem = { edges, ...calendars(rest, given, problems), slotsPerSession: given('slotsPerSession') ? rest.slotsPerSession : 1 }
  if (typeof problem.slotsPerSession !== 'number') problems.push(...wrong('slotsPerSession', 'a number', rest.slotsPerSession).problems)
  problem.slotRooms = given('slotRooms') ? numbers(rest.slotRooms, 'slotRooms', problems) : undefined
  if (given('aim') && typeof rest.aim !== 'string') problems.push(...wrong('aim', 'a text', rest.aim).problems)
  if (problems.length > 0) throw invalid(problems)
  return { hold, problem, aim: given('aim') ? rest.aim.toWellFormed() : 'total' }
}

async function schedule(mentee, mentor, weight, options) {
  const { hold, problem, aim } = scheduled({ mentee, mentor, weight }, options, false)
  return later(hold, (watched, told) => native.startSchedule(problem, aim, hold.timeoutMs, watched, told))
}

function scheduleSync(mentee, mentor, weight, options) {
  const { hold, problem, aim } = scheduled({ mentee, mentor, weight }, options, true)
  return now(() => native.scheduleSync(problem, aim, hold.timeoutMs))
}

function verifySchedule(mentee, mentor, weight, options, solution) {
  const { problem } = scheduled({ mentee, mentor, weight }, options, false)
  const figures = { total: 'number', bound: 'number', gap: 'number', lift: 'number', status: 'string' }
  const counted = solution?.most !== undefined && solution?.most !== null
  const { claim, problems } = claimed(solution, ['edges', 'slots', 'prices', 'roomPrices'], counted ? { ...figures, most: 'number' } : figures)
  if (!Array.isArray(solution.slotPrices)) problems.push(...wrong('slotPrices', 'an array', solution.slotPrices).problems)
  else {
    const prices = solution.slotPrices.map((price) => claimed(price, [], { mentor: 'number', slot: 'number', price: 'number' }))
    problems.push(...prices.flatMap((price, at) => price.problems.map((one) => ({ ...one, path: `slotPrices[${at}].${one.path}` }))))
    claim.slotPrices = prices.map((price) => price.claim)
  }
  if (problems.length > 0) throw invalid(problems)
  now(() => native.verifySchedule(problem, claim))
  return true
}

/** The arguments of `timetable`. */
function paired(arrays, options, sync) {
  const { hold, rest, edges, problems, given } = read(arrays, options, ['slots', 'menteeFree', 'mentorFree'], sync)
  const pairs = { ...edges, ...calendars(rest, given, problems) }
  if (problems.length > 0) throw invalid(problems)
  return { hold: signalled(hold), pairs }
}

async function timetable(mentee, mentor, options) {
  const { hold, pairs } = paired({ mentee, mentor }, options, false)
  return later(hold, (_, told) => native.startTimetable(pairs, told))
}

function timetableSync(mentee, mentor, options) {
  const { pairs } = paired({ mentee, mentor }, options, true)
  return now(() => native.timetableSync(pairs))
}

module.exports = { schedule, scheduleSync, verifySchedule, timetable, timetableSync }
