// Everything a user writes, as TypeScript sees it. Compiled, strictly, as an ES module and as a CommonJS one.
import {
  Calendar,
  Cohort,
  FiresideError,
  InvalidInputError,
  Invitations,
  Matcher,
  Matching,
  matchCohort,
  matchCohortSync,
  Schedule,
  scheduleMatching,
  scheduleMatchingSync,
  solve,
  WhatIf,
  writeInvitations,
  writeInvitationsSync,
  type Changes,
  type CohortInput,
  type ErrorCode,
  type Explanation,
  type InvitationMessage,
  type MatchOptions,
  type Pairing,
  type Problem,
  type Progress,
  type ReasonCode,
  type Rule,
  type Status,
  type TimeSpan,
} from 'fireside'
import { Applied, Audit, DecisionRecord, Journal, fitWeights, type Conversation, type Event, type Insight, type PersonStanding, type WeightFit } from 'fireside'

const rules: Rule[] = [
  { rule: 'not_in_reporting_line' },
  { rule: 'must_share', attribute: 'languages' },
  { rule: 'gap', attribute: 'grade', min: 1 },
  { rule: 'prefer_gap', attribute: 'grade', target: 2, weight: 5 },
  { rule: 'no_repeat', rounds: 4 },
  { rule: 'keep_pairs', weight: 5 },
  { rule: 'favour_passed_over', weight: 10, fullAt: 2 },
]

const data: CohortInput = {
  topics: [{ id: 'rust', label: 'Rust' }],
  mentors: [{ id: 'ada', offers: [{ topic: 'rust', level: 5, willingness: 'eager' }], attributes: { home_team: 'Eng', grade: 7, languages: ['en'] } }],
  mentees: [{ id: 'bo', wants: [{ topic: 'rust', importance: 5 }], mentorsWanted: 1, open: 1, reliability: 0.9, availability: { timeZone: 'Europe/London' } }],
  apart: [{ mentor: 'ada', mentee: 'bo', until: new Date(0) }],
  incumbents: [{ mentor: 'ada', mentee: 'bo' }],
  policy: { rules, weights: { interests: 60 }, horizon: { from: '2026-12-01' }, blankWants: 'ask', live: { answerDays: 5, learning: { priorSuccesses: 3 } } },
} as const

export async function everything(signal: AbortSignal): Promise<void> {
  const cohort = new Cohort(data)
  const again: CohortInput = cohort.toObject()
  const read: Cohort = Cohort.fromJson(cohort.toJson())
  const onProgress = ({ stage, done, total }: Progress): void => console.log(stage.length, done / total)
  const options: MatchOptions = { objective: 'total', seed: 1, threads: 2, signal, timeoutMs: 1_000, onProgress }
  const matching: Matching = await matchCohort(read, options)
  const same: Matching = matchCohortSync(again, { seed: 1, timeoutMs: 5 })
  const verified: true = matching.verify(cohort)
  const status: Status = same.status
  const pairings: readonly Pairing[] = matching.pairings
  const points: number = matching.certificate.totalPoints + (matching.certificate.prices['ada'] ?? 0)
  const minutes: number | undefined = pairings[0]?.overlapMinutes
  const matcher = new Matcher(data)
  const best: readonly Pairing[] = matcher.suggest('bo', 3)
  matcher.suggest({ id: 'zoe' }, { k: 3, topic: 'rust', between: [new Date(), '2026-12-05T18:00:00Z'], where: { languages: 'fr' }, spread: matching })
  const why: Explanation = matcher.explain('ada', 'bo')
  await matcher.run(options)
  matcher.runSync()
  const edges: [number[], Int32Array, BigInt64Array] = [[0], Int32Array.of(0), BigInt64Array.of(1n)]
  const solution: solve.Solution = await solve.assign(...edges, { mentorSeats: [1], signal })
  const ok: true = solve.verify(...edges, { mentorSeats: [1] }, solution)
  const numbers: solve.Numbers = solution.prices
  console.log(verified, status, points, minutes, best, why.reasons, ok, numbers, Matching.fromJson(matching.toJson()).mentorsOf('bo'))
}

