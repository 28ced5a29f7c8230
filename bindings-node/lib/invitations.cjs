'use strict'
// Sessions as invitations to calendars: what is to be sent, and what was sent before.

const { inspect } = require('node:util')
const { documentText, signalled, split, text, wrong } = require('./arguments.cjs')
const { cohortInput } = require('./cohort.cjs')
const { fields } = require('./document.cjs')
const { call, invalid } = require('./errors.cjs')
const { job } = require('./job.cjs')
const native = require('../native.cjs')
const { nativeSchedule } = require('./sessions.cjs')
const { toText } = require('./text.cjs')

const FIELDS = ['schema', 'programme', 'domain', 'stamp', 'organizer', 'window', 'invitations', 'figures', 'timeZoneData']

// The core's options, and the invitations before, which are no option there; what the former may be is for the core to say.
const OPTIONS = ['programme', 'domain', 'stamp', 'organizer', 'attendees', 'location', 'url', 'summary', 'description', 'previous']

// What only this package may do with invitations.
let nativeOf

class Invitations {
  #native

  static {
    nativeOf = (value) => (typeof value === 'object' && value !== null && #native in value ? value.#native : undefined)
  }

  constructor(made) {
    if (!(made instanceof native.Invitations)) {
      throw invalid([{ code: 'wrong_type', path: '', message: 'invitations are made by writeInvitations or Invitations.fromJson' }])
    }
    this.#native = made
    Object.defineProperties(this, Invitations.#properties)
    Object.freeze(this)
  }

  static #properties = fields(FIELDS, (made) => made.toJson())

  static fromJson(text) {
    return new Invitations(call(() => native.Invitations.fromJson(documentText(text))))
  }

  toJson() {
    return call(() => this.#native.toJson())
  }

  calendarOf(person) {
    const id = text(person, 'person').toWellFormed()
    return call(() => this.#native.calendarOf(id)) ?? undefined
  }

  freeBusy(person) {
    const id = text(person, 'person').toWellFormed()
    return call(() => this.#native.freeBusy(id)) ?? undefined
  }

  [inspect.custom](_depth, options) {
    return `Invitations ${inspect({ ...this }, options)}`
  }
}

/** What the core takes: cohort, schedule, the invitations before and the options. */
function asked(cohort, schedule, { previous, ...rest }) {
  const before = previous === undefined || previous === null ? null : nativeOf(previous)
  if (before === undefined) throw wrong('previous', 'Invitations', previous)
  return [cohortInput(cohort), nativeSchedule(schedule), before, toText(rest, 'options')]
}

async function writeInvitations(cohort, schedule, options) {
  const { hold, rest } = split(options, OPTIONS, false)
  signalled(hold).signal?.throwIfAborted()
  const ready = asked(cohort, schedule, rest)
  return new Invitations(await job(hold, (_, told) => native.startWriteInvitations(...ready, told)))
}

function writeInvitationsSync(cohort, schedule, options) {
  const { hold, rest } = split(options, OPTIONS, true)
  signalled(hold)
  return new Invitations(call(() => native.writeInvitationsSync(...asked(cohort, schedule, rest))))
}

module.exports = { Invitations, writeInvitations, writeInvitationsSync }
