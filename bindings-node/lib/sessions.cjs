'use strict'
// Times for the pairs of a matching: when they meet, who cannot and why.

const { inspect } = require('node:util')
const { documentText, split, wrong } = require('./arguments.cjs')
const { cohortInput, nativeCohort } = require('./cohort.cjs')
const { fields } = require('./document.cjs')
const { call, invalid } = require('./errors.cjs')
const { job } = require('./job.cjs')
const { nativeMatching } = require('./matching.cjs')
const native = require('../native.cjs')
const { toText } = require('./text.cjs')

const FIELDS = ['schema', 'status', 'sessions', 'unscheduled', 'crowds', 'figures', 'run']

// The core's options, and the schedule before, which is no option there; what the former may be is for the core to say.
const OPTIONS = ['rooms', 'threads', 'previous']

// What only this package may do with a schedule.
let nativeOf

class Schedule {
  #native

  static {
    nativeOf = (value) => (typeof value === 'object' && value !== null && #native in value ? value.#native : undefined)
  }

  constructor(made) {
    if (!(made instanceof native.MatchingSchedule)) {
      throw invalid([{ code: 'wrong_type', path: '', message: 'a schedule is made by scheduleMatching or Schedule.fromJson' }])
    }
    this.#native = made
    Object.defineProperties(this, Schedule.#properties)
    Object.freeze(this)
  }

  static #properties = fields(FIELDS, (made) => made.toJson())

  static fromJson(text) {
    return new Schedule(call(() => native.MatchingSchedule.fromJson(documentText(text))))
  }

  toJson() {
    return call(() => this.#native.toJson())
  }

  verify(cohort, matching) {
    call(() => this.#native.verify(nativeCohort(cohort), nativeMatching(matching)))
    return true
  }

  [inspect.custom](_depth, options) {
    return `Schedule ${inspect({ ...this }, options)}`
  }
}

/** What the core takes: cohort, matching, the schedule before and the options. */
function asked(cohort, matching, { previous, ...rest }) {
  const before = previous === undefined || previous === null ? null : nativeOf(previous)
  if (before === undefined) throw wrong('previous', 'a Schedule', previous)
  return [cohortInput(cohort), nativeMatching(matching), before, toText(rest, 'options')]
}

async function scheduleMatching(cohort, matching, options) {
  const { hold, rest } = split(options, OPTIONS, false)
  // Before the cohort is looked at, which may take a while.
  hold.signal?.throwIfAborted()
  const ready = asked(cohort, matching, rest)
  return new Schedule(await job(hold, (watched, told) => native.startScheduleMatching(...ready, hold.timeoutMs, watched, told)))
}

function scheduleMatchingSync(cohort, matching, options) {
  const { hold, rest } = split(options, OPTIONS, true)
  return new Schedule(call(() => native.scheduleMatchingSync(...asked(cohort, matching, rest), hold.timeoutMs)))
}

/** The native half of a schedule. */
function nativeSchedule(schedule) {
  const made = nativeOf(schedule)
  if (made === undefined) throw wrong('schedule', 'a Schedule', schedule)
  return made
}

module.exports = { Schedule, nativeSchedule, scheduleMatching, scheduleMatchingSync }
