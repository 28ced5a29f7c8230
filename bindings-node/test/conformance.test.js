// The vectors that all three languages run. Documents go in as JSON text and come out as the core wrote them.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Calendar, Cohort, DecisionRecord, FiresideError, Insight, Invitations, Journal, Matcher, Matching, PeerMatching, Schedule, coverageCurve, coverageCurveSync, fitWeights, fitWeightsSync, matchCohort, matchCohortSync, matchPeers, matchPeersSync, scheduleMatching, scheduleMatchingSync, phrases, solve, writeInvitations, writeInvitationsSync } from 'fireside'
import { camel } from '../lib/camel.cjs'
import { read } from './support/arrow.js'
import { here } from './support/folder.js'

const folder = join(here, '..', 'core', 'tests', 'conformance')
const files = readdirSync(folder).filter((name) => name.endsWith('.json')).sort()

/** Keys in order, all the way down, so that equal documents are equal texts. */
function canonical(value) {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(canonical)
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, canonical(value[key])]))
}

/** Field names as Node's objects spell them; the caller's own keys as they are. */
function camelPath(path) {
  return path.replace(/("[^"]*")|(^|[\].])([a-z_]+)/g, (all, key, before, field) => key ?? before + field.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()))
}

function snake(value) {
  if (value === null || typeof value !== 'object') return value
  if (ArrayBuffer.isView(value)) return Array.from(value, Number)
  if (Array.isArray(value)) return value.map(snake)
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      ['attributes', 'prices', 'options'].includes(key) && !ArrayBuffer.isView(inner) ? inner : snake(inner),
    ]),
  )
}

/** Of each text that a vector looks for, whether it is on the page. */
const onPage = (vector, page) => JSON.stringify(vector.arguments.find.map((text) => page.includes(text)))

const textOf = ({ cohort, text }) => text ?? JSON.stringify(cohort)
const cohortOf = (vector) => {
  const cohort = Cohort.fromJson(textOf(vector))
  return vector.language === undefined ? cohort : cohort.inLanguage(vector.language, vector.phrases)
}

/** The arguments of quotas, and a solution to be checked. */
function limited({ arguments: { mentee, mentor, weight, groups, mentor_seats: mentorSeats, mentee_seats: menteeSeats, mentor_least: mentorLeast, count, solution } }) {
  return { args: [mentee, mentor, weight, { groups, mentorSeats, menteeSeats, mentorLeast, count }], solution }
}

/** The arguments of schedule, and a solution to be checked. */
function scheduled({ arguments: { mentee, mentor, weight, solution, ...rest } }) {
  return { args: [mentee, mentor, weight, camel(rest)], solution }
}

/** A cohort, the matching that it or the one called `matched` gives, and the options, the schedule before among them. */
function meetings(vector) {
  const { matched, previous } = vector.arguments ?? {}
  const cohort = cohortOf(vector)
  const matching = matchCohortSync(matched === undefined ? cohort : Cohort.fromJson(JSON.stringify(matched)))
  const options = camel(vector.options ?? {})
  if (previous !== undefined) options.previous = Schedule.fromJson(JSON.stringify(previous))
  return { cohort, matching, options }
}

