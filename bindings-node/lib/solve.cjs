'use strict'
// The engine without people: matching on plain edges, for other allocators too.

const { number, wrong } = require('./arguments.cjs')
const { claimed, later, now, read, seated } = require('./edges.cjs')
const { invalid } = require('./errors.cjs')
const { numbers } = require('./numbers.cjs')
const { schedule, scheduleSync, verifySchedule, timetable, timetableSync } = require('./schedule.cjs')
const native = require('../native.cjs')

async function assign(mentee, mentor, weight, options) {
  const { hold, edges } = seated({ mentee, mentor, weight }, options, [], false)
  return later(hold, (watched, told) => native.startAssign(edges, hold.timeoutMs, watched, told))
}

function assignSync(mentee, mentor, weight, options) {
  const { hold, edges } = seated({ mentee, mentor, weight }, options, [], true)
  return now(() => native.assignSync(edges, hold.timeoutMs))
}

function verify(mentee, mentor, weight, options, solution) {
  const { edges } = seated({ mentee, mentor, weight }, options, [], false)
  const { claim, problems } = claimed(solution, ['edges', 'prices'], { total: 'number', bound: 'number', gap: 'number', status: 'string' })
  if (problems.length > 0) throw invalid(problems)
  now(() => native.verifyAssignment(edges, claim))
  return true
}

/** Edges with weights, and an option that is one of a few words. */
function worded({ mentee, mentor, weight }, options, name, usual, sync) {
  const { hold, rest, edges, given } = seated({ mentee, mentor, weight }, options, [name], sync)
  if (given(name) && typeof rest[name] !== 'string') throw wrong(name, 'a text', rest[name])
  return { hold, edges, word: given(name) ? rest[name].toWellFormed() : usual }
}

/** Edges with weights, and what load costs. */
function costed({ mentee, mentor, weight }, options, sync) {
  const { hold, rest, edges, given } = seated({ mentee, mentor, weight }, options, ['loadCost'], sync)
  if (!given('loadCost')) throw invalid([{ code: 'missing_field', path: 'loadCost', message: 'the option `loadCost` is required' }])
  if (typeof rest.loadCost !== 'number') throw wrong('loadCost', 'a number', rest.loadCost)
  return { hold, edges, loadCost: rest.loadCost }
}

async function balanced(mentee, mentor, weight, options) {
  const { hold, edges, loadCost } = costed({ mentee, mentor, weight }, options, false)
  return later(hold, (watched, told) => native.startBalanced(edges, loadCost, hold.timeoutMs, watched, told))
}

function balancedSync(mentee, mentor, weight, options) {
  const { hold, edges, loadCost } = costed({ mentee, mentor, weight }, options, true)
  return now(() => native.balancedSync(edges, loadCost, hold.timeoutMs))
}

function verifyBalanced(mentee, mentor, weight, options, solution) {
  const { edges, loadCost } = costed({ mentee, mentor, weight }, options, false)
  const figures = { total: 'number', worth: 'number', bound: 'number', gap: 'number', status: 'string' }
  const { claim, problems } = claimed(solution, ['edges', 'prices', 'loads'], figures)
  if (problems.length > 0) throw invalid(problems)
  now(() => native.verifyBalanced(edges, loadCost, claim))
  return true
}

async function coverage(mentee, mentor, weight, options) {
  const { hold, edges, word } = worded({ mentee, mentor, weight }, options, 'count', 'people', false)
  return later(hold, (watched, told) => native.startCoverage(edges, word, hold.timeoutMs, watched, told))
}

function coverageSync(mentee, mentor, weight, options) {
  const { hold, edges, word } = worded({ mentee, mentor, weight }, options, 'count', 'people', true)
  return now(() => native.coverageSync(edges, word, hold.timeoutMs))
}

function verifyCoverage(mentee, mentor, weight, options, solution) {
  const { edges, word } = worded({ mentee, mentor, weight }, options, 'count', 'people', false)
  const figures = { matched: 'number', most: 'number', total: 'number', bound: 'number', gap: 'number', lift: 'number', status: 'string' }
  const { claim, problems } = claimed(solution, ['edges', 'cover', 'prices'], figures)
  if (problems.length > 0) throw invalid(problems)
  now(() => native.verifyCoverage(edges, word, claim))
  return true
}