export async function asking(matcher: Matcher): Promise<void> {
  const changes: Changes = { seats: { ada: 3 }, dropRules: [0], policy: { weights: { affinity: 5 }, live: { lapseDays: 7 } }, apart: [{ mentor: 'ada', mentee: 'bo' }], together: [], incumbents: [], addMentees: [{ id: 'dee' }] }
  const whatIf = await matcher.whatIf(changes, { objective: 'coverage' })
  const moved: string[] = whatIf.difference.mentees.filter(({ change }) => change === 'moved').map(({ id }) => id)
  const least: number | undefined = whatIf.difference.atLeast
  const verified: true = WhatIf.fromJson(whatIf.toJson()).verify(matcher.cohort, matcher.cohort.changed(changes))
  const [cost, worth] = [(await matcher.ruleCosts())[0], matcher.seatWorthsSync({ threads: 1 })[0]]
  console.log(moved, least, verified, cost?.rule.rule, cost?.points, worth?.matched)
}

/** A code that is known is completed and checked; one of a later version is a text like any other. */
export function words(code: ReasonCode | ErrorCode): string {
  if (code === 'seats_taken' || code === 'unknown_topic') return code
  const text: string = code
  return text
}

export function failing(caught: unknown): readonly Problem[] {
  if (caught instanceof InvalidInputError) console.log(caught.code, caught.path, caught.problems[0]?.suggestion)
  return caught instanceof FiresideError ? caught.problems : []
}

// What must not compile. An expectation that is not met is an error itself.
export async function wrong(): Promise<void> {
  // @ts-expect-error there is no such field
  new Cohort({ mentor: [] })
  // @ts-expect-error fields are in camel case
  new Cohort({ mentees: [{ id: 'bo', mentors_wanted: 1 }] })
  // @ts-expect-error an id is required
  new Cohort({ mentors: [{ name: 'Ada' }] })
  // @ts-expect-error a budget is of minutes and days
  new Cohort({ mentors: [{ id: 'ada', budget: { minutes: 60 } }] })
  // @ts-expect-error changes are in camel case too
  new Cohort({}).changed({ drop_rules: [0] })
  // @ts-expect-error no such willingness
  new Cohort({ mentors: [{ id: 'ada', offers: [{ topic: 'rust', willingness: 'maybe' }] }] })
  // @ts-expect-error a synchronous call cannot be aborted
  matchCohortSync(data, { signal: new AbortController().signal })
  // @ts-expect-error no such objective
  await matchCohort(data, { objective: 'best' })
  // @ts-expect-error only the package makes a matching
  new Matching()
  // @ts-expect-error a matching does not change
  matchCohortSync(data).pairings[0]!.points = 1
  // @ts-expect-error the seats are required
  await solve.assign([0], [0], [1], {})
  // @ts-expect-error a list of texts is no list of numbers
  await solve.assign(['0'], [0], [1], { mentorSeats: [1] })
}

