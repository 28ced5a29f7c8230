'use strict'
// Long work: the core's thread on one side, a promise with its AbortSignal on the other.

const { call, fromReport } = require('./errors.cjs')

/**
 * The promise of work that `start(watched, told)` starts, where `told(report, progress, value)` is called on the event
 * loop: with progress now and then, then once with a report or a value.
 */
async function job({ signal, onProgress }, start) {
  signal?.throwIfAborted()
  let abort
  try {
    return await new Promise((resolve, reject) => {
      let settled = false
      const stop = (reason) => {
        settled = true
        running.cancel()
        reject(reason)
      }
      // `told` holds `stop`, and so `running`: nobody may let go of that before the work is done.
      const running = call(() =>
        start(onProgress !== undefined, (report, progress, value) => {
          if (settled) return
          if (progress != null) {
            try {
              onProgress(progress)
            } catch (error) {
              stop(error)
            }
            return
          }
          settled = true
          if (report != null) reject(fromReport(report))
          else resolve(value)
        }),
      )
      abort = () => stop(signal.reason)
      signal?.addEventListener('abort', abort, { once: true })
    })
  } finally {
    signal?.removeEventListener('abort', abort)
  }
}

module.exports = { job }