/** The arguments of `coverageCurve` and its check. */
function bending({ mentee, mentor, weight }, options, sync) {
  const { hold, rest, edges, given } = seated({ mentee, mentor, weight }, options, ['count', 'points'], sync)
  if (given('count') && typeof rest.count !== 'string') throw wrong('count', 'a text', rest.count)
  const points = given('points') ? number(rest.points, 'points') : 20
  return { hold, edges, count: given('count') ? rest.count.toWellFormed() : 'people', points }
}

async function coverageCurve(mentee, mentor, weight, options) {
  const { hold, edges, count, points } = bending({ mentee, mentor, weight }, options, false)
  return later(hold, (watched, told) => native.startCoverageCurve(edges, count, points, hold.timeoutMs, watched, told))
}

function coverageCurveSync(mentee, mentor, weight, options) {
  const { hold, edges, count, points } = bending({ mentee, mentor, weight }, options, true)
  return now(() => native.coverageCurveSync(edges, count, points, hold.timeoutMs))
}

function verifyCoverageCurve(mentee, mentor, weight, options, solution) {
  const { edges, count } = bending({ mentee, mentor, weight }, options, false)
  const { claim, problems } = claimed(solution, ['cover'], { most: 'number', status: 'string' })
  if (!Array.isArray(solution.points)) problems.push(...wrong('points', 'an array', solution.points).problems)
  else {
    const figures = { matched: 'number', total: 'number', bound: 'number', bonus: 'number', exact: 'boolean', doubt: 'number' }
    const points = solution.points.map((point) => claimed(point, ['edges', 'prices'], figures))
    problems.push(...points.flatMap((point) => point.problems))
    claim.points = points.map((point) => point.claim)
  }
  if (problems.length > 0) throw invalid(problems)
  now(() => native.verifyCoverageCurve(edges, count, claim))
  return true
}

/** The arguments of `fair` and its check. */
function faired(arrays, options, sync) {
  const { hold, rest, edges, given } = seated(arrays, options, ['measure', 'band', 'urgency'], sync)
  if (given('measure') && typeof rest.measure !== 'string') throw wrong('measure', 'a text', rest.measure)
  const problems = []
  const urgency = given('urgency') ? numbers(rest.urgency, 'urgency', problems) : undefined
  if (problems.length > 0) throw invalid(problems)
  const measure = given('measure') ? rest.measure.toWellFormed() : 'best'
  return { hold, edges, asked: { measure, band: given('band') ? number(rest.band, 'band') : 1, urgency } }
}

async function fair(mentee, mentor, weight, options) {
  const { hold, edges, asked } = faired({ mentee, mentor, weight }, options, false)
  return later(hold, (watched, told) => native.startFair(edges, asked, hold.timeoutMs, watched, told))
}

function fairSync(mentee, mentor, weight, options) {
  const { hold, edges, asked } = faired({ mentee, mentor, weight }, options, true)
  return now(() => native.fairSync(edges, asked, hold.timeoutMs))
}

function verifyFair(mentee, mentor, weight, options, solution) {
  const { edges, asked } = faired({ mentee, mentor, weight }, options, false)
  const figures = ['matched', 'worst', 'bound', 'gap', 'total', 'most', 'price', 'proved'].map((name) => [name, 'number'])
  const lists = ['edges', 'mostPrices', 'priceMentors', 'priceWeights', 'prices', 'shares', 'sharePrices', 'secondPrices']
  const counts = ['urgencies', 'urgentMentees', 'urgentMatched']
  const { claim, problems } = claimed(solution, [...lists, ...counts], { ...Object.fromEntries(figures), status: 'string' })
  if (problems.length > 0) throw invalid(problems)
  now(() => native.verifyFair(edges, asked, claim))
  return true
}