export async function times(signal: AbortSignal): Promise<void> {
  const calendar: Calendar = Calendar.parse(new Uint8Array(0), { timeZone: 'Europe/London', tentative: false })
  const busy: readonly TimeSpan[] = await calendar.busy({ from: '2026-12-01', days: 14, asOf: new Date(0) }, { signal })
  const extra = await calendar.free({ from: '2026-12-01' })
  const free: readonly TimeSpan[] | null = new Cohort({
    mentors: [{ id: 'ada', availability: { timeZone: 'Europe/London', busy, extra: extra ?? [] } }],
    policy: { horizon: { from: '2026-12-01', asOf: { epochMilliseconds: 0 } } },
  }).freeTime('ada')
  for (const { start, allDay } of calendar.occurrencesSync(new Date(0), '2026-12-01T00:00:00Z')) console.log(start, allDay, free)
  const options = { mentorSeats: [1], slots: 2, menteeFree: [[true, false]], mentorFree: new Uint8Array(2) }
  const solution: solve.Schedule = await solve.schedule([0], [0], [1], { ...options, aim: 'coverage', signal })
  console.log(solution.most, solution.slots[0], solve.verifySchedule([0], [0], [1], options, solution))
  const { slots }: solve.Timetable = solve.timetableSync([0], [0], { slots: 2, menteeFree: new BigUint64Array(1), mentorFree: [[true, true]] })
  console.log(slots)
  // @ts-expect-error a time on a wall is no instant
  calendar.busyBetweenSync(7, '2026-12-01T00:00:00Z')
}

export async function sessions(signal: AbortSignal): Promise<void> {
  const cohort = new Cohort({})
  const matching = await matchCohort(cohort)
  const schedule: Schedule = await scheduleMatching(cohort, matching, { rooms: 3, signal })
  const starts: readonly string[] = schedule.sessions.map(({ start, menteeLocal }) => menteeLocal?.start ?? start)
  for (const { code, nearest } of schedule.unscheduled) console.log(code === 'no_common_time' ? nearest?.minutes : starts)
  console.log(scheduleMatchingSync({}, matching, { previous: schedule }).verify(cohort, matching))
  // @ts-expect-error a document is no matching
  await scheduleMatching(cohort, matching.toJson())
  // @ts-expect-error a synchronous call cannot be aborted
  scheduleMatchingSync(cohort, matching, { signal })
}

export async function invitations(schedule: Schedule, signal: AbortSignal): Promise<readonly InvitationMessage[]> {
  const told = { programme: 'mentoring 2026 Q4', domain: 'example.com', stamp: new Date(), organizer: { address: 'mentoring@example.com' } }
  const first: Invitations = await writeInvitations({}, schedule, { ...told, signal })
  const attendees = { ada: { address: 'ada@example.com', name: 'Ada' } }
  const then = writeInvitationsSync(new Cohort({}), schedule, { ...told, attendees, previous: Invitations.fromJson(first.toJson()) })
  const calendar: string | undefined = then.calendarOf('ada') ?? then.freeBusy('ada')
  for (const { change, local, sequence } of then.invitations) console.log(change === 'moved' ? local?.timeZone : sequence, calendar)
  // @ts-expect-error fireside has no clock
  await writeInvitations({}, schedule, { programme: 'x', domain: 'example.com', organizer: { address: 'mentoring@example.com' } })
  return then.invitations.flatMap(({ messages }) => messages)
}

/** An event's fields are known once it is known which it is. */
function wordsOf(event: Event): string {
  switch (event.event) {
    case 'no_show':
      return event.who
    case 'declined':
      return event.reason ?? event.by ?? event.mentor
    case 'joined':
      return (event.mentees ?? []).map(({ id }) => id).join()
    case 'left':
    case 'paused':
    case 'resumed':
      return event.person
    default:
      return event.id
  }
}