/** What each step of a vector gives; and the same engine again, from its journal and from its state. */
async function live(vector, sync) {
  const [before, told, answers] = [cohortOf(vector), [], []]
  const matcher = new Matcher(before)
  for (const step of vector.arguments.steps) {
    const [[name, asked]] = Object.entries(step)
    if (name === 'apply') {
      const events = camel(asked)
      const applied = sync ? matcher.applySync(events) : await matcher.apply(events)
      if (vector.result !== undefined) assert.equal(applied.toJson(), JSON.stringify(vector.result[answers.length]))
      assert.deepEqual(camel(JSON.parse(applied.toJson())), { ...applied })
      told.push(...events)
      answers.push(JSON.parse(applied.toJson()))
    } else if (name === 'waiting') {
      const list = sync ? matcher.waitingSync() : await matcher.waiting()
      if (vector.result !== undefined) assert.equal(list.toJson(), JSON.stringify(vector.result[answers.length]))
      assert.deepEqual(camel(JSON.parse(list.toJson())), { ...list })
      answers.push(JSON.parse(list.toJson()))
    } else if (name === 'cohort') {
      const document = JSON.parse(matcher.cohort.toJson())
      answers.push(Object.fromEntries(asked.map((list) => [list, document[list] ?? []])))
    } else {
      answers.push(snake(matcher[name](asked)))
    }
  }
  assert.equal((await matcher.matching()).toJson(), matchCohortSync(matcher.cohort).toJson())
  const again = sync ? Matcher.fromJournalSync(before, told) : await Matcher.fromJournal(before, new Journal(told))
  for (const same of [again, Matcher.fromState(matcher.toState())]) {
    assert.deepEqual([same.cohort.toJson(), same.toState()], [matcher.cohort.toJson(), matcher.toState()])
  }
  return JSON.stringify(answers)
}

/** The options of an insight, the round before among them. */
function insightOptions({ options: { previous, ...options } = {} }) {
  return { ...camel(options), previous: previous && Insight.fromJson(JSON.stringify(previous)) }
}

/** A journal from a document and from an object. */
function journals({ arguments: { journal }, result }) {
  const read = () => {
    const found = Journal.fromJson(JSON.stringify(journal))
    assert.equal(found.toJson(), JSON.stringify(result))
    return found
  }
  return [() => read().toJson(), () => new Journal(camel(journal)).toJson(), () => new Journal(read().events).toJson(), () => new Journal(JSON.parse(JSON.stringify(read()))).toJson()]
}