/** The arguments of `rankMaximal` and its check; the core takes ranks where others have weights. */
function chosenBy(mentee, mentor, rank, options, sync) {
  const { hold, rest, edges, given } = seated({ mentee, mentor, rank }, options, ['first', 'generous'], sync)
  if (given('first') && typeof rest.first !== 'string') throw wrong('first', 'a text', rest.first)
  if (given('generous') && typeof rest.generous !== 'boolean') throw wrong('generous', 'true or false', rest.generous)
  const { rank: weight, ...others } = edges
  const order = [given('first') ? rest.first.toWellFormed() : 'cardinality', rest.generous === true]
  return { hold, edges: { ...others, weight }, order }
}

async function rankMaximal(mentee, mentor, rank, options) {
  const { hold, edges, order } = chosenBy(mentee, mentor, rank, options, false)
  return later(hold, (watched, told) => native.startRankMaximal(edges, ...order, hold.timeoutMs, watched, told))
}

function rankMaximalSync(mentee, mentor, rank, options) {
  const { hold, edges, order } = chosenBy(mentee, mentor, rank, options, true)
  return now(() => native.rankMaximalSync(edges, ...order, hold.timeoutMs))
}

function verifyRankMaximal(mentee, mentor, rank, options, solution) {
  const { edges, order } = chosenBy(mentee, mentor, rank, options, false)
  const lists = ['edges', 'ranks', 'signature', 'prices']
  const { claim, problems } = claimed(solution, lists, { matched: 'number', proved: 'number', status: 'string' })
  if (problems.length > 0) throw invalid(problems)
  now(() => native.verifyRankMaximal(edges, ...order, claim))
  return true
}

/** The arguments of `stable` and its check. */
function ranked(mentee, mentor, menteeRank, mentorRank, options, sync) {
  const { hold, rest, edges, given } = seated({ mentee, mentor, menteeRank, mentorRank }, options, ['side'], sync)
  if (given('side') && typeof rest.side !== 'string') throw wrong('side', 'a text', rest.side)
  return { hold, edges, side: given('side') ? rest.side.toWellFormed() : 'mentee' }
}

async function stable(mentee, mentor, menteeRank, mentorRank, options) {
  const { hold, edges, side } = ranked(mentee, mentor, menteeRank, mentorRank, options, false)
  return later(hold, (watched, told) => native.startStable(edges, side, hold.timeoutMs, watched, told))
}

function stableSync(mentee, mentor, menteeRank, mentorRank, options) {
  const { hold, edges, side } = ranked(mentee, mentor, menteeRank, mentorRank, options, true)
  return now(() => native.stableSync(edges, side, hold.timeoutMs))
}

function verifyStable(mentee, mentor, menteeRank, mentorRank, options, solution) {
  const { edges } = ranked(mentee, mentor, menteeRank, mentorRank, options, false)
  const { claim, problems } = claimed(solution, ['edges', 'cover'], { matched: 'number', bound: 'number', gap: 'number', status: 'string' })
  if (problems.length > 0) throw invalid(problems)
  now(() => native.verifyStable(edges, claim))
  return true
}

/** The arguments of `peers` and its check. */
function friends(a, b, weight, options, sync) {
  const { hold, rest, edges, problems, given } = read({ a, b, weight }, options, ['n'], sync)
  if (given('n') && typeof rest.n !== 'number') problems.push(...wrong('n', 'a number', rest.n).problems)
  if (problems.length > 0) throw invalid(problems)
  return { hold, edges: { ...edges, n: rest.n } }
}

async function peers(a, b, weight, options) {
  const { hold, edges } = friends(a, b, weight, options, false)
  return later(hold, (watched, told) => native.startPeers(edges, hold.timeoutMs, watched, told))
}

function peersSync(a, b, weight, options) {
  const { hold, edges } = friends(a, b, weight, options, true)
  return now(() => native.peersSync(edges, hold.timeoutMs))
}

