'use strict'
// Errors: one class a family of codes, each with every problem that was found.

/** Everything that was wrong with a call; `code` and `path` are the first problem's. */
class FiresideError extends Error {
  constructor(message, problems) {
    super(message)
    this.code = problems[0].code
    this.path = problems[0].path
    this.problems = problems
  }
}

/** The caller's input is wrong; nothing was changed. */
class InvalidInputError extends FiresideError {}
/** The caller cancelled the work; nothing was changed. */
class CancelledError extends FiresideError {}
/** A document does not hold against its cohort. */
class VerificationError extends FiresideError {}
/** A defect of fireside itself. Please report it. */
class InternalError extends FiresideError {}

const kinds = { InvalidInputError, CancelledError, VerificationError, InternalError }
for (const [name, kind] of [['FiresideError', FiresideError], ...Object.entries(kinds)]) {
  Object.defineProperty(kind.prototype, 'name', { value: name, configurable: true, writable: true })
}

/** The error that a report of the core describes. */
function fromReport(report) {
  const { kind, message, problems } = JSON.parse(report)
  return new kinds[kind](message, problems)
}

/** Calls into the core; what it throws becomes an error of ours. */
function call(work) {
  try {
    return work()
  } catch (error) {
    throw error?.code === 'FIRESIDE_REPORT' ? fromReport(error.message) : error
  }
}

/** The error for problems that were found on this side. */
function invalid(problems) {
  const lines = problems.slice(0, 10).map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
  if (problems.length > 10) lines.push(`… and ${problems.length - 10} more`)
  return new InvalidInputError(lines.join('\n'), problems)
}

module.exports = { FiresideError, InvalidInputError, CancelledError, VerificationError, InternalError, fromReport, call, invalid }
