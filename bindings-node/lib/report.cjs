'use strict'
// The page to look at.

const { split } = require('./arguments.cjs')
const { call } = require('./errors.cjs')
const { Insight } = require('./insight.cjs')
const { job } = require('./job.cjs')
const { eventsInput } = require('./journal.cjs')
const native = require('../native.cjs')
const { toText } = require('./text.cjs')

// The core's options; what they may be is for the core to say.
const OPTIONS = ['title', 'details', 'insight', 'audit']

/** The options as JSON text; the previous round's insight as the object that it is. */
function optionsText({ insight, ...rest }) {
  const plain = insight?.previous instanceof Insight ? { ...insight, previous: { ...insight.previous } } : insight
  return toText({ ...rest, insight: plain }, 'options')
}

function eventsOf(events) {
  return events === undefined || events === null ? undefined : eventsInput(events)
}

/** Of a matching and its cohort, the core's own objects. */
async function report(matching, cohort, options) {
  const { hold, rest: { events, ...rest } } = split(options, [...OPTIONS, 'events'], false)
  hold.signal?.throwIfAborted()
  const [ready, told, chosen] = [cohort(), eventsOf(events), optionsText(rest)]
  return (await job(hold, (watched, done) => native.startReport(matching, ready, told, chosen, hold.timeoutMs, watched, done))).toHtml()
}

function reportSync(matching, cohort, options) {
  const { hold, rest: { events, ...rest } } = split(options, [...OPTIONS, 'events'], true)
  return call(() => native.reportSync(matching, cohort(), eventsOf(events), optionsText(rest), hold.timeoutMs).toHtml())
}

/** Of a matcher, the core's own object. */
async function matcherReport(matcher, options) {
  const { hold, rest } = split(options, OPTIONS, false)
  hold.signal?.throwIfAborted()
  const chosen = optionsText(rest)
  return (await job(hold, (watched, done) => native.startMatcherReport(matcher, chosen, hold.timeoutMs, watched, done))).toHtml()
}

function matcherReportSync(matcher, options) {
  const { hold, rest } = split(options, OPTIONS, true)
  return call(() => native.matcherReportSync(matcher, optionsText(rest), hold.timeoutMs).toHtml())
}

module.exports = { matcherReport, matcherReportSync, report, reportSync }