function verifyPeers(a, b, weight, options, solution) {
  const { edges } = friends(a, b, weight, options, false)
  const figures = { total: 'number', bound: 'number', gap: 'number', status: 'string' }
  const { claim, problems } = claimed(solution, ['edges', 'partner', 'duals'], figures)
  if (!Array.isArray(solution.oddSets)) problems.push(...wrong('oddSets', 'an array', solution.oddSets).problems)
  else {
    const sets = solution.oddSets.map((set) => claimed(set, ['people', 'sets'], { dual: 'number' }))
    problems.push(...sets.flatMap((set) => set.problems))
    claim.oddSets = sets.map((set) => set.claim)
  }
  if (problems.length > 0) throw invalid(problems)
  now(() => native.verifyPeers(edges, claim))
  return true
}

/** The arguments of `quotas` and its check. */
function limited({ mentee, mentor, weight }, options, sync) {
  const { hold, rest, edges, given } = seated({ mentee, mentor, weight }, options, ['groups', 'mentorLeast', 'count'], sync)
  const problems = []
  if (!given('groups')) problems.push({ code: 'missing_field', path: 'groups', message: 'the option `groups` is required' })
  else if (!Array.isArray(rest.groups)) throw wrong('groups', 'an array', rest.groups)
  const groups = (rest.groups ?? []).map((group, at) => {
    if (typeof group !== 'object' || group === null) {
      problems.push(...wrong(`groups[${at}]`, 'an object', group).problems)
      return { edges: new Float64Array(0), max: 0 }
    }
    for (const name of Object.keys(group)) {
      const path = `groups[${at}].${name}`
      if (name !== 'edges' && name !== 'max') problems.push({ code: 'unknown_field', path, message: `there is no field \`${name}\` here` })
    }
    if (typeof group.max !== 'number') problems.push(...wrong(`groups[${at}].max`, 'a number', group.max).problems)
    return { edges: numbers(group.edges, `groups[${at}].edges`, problems), max: group.max }
  })
  const mentorLeast = given('mentorLeast') ? numbers(rest.mentorLeast, 'mentorLeast', problems) : undefined
  if (given('count') && typeof rest.count !== 'string') problems.push(...wrong('count', 'a text', rest.count).problems)
  if (problems.length > 0) throw invalid(problems)
  return { hold, limits: { edges, groups, mentorLeast, count: given('count') ? rest.count.toWellFormed() : undefined } }
}

async function quotas(mentee, mentor, weight, options) {
  const { hold, limits } = limited({ mentee, mentor, weight }, options, false)
  return later(hold, (watched, told) => native.startQuotas(limits, hold.timeoutMs, watched, told))
}

function quotasSync(mentee, mentor, weight, options) {
  const { hold, limits } = limited({ mentee, mentor, weight }, options, true)
  return now(() => native.quotasSync(limits, hold.timeoutMs))
}

function verifyQuotas(mentee, mentor, weight, options, solution) {
  const { limits } = limited({ mentee, mentor, weight }, options, false)
  const figures = { total: 'number', bound: 'number', gap: 'number', status: 'string' }
  const { claim, problems } = claimed(solution, ['edges', 'prices', 'groupPrices'], figures)
  if (solution.reach !== undefined && solution.reach !== null) {
    const reach = claimed(solution.reach, [], { matched: 'number', most: 'number', lift: 'number' })
    problems.push(...reach.problems.map((problem) => ({ ...problem, path: `reach.${problem.path}` })))
    claim.reach = reach.claim
  }
  if (problems.length > 0) throw invalid(problems)
  now(() => native.verifyQuotas(limits, claim))
  return true
}

module.exports = {
  assign,
  assignSync,
  verify,
  balanced,
  balancedSync,
  verifyBalanced,
  coverage,
  coverageSync,
  verifyCoverage,
  coverageCurve,
  coverageCurveSync,
  verifyCoverageCurve,
  fair,
  fairSync,
  verifyFair,
  rankMaximal,
  rankMaximalSync,
  verifyRankMaximal,
  stable,
  stableSync,
  verifyStable,
  peers,
  peersSync,
  verifyPeers,
  quotas,
  quotasSync,
  verifyQuotas,
  schedule,
  scheduleSync,
  verifySchedule,
  timetable,
  timetableSync,
}
