'use strict'
// What all of `solve` has in common: plain edges with seats on their way in, solutions on their way back, errors in this side's spelling.

const { split, wrong } = require('./arguments.cjs')
const { spell } = require('./camel.cjs')
const { FiresideError, call, invalid } = require('./errors.cjs')
const { job } = require('./job.cjs')
const { numbers } = require('./numbers.cjs')

const SEATS = ['mentorSeats', 'menteeSeats']

/** The core's names of arrays, in paths and messages, as they are spelled here. */
const ARRAYS = /\b(?:mentee|mentor|group|load|slot|room)_(?:seats|rank|least|prices|cost|free|rooms)\b|\bslots_per_session\b/g
const spelled = (text) => text.replace(ARRAYS, spell)

/** An error of the core in this side's spelling. */
function respelled(error) {
  if (!(error instanceof FiresideError)) return error
  const problems = error.problems.map((problem) => ({ ...problem, path: spelled(problem.path), message: spelled(problem.message) }))
  return new error.constructor(spelled(error.message), problems)
}

/** Calls into the core. */
function now(work) {
  try {
    return call(work)
  } catch (error) {
    throw respelled(error)
  }
}

/** Work beside the event loop. */
async function later(hold, begin) {
  try {
    return await job(hold, begin)
  } catch (error) {
    throw respelled(error)
  }
}

/** Reads what must be there: the options called `names` into `hold` and `rest`, the lists in `arrays` into `edges`. */
function read(arrays, options, names, sync) {
  if (options === undefined || options === null) throw wrong('options', `an object with \`${names[0]}\``, options)
  const { hold, rest } = split(options, names, sync)
  const problems = []
  const edges = {}
  for (const [name, list] of Object.entries(arrays)) edges[name] = numbers(list, name, problems)
  const given = (name) => rest[name] !== undefined && rest[name] !== null
  if (!given(names[0])) problems.push({ code: 'missing_field', path: names[0], message: `the option \`${names[0]}\` is required` })
  return { hold, rest, edges, problems, given }
}

/** The arguments of everything between mentees and mentors: the edges with seats for the core, and the hold on the work. */
function seated(arrays, options, names, sync) {
  const { hold, rest, edges, problems, given } = read(arrays, options, [...SEATS, ...names], sync)
  edges.mentorSeats = given('mentorSeats') ? numbers(rest.mentorSeats, 'mentorSeats', problems) : []
  edges.menteeSeats = given('menteeSeats') ? numbers(rest.menteeSeats, 'menteeSeats', problems) : undefined
  if (problems.length > 0) throw invalid(problems)
  return { hold, rest, edges, given }
}

// What a field of a solution must be, in words.
const KINDS = { number: 'a number', string: 'a text', boolean: 'true or false' }

/** A caller's solution for the core: some of its fields are `lists`, the others as `types` has them. */
function claimed(solution, lists, types) {
  if (typeof solution !== 'object' || solution === null) throw wrong('solution', 'an object', solution)
  const problems = []
  const claim = {}
  for (const field of lists) claim[field] = numbers(solution[field], field, problems)
  for (const [field, type] of Object.entries(types)) {
    claim[field] = solution[field]
    if (typeof claim[field] !== type) {
      problems.push(...wrong(field, KINDS[type], claim[field]).problems)
    }
  }
  return { claim, problems }
}

module.exports = { claimed, later, now, read, seated }