/** What each call of a vector is in Node; each way to make it must give the same. */
const CALLS = {
  cohort: (vector) => [() => cohortOf(vector).toJson()],
  phrases: (vector) => [() => JSON.stringify(phrases(vector.arguments.language))],
  match: (vector) => {
    const options = camel(vector.options ?? {})
    return [
      () => matchCohortSync(cohortOf(vector), options).toJson(),
      async () => (await matchCohort(cohortOf(vector), options)).toJson(),
      async () => (await new Matcher(cohortOf(vector)).run({ threads: 2, ...options })).toJson(),
      async () => (await matchCohort(cohortOf(vector).toObject(), { threads: 1, ...options })).toJson(),
    ]
  },
  match_peers: (vector) => {
    const options = camel(vector.options ?? {})
    return [
      () => matchPeersSync(cohortOf(vector), options).toJson(),
      async () => (await matchPeers(cohortOf(vector), { threads: 2, ...options })).toJson(),
      async () => (await matchPeers(cohortOf(vector).toObject(), { threads: 1, ...options })).toJson(),
    ]
  },
  verify_match_peers: (vector) => [() => JSON.stringify(PeerMatching.fromJson(JSON.stringify(vector.arguments.matching)).verify(cohortOf(vector)))],
  schedule_matching: (vector) => {
    const { cohort, matching, options } = meetings(vector)
    return [
      () => scheduleMatchingSync(cohort, matching, options).toJson(),
      async () => (await scheduleMatching(cohort, matching, { threads: 2, ...options })).toJson(),
      async () => (await scheduleMatching(cohort.toObject(), matching, { threads: 1, ...options })).toJson(),
    ]
  },
  verify_schedule_matching: (vector) => [
    () => {
      const { cohort, matching } = meetings(vector)
      return JSON.stringify(Schedule.fromJson(JSON.stringify(vector.arguments.schedule)).verify(cohort, matching))
    },
  ],
  write_invitations: (vector) => {
    const { schedule, previous } = vector.arguments
    const asked = () => [
      Schedule.fromJson(JSON.stringify(schedule)),
      { ...vector.options, previous: previous && Invitations.fromJson(JSON.stringify(previous)) },
    ]
    return [
      () => writeInvitationsSync(cohortOf(vector), ...asked()).toJson(),
      async () => (await writeInvitations(cohortOf(vector).toObject(), ...asked())).toJson(),
    ]
  },
  calendar_of: ({ arguments: { invitations, person } }) => [() => JSON.stringify(Invitations.fromJson(JSON.stringify(invitations)).calendarOf(person) ?? null)],
  free_busy: ({ arguments: { invitations, person } }) => [() => JSON.stringify(Invitations.fromJson(JSON.stringify(invitations)).freeBusy(person) ?? null)],
  insight: (vector) => {
    const { events, table, arrow } = vector.arguments ?? {}
    const told = (insight) => {
      if (arrow !== undefined) return JSON.stringify(read(insight.toArrow(arrow)))
      return table === undefined ? Insight.fromJson(insight.toJson()).toJson() : JSON.stringify(insight.toCsv(table))
    }
    const options = () => ({ ...insightOptions(vector), events: events && camel(events) })
    const matching = () => matchCohortSync(cohortOf(vector))
    return [
      () => told(matching().insightSync(cohortOf(vector), options())),
      async () => told(await matching().insight(cohortOf(vector), { threads: 2, ...options() })),
      async () => told(await matching().insight(cohortOf(vector).toObject(), { ...options(), events: events && new Journal(camel(events)) })),
    ]
  },
  matcher_insight: (vector) => {
    const matcher = () => Matcher.fromJournalSync(cohortOf(vector), camel(vector.arguments.events))
    return [() => matcher().insightSync(insightOptions(vector)).toJson(), async () => (await matcher().insight({ threads: 1, ...insightOptions(vector) })).toJson()]
  },
  audit: (vector) => {
    const cohort = cohortOf(vector)
    const matching = matchCohortSync(vector.arguments?.matched === undefined ? cohort : Cohort.fromJson(JSON.stringify(vector.arguments.matched)))
    const { bands, ...options } = camel(vector.options)
    // Names of attributes are the caller's own.
    if (vector.options.bands !== undefined) options.bands = vector.options.bands
    const told = (audit) => {
      assert.deepEqual(camel(JSON.parse(audit.toJson())), { ...audit })
      return vector.arguments?.arrow === undefined ? audit.toJson() : JSON.stringify(read(audit.toArrow()))
    }
    return [
      () => told(matching.auditSync(cohort, options)),
      async () => told(await matching.audit(cohort.toObject(), { threads: 2, ...options })),
    ]
  },
  report: (vector) => {
    const cohort = cohortOf(vector)
    const matching = matchCohortSync(cohort)
    const worded = vector.arguments.language === undefined ? cohort : cohort.inLanguage(vector.arguments.language)
    return [
      () => onPage(vector, matching.reportSync(worded, camel(vector.options))),
      async () => onPage(vector, await matching.report(worded, camel(vector.options))),
    ]
  },
  matcher_report: (vector) => {
    const matcher = () => Matcher.fromJournalSync(cohortOf(vector), camel(vector.arguments.events))
    return [
      () => onPage(vector, matcher().reportSync(camel(vector.options))),
      async () => onPage(vector, await matcher().report(camel(vector.options))),
    ]
  },
  record: (vector) => [
    () => {
      const cohort = cohortOf(vector)
      const matching = matchCohortSync(cohort)
      const record = matching.record(cohort)
      assert.equal(DecisionRecord.fromJson(record.toJson()).verify(cohort, matching), true)
      return record.toJson()
    },
  ],
  verify_record: (vector) => [
    () => JSON.stringify(DecisionRecord.fromJson(JSON.stringify(vector.arguments.record)).verify(cohortOf(vector), matchCohortSync(cohortOf(vector)))),
  ],
  fit_weights: (vector) => {
    const ways = [() => fitWeightsSync(cohortOf(vector), camel(vector.arguments.events)), () => fitWeights(cohortOf(vector), camel(vector.arguments.events))]
    return ways.map((way) => async () => {
      const fit = await way()
      if (vector.compare === undefined) assert.equal(fit.toJson(), JSON.stringify(vector.result))
      for (const [name, value] of Object.entries(camel(JSON.parse(fit.toJson())))) assert.deepEqual(fit[name], value)
      return fit.toJson()
    })
  },
  live: (vector) => [() => live(vector, true), () => live(vector, false)],
  journal: (vector) => (vector.problems === undefined ? journals(vector) : journals(vector).slice(0, 2)),
  state: ({ arguments: { state } }) => [() => Matcher.fromState(JSON.stringify(state)).toState()],
  suggest: (vector) => [
    () => {
      const { mentee, prices, ...options } = camel(vector.arguments)
      const question = prices === undefined ? options : { ...options, spread: prices }
      const asked = Object.keys(question).length > 1 ? question : question.k
      return JSON.stringify(snake(new Matcher(cohortOf(vector)).suggest(mentee, asked)))
    },
  ],
  explain: (vector) => [
    () => {
      const { mentor, mentee } = vector.arguments
      return JSON.stringify(snake(new Matcher(cohortOf(vector)).explain(mentor, mentee)))
    },
  ],
  explain_matching: (vector) => [
    () => {
      const { mentor, mentee } = vector.arguments
      const cohort = cohortOf(vector)
      return JSON.stringify(snake(matchCohortSync(cohort, camel(vector.options ?? {})).explain(cohort, mentor, mentee)))
    },
  ],
  remedies: (vector) => {
    const { person } = vector.arguments
    const options = camel(vector.options ?? {})
    const told = (found) => {
      assert.deepEqual(camel(JSON.parse(found.toJson())), { ...found })
      return found.toJson()
    }
    return [
      () => told(new Matcher(cohortOf(vector)).remediesSync(person, options)),
      async () => told(await new Matcher(cohortOf(vector)).remedies(person, { threads: 2, ...options })),
    ]
  },
  openings: (vector) => {
    const { person, ...options } = vector.arguments
    return [
      () => JSON.stringify(snake(new Matcher(cohortOf(vector)).openingsSync(person, options))),
      async () => JSON.stringify(snake(await new Matcher(cohortOf(vector)).openings(person, { threads: 2, ...options }))),
    ]
  },
  changed: (vector) => [() => cohortOf(vector).changed(camel(vector.arguments.changes)).toJson()],
  what_if: (vector) => {
    const [changes, options] = [camel(vector.arguments.changes), camel(vector.options ?? {})]
    const checked = (matcher, whatIf) => {
      assert.equal(whatIf.verify(matcher.cohort, matcher.changed(changes).cohort), true)
      return whatIf.toJson()
    }
    return [
      () => {
        const matcher = new Matcher(cohortOf(vector))
        return checked(matcher, matcher.whatIfSync(changes, options))
      },
      async () => {
        const matcher = new Matcher(cohortOf(vector))
        return checked(matcher, await matcher.whatIf(changes, { threads: 2, ...options }))
      },
    ]
  },
  rule_costs: (vector) => [
    () => JSON.stringify(snake(new Matcher(cohortOf(vector)).ruleCostsSync(camel(vector.options ?? {})))),
    async () => JSON.stringify(snake(await new Matcher(cohortOf(vector)).ruleCosts(camel(vector.options ?? {})))),
  ],
  seat_worths: (vector) => [
    () => JSON.stringify(snake(new Matcher(cohortOf(vector)).seatWorthsSync())),
    async () => JSON.stringify(snake(await new Matcher(cohortOf(vector)).seatWorths())),
  ],
  assign: (vector) => {
    const { mentee, mentor, weight, mentor_seats: mentorSeats, mentee_seats: menteeSeats } = vector.arguments
    const args = [mentee, mentor, weight, { mentorSeats, menteeSeats, ...vector.options }]
    return [async () => JSON.stringify(snake(await solve.assign(...args))), () => JSON.stringify(snake(solve.assignSync(...args)))]
  },
  balanced: (vector) => {
    const { mentee, mentor, weight, mentor_seats: mentorSeats, mentee_seats: menteeSeats, load_cost: loadCost } = vector.arguments
    const args = [mentee, mentor, weight, { mentorSeats, menteeSeats, loadCost }]
    return [async () => JSON.stringify(snake(await solve.balanced(...args))), () => JSON.stringify(snake(solve.balancedSync(...args)))]
  },
  coverage: (vector) => {
    const { mentee, mentor, weight, mentor_seats: mentorSeats, mentee_seats: menteeSeats, count } = vector.arguments
    const args = [mentee, mentor, weight, { mentorSeats, menteeSeats, count }]
    return [async () => JSON.stringify(snake(await solve.coverage(...args))), () => JSON.stringify(snake(solve.coverageSync(...args)))]
  },
  coverage_curve: (vector) => {
    if (vector.cohort !== undefined) {
      const { points } = vector.arguments ?? {}
      return [
        () => coverageCurveSync(cohortOf(vector), { points }).toJson(),
        async () => (await coverageCurve(cohortOf(vector).toObject(), { points, threads: 1 })).toJson(),
        async () => (await new Matcher(cohortOf(vector)).coverageCurve({ points, threads: 2 })).toJson(),
      ]
    }
    const { mentee, mentor, weight, mentor_seats: mentorSeats, mentee_seats: menteeSeats, count, points } = vector.arguments
    const args = [mentee, mentor, weight, { mentorSeats, menteeSeats, count, points }]
    return [async () => JSON.stringify(snake(await solve.coverageCurve(...args))), () => JSON.stringify(snake(solve.coverageCurveSync(...args)))]
  },
  fair: (vector) => {
    const { mentee, mentor, weight, mentor_seats: mentorSeats, mentee_seats: menteeSeats, ...rest } = vector.arguments
    const args = [mentee, mentor, weight, { mentorSeats, menteeSeats, ...rest }]
    return [async () => JSON.stringify(snake(await solve.fair(...args))), () => JSON.stringify(snake(solve.fairSync(...args)))]
  },
  rank_maximal: (vector) => {
    const { mentee, mentor, rank, mentor_seats: mentorSeats, mentee_seats: menteeSeats, first, generous } = vector.arguments
    const args = [mentee, mentor, rank, { mentorSeats, menteeSeats, first, generous }]
    return [async () => JSON.stringify(snake(await solve.rankMaximal(...args))), () => JSON.stringify(snake(solve.rankMaximalSync(...args)))]
  },
  stable: (vector) => {
    const { mentee, mentor, mentee_rank: menteeRank, mentor_rank: mentorRank, mentor_seats: mentorSeats, ...rest } = vector.arguments
    const args = [mentee, mentor, menteeRank, mentorRank, { mentorSeats, menteeSeats: rest.mentee_seats, side: rest.side }]
    return [async () => JSON.stringify(snake(await solve.stable(...args))), () => JSON.stringify(snake(solve.stableSync(...args)))]
  },
  peers: (vector) => {
    const { a, b, weight, n } = vector.arguments
    return [async () => JSON.stringify(snake(await solve.peers(a, b, weight, { n }))), () => JSON.stringify(snake(solve.peersSync(a, b, weight, { n })))]
  },
  quotas: (vector) => {
    const { args } = limited(vector)
    return [async () => JSON.stringify(snake(await solve.quotas(...args))), () => JSON.stringify(snake(solve.quotasSync(...args)))]
  },
  verify_quotas: (vector) => {
    const { args, solution } = limited(vector)
    return [() => JSON.stringify(solve.verifyQuotas(...args, camel(solution)))]
  },
  schedule: (vector) => {
    const { args } = scheduled(vector)
    return [async () => JSON.stringify(snake(await solve.schedule(...args))), () => JSON.stringify(snake(solve.scheduleSync(...args)))]
  },
  verify_schedule: (vector) => {
    const { args, solution } = scheduled(vector)
    return [() => JSON.stringify(solve.verifySchedule(...args, camel(solution)))]
  },
  timetable: (vector) => {
    const { mentee, mentor, ...rest } = vector.arguments
    const args = [mentee, mentor, camel(rest)]
    return [async () => JSON.stringify(snake(await solve.timetable(...args))), () => JSON.stringify(snake(solve.timetableSync(...args)))]
  },
  free_time: (vector) => [
    () => JSON.stringify(cohortOf(vector).freeTime(vector.arguments.person)),
    () => JSON.stringify(new Cohort(cohortOf(vector).toObject()).freeTime(vector.arguments.person)),
  ],
  calendar: (vector) => {
    const { text, time_zone: timeZone, tentative, start, end, horizon } = vector.arguments
    const read = (source) => Calendar.parse(source, { timeZone, tentative })
    if (horizon !== undefined) {
      return [
        async () => JSON.stringify({ busy: await read(text).busy(camel(horizon)), free: await read(text).free(camel(horizon)) }),
        () => JSON.stringify({ busy: read(Buffer.from(text)).busySync(camel(horizon)), free: read(text).freeSync(camel(horizon)) }),
      ]
    }
    return [
      async () => JSON.stringify(snake({ busy: await read(text).busyBetween(start, end), occurrences: await read(text).occurrences(start, end) })),
      () => JSON.stringify(snake({ busy: read(text).busyBetweenSync(start, end), occurrences: read(text).occurrencesSync(start, end) })),
    ]
  },
  verify: (vector) => [
    () => {
      const { matching } = vector.arguments
      return JSON.stringify(Matching.fromJson(typeof matching === 'string' ? matching : JSON.stringify(matching)).verify(cohortOf(vector)))
    },
  ],
}

