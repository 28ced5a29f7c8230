'use strict'
// The package: converts, calls the core, converts back. One file a noun, in lib/.

const { FiresideError, InvalidInputError, CancelledError, VerificationError, InternalError } = require('./lib/errors.cjs')
const { Cohort } = require('./lib/cohort.cjs')
const { Calendar } = require('./lib/calendar.cjs')
const { Matching } = require('./lib/matching.cjs')
const { Audit, DecisionRecord } = require('./lib/audit.cjs')
const { CoverageCurve, coverageCurve, coverageCurveSync } = require('./lib/curve.cjs')
const { Applied, Remedies, WaitingList, WeightFit } = require('./lib/applied.cjs')
const { Insight } = require('./lib/insight.cjs')
const { Journal } = require('./lib/journal.cjs')
const { Matcher, fitWeights, fitWeightsSync, matchCohort, matchCohortSync } = require('./lib/matcher.cjs')
const { WhatIf } = require('./lib/what_if.cjs')
const { PeerMatching, matchPeers, matchPeersSync } = require('./lib/rounds.cjs')
const { Schedule, scheduleMatching, scheduleMatchingSync } = require('./lib/sessions.cjs')
const { Invitations, writeInvitations, writeInvitationsSync } = require('./lib/invitations.cjs')
const { phrases } = require('./lib/words.cjs')
const solve = require('./lib/solve.cjs')

module.exports = {
  Cohort,
  Matching,
  Matcher,
  Insight,
  Journal,
  Applied,
  Remedies,
  WaitingList,
  WeightFit,
  fitWeights,
  fitWeightsSync,
  matchCohort,
  matchCohortSync,
  WhatIf,
  Calendar,
  Audit,
  DecisionRecord,
  CoverageCurve,
  coverageCurve,
  coverageCurveSync,
  PeerMatching,
  matchPeers,
  matchPeersSync,
  Schedule,
  scheduleMatching,
  scheduleMatchingSync,
  Invitations,
  writeInvitations,
  writeInvitationsSync,
  phrases,
  solve,
  FiresideError,
  InvalidInputError,
  CancelledError,
  VerificationError,
  InternalError,
}