export async function living(signal: AbortSignal): Promise<void> {
  const told: Event[] = [
    { id: 'e-1', at: new Date(), event: 'proposed', mentor: 'ada', mentee: 'bo', by: 'mentor' },
    { id: 'e-2', at: '2026-12-01T10:00:00Z', event: 'changed', changes: { seats: { ada: 2 } } },
    { id: 'e-3', at: { epochMilliseconds: 0 }, event: 'joined', mentees: [{ id: 'cy', mentorsWanted: 2 }] },
  ]
  const matcher: Matcher = await Matcher.fromJournal(data, told, { signal })
  const applied: Applied = await matcher.apply({ id: 'e-4', at: new Date(), event: 'accepted', mentor: 'ada', mentee: 'bo' }, { signal, timeoutMs: 9 })
  const whom: string[] = applied.gained.map(({ mentee, mentor, points }) => `${mentee} ${mentor} ${points}`)
  const notes: readonly string[] = applied.events.flatMap(({ outcome, notes }) => (outcome === 'applied' ? (notes ?? []) : []))
  const talks: readonly Conversation[] = [...applied.conversations, ...matcher.conversations()]
  matcher.applySync(matcher.due(new Date()), { timeoutMs: 9 })
  const journal = new Journal(told)
  matcher.applySync(Journal.fromJson(journal.toJson()))
  const standing: PersonStanding = matcher.standing('ada')
  const waits: number[] = (await matcher.waiting({ signal })).waiting.flatMap(({ expected, reason }) => (reason === undefined && expected ? [expected.low] : []))
  const insight: Insight = await matcher.insight({ silo: 'department', cost: { mentorHour: 6_000, currency: 'EUR' }, since: new Date(), signal })
  const beside: Insight = (await matcher.matching()).insightSync(matcher.cohort, { previous: insight, events: told, outcomes: { stayed: { ada: 1 } }, recruit: { level: 4 } })
  const worths: number[] = beside.topics.flatMap(({ worth }) => (worth === undefined ? [] : [worth]))
  console.log(insight.figure('coverage')?.value, worths, insight.silos?.links[0]?.mentor, beside.toCsv('gaps'), beside.toArrow('gaps').byteLength, beside.gaps[0]?.nearest[0]?.words)
  // @ts-expect-error no such figure
  insight.figure('cover')
  const fit: WeightFit = await fitWeights(data, told, { timeoutMs: 9 })
  console.log(waits, fit.refused === 'too_few', fit.weights.map(({ fitted, aucAlone }) => [fitted, aucAlone]), matcher.waitingSync().seatHours, matcher.fitWeightsSync().calibration[0]?.low)
  const until: string | null | undefined = standing.asMentor?.restingUntil
  const matching: Matching = await Matcher.fromState(matcher.toState()).matching({ signal })
  console.log(whom, notes, talks[0]?.state === 'proposed', journal.events.map(wordsOf), until, standing.reliability?.value, matching, Matcher.fromJournalSync(data, []).matchingSync())
  // @ts-expect-error no such event
  await matcher.apply({ id: 'e-5', at: new Date(), event: 'snoozed', person: 'ada' })
  // @ts-expect-error who did not appear must be said
  await matcher.apply({ id: 'e-5', at: new Date(), event: 'no_show', mentor: 'ada', mentee: 'bo' })
  // @ts-expect-error a synchronous call cannot be aborted
  matcher.applySync([], { signal })
  // @ts-expect-error only the package makes an answer
  new Applied()
}

export async function groups(signal: AbortSignal): Promise<void> {
  const matching: Matching = matchCohortSync(data)
  const audit: Audit = await matching.audit(data, { by: ['team'], side: 'mentee', bands: { grade: [3, 6] }, minGroup: 3, signal })
  const rates: (number | undefined)[] = audit.tables.flatMap(({ rows }) => rows.flatMap(({ rates }) => rates.map(({ impactRatio }) => impactRatio)))
  const record: DecisionRecord = matching.record(data)
  console.log(rates, audit.toCsv(), audit.toArrow().byteLength, DecisionRecord.fromJson(record.toJson()).verify(data, matching), record.policy.rules?.length)
  const page: string = await matching.report(data, { details: 5, insight: { silo: 'team', best: 2 }, audit: { by: ['team'] }, signal })
  // @ts-expect-error threads belong to what is asked for
  console.log(page, matching.reportSync(data, { threads: 2 }))
  // @ts-expect-error an audit is by something
  matching.auditSync(data, {})
  // @ts-expect-error a synchronous call cannot be aborted
  matching.auditSync(data, { by: ['team'], signal })
}