/** Whether a call reads a document, whose problems have paths in snake case. */
const readsDocument = (call) => ['cohort', 'match', 'verify', 'match_peers', 'verify_match_peers', 'audit', 'verify_record'].includes(call)

/** Whether a problem's path leads into a document, and not to an option. */
const isOfDocument = ({ call, options }, path) => readsDocument(call) && !Object.hasOwn(options ?? {}, path)

for (const file of files) {
  const { cases, count } = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  test(`${file} has ${count} cases`, () => assert.equal(cases.length, count))
  for (const vector of cases) {
    test(`${file}: ${vector.name}`, async () => {
      assert.ok(Object.hasOwn(CALLS, vector.call), `Node does not know the call \`${vector.call}\``)
      for (const way of CALLS[vector.call](vector)) {
        if (vector.problems === undefined) {
          let found = JSON.parse(await way())
          if (vector.compare !== undefined) {
            const kept = (one) => Object.fromEntries(vector.compare.filter((name) => name in one).map((name) => [name, one[name]]))
            found = Array.isArray(found) ? found.map(kept) : kept(found)
          }
          assert.deepEqual(canonical(found), canonical(vector.result))
        } else {
          const error = await Promise.resolve().then(way).then(() => assert.fail('it did not fail'), (caught) => caught)
          assert.ok(error instanceof FiresideError, String(error?.stack))
          const expected = vector.problems.map(({ code, path }) => `${code} ${isOfDocument(vector, path) ? path : camelPath(path)}`)
          assert.deepEqual(error.problems.map(({ code, path }) => `${code} ${path}`), expected)
        }
      }
      // What a document is wrong about, an object is wrong about too, with paths in camel case.
      if (vector.problems !== undefined && vector.cohort !== undefined && readsDocument(vector.call)) {
        const error = await Promise.resolve(vector).then((one) => new Cohort(camel(one.cohort))).then(() => undefined, (caught) => caught)
        const expected = vector.problems.map(({ code, path }) => `${code} ${camelPath(path)}`)
        // A vector about options or a matching has a cohort that is right.
        if (error !== undefined) assert.deepEqual(error.problems.map(({ code, path }) => `${code} ${path}`), expected)
        else assert.notEqual(vector.call, 'cohort')
      }
    })
  }
}

test('the vectors are there', () => assert.ok(files.length > 0, `no vectors in ${folder}`))
