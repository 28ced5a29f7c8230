// The same objects as index.cjs has, so that `instanceof` holds whichever way a file was loaded.
import fireside from './index.cjs'

export const {
  Cohort,
  Matching,
  Matcher,
  matchCohort,
  matchCohortSync,
  WhatIf,
  Calendar,
  CoverageCurve,
  coverageCurve,
  coverageCurveSync,
  PeerMatching,
  matchPeers,
  matchPeersSync,
  Schedule,
  scheduleMatching,
  scheduleMatchingSync,
  solve,
  FiresideError,
  InvalidInputError,
  CancelledError,
  VerificationError,
  InternalError,
} = fireside
