'use strict'
// The engine without people: assignment on plain edges, for other allocators too.

const { split, wrong } = require('./arguments.cjs')
const { call, invalid } = require('./errors.cjs')
const { job } = require('./job.cjs')
const { numbers } = require('./numbers.cjs')
const native = require('../native.cjs')

const SEATS = ['mentorSeats', 'menteeSeats']

/** The arguments of all three functions: the edges for the core, and the hold on the work. */
function read(mentee, mentor, weight, options, sync) {
  if (options === undefined || options === null) throw wrong('options', 'an object with `mentorSeats`', options)
  const { hold, rest } = split(options, SEATS, sync)
  const problems = []
  const edges = {
    mentee: numbers(mentee, 'mentee', problems),
    mentor: numbers(mentor, 'mentor', problems),
    weight: numbers(weight, 'weight', problems),
    mentorSeats: [],
    menteeSeats: undefined,
  }
  if (rest.mentorSeats === undefined || rest.mentorSeats === null) {
    problems.push({ code: 'missing_field', path: 'mentorSeats', message: 'the option `mentorSeats` is required' })
  } else {
    edges.mentorSeats = numbers(rest.mentorSeats, 'mentorSeats', problems)
  }
  if (rest.menteeSeats !== undefined && rest.menteeSeats !== null) edges.menteeSeats = numbers(rest.menteeSeats, 'menteeSeats', problems)
  if (problems.length > 0) throw invalid(problems)
  return { hold, edges }
}

async function assign(mentee, mentor, weight, options) {
  const { hold, edges } = read(mentee, mentor, weight, options, false)
  return job(hold, (watched, told) => native.startAssign(edges, hold.timeoutMs, watched, told))
}

function assignSync(mentee, mentor, weight, options) {
  const { hold, edges } = read(mentee, mentor, weight, options, true)
  return call(() => native.assignSync(edges, hold.timeoutMs))
}

function verify(mentee, mentor, weight, options, solution) {
  const { edges } = read(mentee, mentor, weight, options, false)
  if (typeof solution !== 'object' || solution === null) throw wrong('solution', 'an object', solution)
  const problems = []
  const claim = { edges: numbers(solution.edges, 'edges', problems), prices: numbers(solution.prices, 'prices', problems) }
  for (const [field, type] of [['total', 'number'], ['bound', 'number'], ['gap', 'number'], ['status', 'string']]) {
    claim[field] = solution[field]
    if (typeof claim[field] !== type) {
      problems.push(...wrong(field, type === 'number' ? 'a number' : 'a text', claim[field]).problems)
    }
  }
  if (problems.length > 0) throw invalid(problems)
  call(() => native.verifyAssignment(edges, claim))
  return true
}

module.exports = { assign, assignSync, verify }
