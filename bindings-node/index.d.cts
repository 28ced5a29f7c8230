/**
 * fireside matches mentors and mentees for short, willing conversations, with a reason for every answer and a proof
 * that nothing better exists.
 *
 * Field names are in camel case; values are spelled as in documents, for example `"if_needed"`.
 */

// ---------------------------------------------------------------------------------------------------- the cohort

/** Everything a portal hands over. Every list may be absent, and every field but those without a `?`. */
export interface CohortInput {
  /** Always `fireside/cohort/1`. */
  readonly schema?: 'fireside/cohort/1' | undefined
  /** The taxonomy. */
  readonly topics?: readonly Topic[] | undefined
  /** Who offers conversations. */
  readonly mentors?: readonly Mentor[] | undefined
  /** Who asks for conversations. */
  readonly mentees?: readonly Mentee[] | undefined
  /** Pairs of earlier rounds. */
  readonly history?: readonly Meeting[] | undefined
  /** Pairs that must be in the result. */
  readonly locked?: readonly Pair[] | undefined
  /** The host's own signal for pairs. */
  readonly affinities?: readonly Affinity[] | undefined
  /** Pairs that may not be for now. */
  readonly apart?: readonly Apart[] | undefined
  /** Pairs that people know of already. They bind nothing by themselves; the rule `keep_pairs` prefers them. */
  readonly incumbents?: readonly Pair[] | undefined
  /** How pairs are scored and which are allowed. */
  readonly policy?: Policy | undefined
}

/** A topic of the taxonomy. */
export interface Topic {
  /** Unique among topics. */
  readonly id: string
  /** How to show it; the id if absent. */
  readonly label?: string | undefined
  /** Other names people use for it. */
  readonly aliases?: readonly string[] | undefined
  /** Ids of the topics this one is a kind of. */
  readonly broader?: readonly string[] | undefined
  /** Ids of neighbouring topics; counts in both directions. */
  readonly related?: readonly string[] | undefined
}

/** Whether a person takes part in this round. */
export type PersonStatus = 'active' | 'paused'

/** How gladly a mentor talks about a topic. `no` forbids it. */
export type Willingness = 'eager' | 'willing' | 'if_needed' | 'no'

/** A text, a number or a list of texts. */
export type Attribute = string | number | readonly string[]

/** A person who is glad to talk about something. The same id among the mentees is the same person. */
export interface Mentor {
  /** Unique among mentors. */
  readonly id: string
  /** How to call them in sentences; the id if absent. */
  readonly name?: string | undefined
  /** Only active people are matched. */
  readonly status?: PersonStatus | undefined
  /** What they can talk about, and how gladly. */
  readonly offers?: readonly Offer[] | undefined
  /** How many mentees this round, at most; 1 if absent. */
  readonly capacity?: number | undefined
  /** How many of the seats (`capacity`) are open now, if not all of them. The others are in use, for example by conversations under way. */
  readonly open?: number | undefined
  /**
   * The fewest mentees with whom they have any: a circle, which opens only if it fills. 1 to `capacity`; 1 if absent. Somebody who is
   * locked into it opens it; seats in use (`open`) count.
   */
  readonly minMentees?: number | undefined
  /** When they have time; not stated if absent. */
  readonly availability?: Availability | undefined
  /** What rules compare. */
  readonly attributes?: Readonly<Record<string, Attribute>> | undefined
  /** The id of the person they report to, who need not be in the cohort. */
  readonly manager?: string | undefined
  /** Mentees they would like to meet. */
  readonly prefers?: readonly string[] | undefined
  /** Mentees they must not be matched with. */
  readonly blocks?: readonly string[] | undefined
  /** How likely they are to answer a proposal, 0 to 1; the policy's prior (`live.learning`) if absent. */
  readonly responsiveness?: number | undefined
  /** How likely they are to appear, 0 to 1; the policy's prior if absent. */
  readonly reliability?: number | undefined
  /** How much time they give; as much as their seats take, if absent. */
  readonly budget?: Budget | undefined
}

/**
 * At most so many minutes of conversations in any so many days. In one run it limits seats to `minutes` / the policy's `sessionMinutes`,
 * rounded down.
 */
export interface Budget {
  /** How many minutes: 1 to 100,000. */
  readonly minutes: number
  /** In how many days: 1 to 366. */
  readonly days: number
}

/** One topic a mentor can talk about. */
export interface Offer {
  /** The topic's id, label or alias. */
  readonly topic: string
  /** How much they know: 1 (beginner) to 5 (expert); 3 if absent. */
  readonly level?: number | undefined
  /** How gladly they talk about it; `willing` if absent. */
  readonly willingness?: Willingness | undefined
}

/** A person who would like to talk about something. The same id among the mentors is the same person. */
export interface Mentee {
  /** Unique among mentees. */
  readonly id: string
  /** How to call them in sentences; the id if absent. */
  readonly name?: string | undefined
  /** Only active people are matched. */
  readonly status?: PersonStatus | undefined
  /** What they ask for. */
  readonly wants?: readonly Want[] | undefined
  /** How many different mentors they would like, at most; 1 if absent. */
  readonly mentorsWanted?: number | undefined
  /** How many of these seats (`mentorsWanted`) are open now, if not all of them. The others are in use, for example by conversations under way. */
  readonly open?: number | undefined
  /** When they have time; not stated if absent. */
  readonly availability?: Availability | undefined
  /** What rules compare. */
  readonly attributes?: Readonly<Record<string, Attribute>> | undefined
  /** The id of the person they report to, who need not be in the cohort. */
  readonly manager?: string | undefined
  /** Mentors they would like to meet. */
  readonly prefers?: readonly string[] | undefined
  /** Mentors they must not be matched with. */
  readonly blocks?: readonly string[] | undefined
  /** In how many rounds before this one they were left without a mentor. */
  readonly passedOver?: number | undefined
  /** How likely they are to appear, 0 to 1; the policy's prior (`live.learning`) if absent. */
  readonly reliability?: number | undefined
}

/** One topic a mentee asks for. */
export interface Want {
  /** The topic's id, label or alias. */
  readonly topic: string
  /** How much it matters beside the person's other wants: 1 to 100; 3 if absent. */
  readonly importance?: number | undefined
  /** How much they know already: 1 (beginner) to 5 (expert); 3 if absent. */
  readonly level?: number | undefined
}

/** When a person has time, in their own zone. */
export interface Availability {
  /** The IANA name of the zone, for example `Europe/London`. */
  readonly timeZone: string
  /** Windows that come every week. */
  readonly weekly?: readonly WeeklyWindow[] | undefined
  /** Days without any of the weekly windows. */
  readonly away?: readonly Absence[] | undefined
  /** Windows on one date, which count on days of absence too. */
  readonly extra?: readonly ExtraWindow[] | undefined
  /** Other zones in which windows are read, from a date on; dates ascend. At most 100. */
  readonly zones?: readonly ZoneChange[] | undefined
  /** Time that is taken already. At most 10,000 spans. */
  readonly busy?: readonly Busy[] | undefined
  /** Minutes of conversation a week, at most: 1 to 10,080. For schedules; no pair is better or worse by it. */
  readonly maxMinutesPerWeek?: number | undefined
  /** Conversations a week, at most: 1 to 1,000. For schedules; no pair is better or worse by it. */
  readonly maxSessionsPerWeek?: number | undefined
  /** No time sooner than this after the horizon's `asOf`: 0 to 44,640 minutes. */
  readonly noticeMinutes?: number | undefined
  /** Free time before a conversation: 0 to 1,440 minutes. */
  readonly bufferBeforeMinutes?: number | undefined
  /** Free time after a conversation: 0 to 1,440 minutes. */
  readonly bufferAfterMinutes?: number | undefined
}

/** How gladly somebody talks in a window. */
export type TimePreference = 'preferred' | 'possible'

/** Another zone from a date on: somebody travels. */
export interface ZoneChange {
  readonly from: string
  readonly timeZone: string
}

/**
 * An instant, to the minute: a text in UTC such as `2026-12-01T09:00:00Z`, a `Date`, or an object with `epochMilliseconds`, as
 * Temporal's `Instant` and `ZonedDateTime` are. Seconds other than 0 are an error, not rounded.
 */
export type Instant = string | Date | { readonly epochMilliseconds: number }

/** Time that is taken already, between two instants. */
export interface Busy {
  readonly start: Instant
  readonly end: Instant
}

/** A stretch of time, from one instant in UTC, such as `2026-12-01T09:00:00Z`, to another. */
export interface TimeSpan {
  readonly start: string
  readonly end: string
}

/** A day of the week. */
export type Day = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'

/** A window that comes every week, from `09:00` to `24:00` at the latest. */
export interface WeeklyWindow {
  readonly day: Day
  readonly start: string
  readonly end: string
  /** How gladly; `possible` if absent. */
  readonly preference?: TimePreference | undefined
}

/** Days away, such as `2026-12-24`, the first and the last included. */
export interface Absence {
  readonly from: string
  readonly to: string
}

/** One window on a date, in local time such as `2026-12-01T18:00`. */
export interface ExtraWindow {
  readonly start: string
  readonly end: string
  /** How gladly; `possible` if absent. */
  readonly preference?: TimePreference | undefined
}

/** A mentor and a mentee, by id. */
export interface Pair {
  readonly mentor: string
  readonly mentee: string
}

/** A pair of an earlier round. */
export interface Meeting extends Pair {
  /** The label of the round, for example `2026-Q3`. */
  readonly round?: string | undefined
}

/** A pair that may not be for now: declined, met lately, a conversation under way. Whatever is listed is in force. */
export interface Apart extends Pair {
  /** From when on they may be matched again, for people to read: no clock is asked. */
  readonly until?: Instant | undefined
}

/** The host's own signal for a pair. */
export interface Affinity extends Pair {
  /** From 0 (none) to 1 (strongest). */
  readonly value: number
}

/** How pairs are scored and which are allowed. Every field has a default. */
export interface Policy {
  /** What each component counts. */
  readonly weights?: Weights | undefined
  /** What each counts for a mentor, where mentors have a view of their own (`stable_…`); like `weights` if absent. */
  readonly mentorWeights?: Weights | undefined
  /** Hard rules exclude pairs; soft rules add points. */
  readonly rules?: readonly Rule[] | undefined
  /** How long a conversation is, in minutes. */
  readonly sessionMinutes?: number | undefined
  /** The grid on which conversations start, in minutes. */
  readonly slotMinutes?: number | undefined
  /** The least common time of two people who both state availability, in minutes. */
  readonly minOverlapMinutes?: number | undefined
  /** The stretch of time that is planned for. */
  readonly horizon?: Horizon | undefined
  /** The least score of a pair, 0 to 1. */
  readonly minScore?: number | undefined
  /** What happens to a mentee who asks for no topic. */
  readonly blankWants?: 'ask' | 'open' | undefined
  /** Attributes that rules may use and no output shows. */
  readonly hiddenAttributes?: readonly string[] | undefined
  /** Whether explanations name the mentees who have a mentor's seats; `false` if absent. It decides nothing and is in no hash. */
  readonly nameHolders?: boolean | undefined
  /** What a step through the taxonomy keeps of the interest. */
  readonly taxonomy?: TaxonomyPolicy | undefined
  /** What happens to a topic that the cohort does not define. */
  readonly unknownTopics?: 'error' | 'adopt' | undefined
  /** How long an engine that lives on waits, keeps apart and lets rest. One run reads nothing of it but the prior of learning. */
  readonly live?: LivePolicy | undefined
  /** In which language answers are; `en` if absent. It decides nothing and is in no hash. */
  readonly language?: Language | undefined
  /**
   * The host's own words: templates by the code of a phrase (see {@link phrases}), in place of the language's. They decide nothing and are in no
   * hash.
   */
  readonly phrases?: Readonly<Record<string, string>> | undefined
}

/** A language in which answers are worded. */
export type Language = 'en' | 'de'

/** What a phrase says in one language, and what it can be filled with. */
export interface Phrase {
  /** Its template, in a subset of ICU's MessageFormat. */
  readonly template: string
  /** The names of its arguments. */
  readonly arguments: readonly string[]
  /** By argument that is one: the words between which `select` can choose. */
  readonly choices: Readonly<Record<string, readonly string[]>>
  /** The arguments that are numbers, by which `plural` can choose. */
  readonly numbers: readonly string[]
}

/**
 * Every phrase there is, by its code, as it reads in a language. Whoever translates fireside starts from this: `policy.phrases` takes templates by
 * the same codes.
 *
 * ```js
 * phrases('de')['reason.paused'].template // '{name} pausiert'
 * ```
 * @throws {InvalidInputError} for a language that does not ship.
 */
export declare function phrases(language: Language): Readonly<Record<string, Phrase>>

/** How long an engine that lives on waits, keeps pairs apart and lets people rest, in days of 24 hours: 0 to 3,660 each. */
export interface LivePolicy {
  /** How long a proposal waits for an answer; 7 if absent. */
  readonly answerDays?: number | undefined
  /** How long a pair is apart after a decline; 180 if absent. */
  readonly declineDays?: number | undefined
  /** How long a pair is apart after a proposal lapsed or was cancelled; 14 if absent. */
  readonly lapseDays?: number | undefined
  /** How long a pair is apart after a conversation; 90 if absent. */
  readonly noRepeatDays?: number | undefined
  /** How long a mentor rests after a conversation; 0 if absent. */
  readonly coolDownDays?: number | undefined
  /** How long somebody rests who did not appear; 14 if absent. */
  readonly noShowDays?: number | undefined
  /** How responsiveness and reliability are learnt. */
  readonly learning?: Learning | undefined
}

/**
 * How responsiveness and reliability are learnt: as successes of all trials, each worth half as much after every `halfLifeDays`, beside a
 * prior that stands for somebody of whom nothing is known.
 */
export interface Learning {
  /** After how many days a trial counts half: 1 to 36,500; 180 if absent. */
  readonly halfLifeDays?: number | undefined
  /** The prior's successes: 1 to 1,000; 2 if absent. */
  readonly priorSuccesses?: number | undefined
  /** The prior's failures: 1 to 1,000; 1 if absent. */
  readonly priorFailures?: number | undefined
}

/** Weights of the components. */
export interface Weights {
  readonly interests?: number | undefined
  readonly availability?: number | undefined
  readonly preference?: number | undefined
  readonly affinity?: number | undefined
}

/** What a step through the taxonomy keeps, 0 to 1 each. */
export interface TaxonomyPolicy {
  readonly narrower?: number | undefined
  readonly broader?: number | undefined
  readonly related?: number | undefined
  /** Paths that keep less than this count for nothing. */
  readonly minSimilarity?: number | undefined
}

/** The stretch of time a round is planned for. */
export interface Horizon {
  /** The first day (UTC), such as `2026-12-01`. */
  readonly from?: string | undefined
  /** How many days; 14 if absent. */
  readonly days?: number | undefined
  /** The instant from which notice counts, such as `2026-12-01T08:00:00Z`; the start of the horizon if absent. */
  readonly asOf?: Instant | undefined
}

/** A declarative rule. */
export type Rule =
  | { readonly rule: 'not_in_reporting_line' }
  | { readonly rule: 'must_share'; readonly attribute: string }
  | { readonly rule: 'must_differ'; readonly attribute: string }
  | { readonly rule: 'prefer_differ'; readonly attribute: string; readonly weight: number }
  | { readonly rule: 'gap'; readonly attribute: string; readonly min?: number | undefined; readonly max?: number | undefined }
  | { readonly rule: 'prefer_gap'; readonly attribute: string; readonly target: number; readonly weight: number }
  /** Points for the pairs that people know of already (`incumbents`), so that a later run changes less. */
  | { readonly rule: 'keep_pairs'; readonly weight: number }
  /** Points the likelier the mentor is to answer (`responsiveness`). */
  | { readonly rule: 'prefer_responsive'; readonly weight: number }
  /** Points the likelier both are to appear: the mean of their `reliability`. */
  | { readonly rule: 'prefer_reliable'; readonly weight: number }
  /** Points the more often the mentee was passed over: all from `fullAt` rounds on (3 if absent), in proportion below. */
  | { readonly rule: 'favour_passed_over'; readonly weight: number; readonly fullAt?: number | undefined }
  | { readonly rule: 'no_repeat'; readonly rounds?: number | undefined }
  /**
   * At most `max` of the mentees who state the same value of the attribute (of `value` alone, if given), at any one mentor or in
   * the whole matching; `per` is `mentor` if absent. Whoever states several values counts for each. With the objective `total`.
   */
  | {
      readonly rule: 'quota'
      readonly attribute: string
      readonly max: number
      readonly value?: string | undefined
      readonly per?: 'mentor' | 'cohort' | undefined
    }
  /**
   * A share, 0 to 1, of all seats of mentors who take part, rounded up, is kept for mentees who state this value. With the
   * objective `total`.
   */
  | { readonly rule: 'reserve'; readonly attribute: string; readonly value: string; readonly share: number }

/** A cohort that is right. It never changes, and any number of runs may use it. */
export declare class Cohort {
  /**
   * Checks a plain object.
   * @throws {InvalidInputError} with everything that is wrong with it.
   */
  constructor(data: CohortInput | Cohort)
  /**
   * Reads a document `fireside/cohort/1`, whose fields are in snake case.
   * @throws {InvalidInputError} with everything that is wrong with it.
   */
  static fromJson(text: string): Cohort
  /**
   * The cohort that these changes would make of this one, which stays as it is. Those who leave are forgotten by locks,
   * affinities, `apart`, `incumbents` and others' `prefers` and `blocks`.
   * @throws {InvalidInputError} with every problem found. The path is that of the change, which begins with `changes`, where one
   * brought the problem about by itself; else it is one of the new cohort, whose people are in the order of ids.
   */
  changed(changes: Changes): Cohort
  /**
   * When a person is free over the policy's horizon: their windows, without what is busy (with buffers) or sooner than their notice;
   * in order. `null` if nobody has this id or they state no availability. Of somebody who is both, the mentor's if they state it
   * as one.
   */
  freeTime(person: string): readonly TimeSpan[] | null
  /**
   * The same cohort, whose answers are in another language; everything else is shared, so it costs nothing. `phrases` are the host's own words,
   * templates by the code of a phrase, in place of the language's. Without them, those of the policy if it is in this language, else what ships.
   * @throws {InvalidInputError} for codes that are none (`unknown_choice`) and templates that cannot be read (`invalid_template`), with paths
   * such as `phrases["reason.paused"]`.
   */
  inLanguage(language: Language, phrases?: Readonly<Record<string, string>>): Cohort
  /** The canonical document, in snake case; the same bytes in every language. */
  toJson(): string
  /** The canonical data in camel case, defaults filled in. Yours to change. */
  toObject(): CohortInput
  /** What `JSON.stringify` writes: `toObject()`. */
  toJSON(): CohortInput
}

/**
 * Changes to a cohort. A change says how things are to be, so one that already holds changes nothing. Only two would lose something
 * without a word and are errors: to add somebody who is there, and to say two different things of one person.
 */
export interface Changes {
  /** Fields of the policy that are to be different, also within `weights`, `taxonomy`, `horizon` and `live`. What is absent stays as it is; lists replace lists. */
  readonly policy?: Policy | undefined
  /** Positions, from 0, of rules that are to go. */
  readonly dropRules?: readonly number[] | undefined
  /** Rules that are to come, after all others. */
  readonly addRules?: readonly Rule[] | undefined
  /** By mentor: how many mentees at most (`capacity`). */
  readonly seats?: Readonly<Record<string, number>> | undefined
  /** By mentee: how many mentors they would like (`mentorsWanted`). */
  readonly wanted?: Readonly<Record<string, number>> | undefined
  /** By mentor: how many seats more, all of them open: `capacity`, and `open` and the minutes of `budget` where they are stated. */
  readonly moreSeats?: Readonly<Record<string, number>> | undefined
  /** By mentee: what they ask for besides. */
  readonly moreWants?: Readonly<Record<string, readonly Want[]>> | undefined
  /** By mentee who states availability: weekly windows besides. */
  readonly moreWindows?: Readonly<Record<string, readonly WeeklyWindow[]>> | undefined
  /** Who is to take no part, in either role. */
  readonly pause?: readonly string[] | undefined
  /** Who is to take part, in both roles. */
  readonly resume?: readonly string[] | undefined
  /** Topics that are to come. */
  readonly addTopics?: readonly Topic[] | undefined
  /** Mentors who join. */
  readonly addMentors?: readonly Mentor[] | undefined
  /** Mentees who join. */
  readonly addMentees?: readonly Mentee[] | undefined
  /** Mentors as they are to be, whole, each in place of the one with the same id. */
  readonly replaceMentors?: readonly Mentor[] | undefined
  /** Mentees as they are to be, whole, each in place of the one with the same id. */
  readonly replaceMentees?: readonly Mentee[] | undefined
  /** Mentors who leave. Locks, affinities, `apart`, `incumbents` and others' `prefers` and `blocks` forget them; the history does not. */
  readonly removeMentors?: readonly string[] | undefined
  /** Mentees who leave, likewise. */
  readonly removeMentees?: readonly string[] | undefined
  /** Pairs that must be in the result. */
  readonly lock?: readonly Pair[] | undefined
  /** Pairs that need not be in the result any more. */
  readonly unlock?: readonly Pair[] | undefined
  /** The host's own signal for these pairs, in place of what it was. */
  readonly affinities?: readonly Affinity[] | undefined
  /** Pairs that may not be for now, each in place of what was said of it. */
  readonly apart?: readonly Apart[] | undefined
  /** Pairs that may be again. */
  readonly together?: readonly Pair[] | undefined
  /** All pairs that people know of already, in place of those that were. */
  readonly incumbents?: readonly Pair[] | undefined
}

// ---------------------------------------------------------------------------------------------------- the result

/** How good an answer is known to be: proved best, within the gap that was allowed, or what was found in time. */
export type Status = 'optimal' | 'within_gap' | 'deadline'

/** Who meets whom, who does not and why, and the proof that nothing better exists. */
export declare class Matching {
  private constructor()
  /** Always `fireside/matching/1`. */
  readonly schema: string
  /** How good the answer is known to be. */
  readonly status: Status
  /** Who meets whom; in the order of mentee, then mentor. */
  readonly pairings: readonly Pairing[]
  /** Mentees without any mentor. */
  readonly unmatched: readonly Unmatched[]
  /** Mentees with fewer mentors than they would like, but at least one. */
  readonly short: readonly Short[]
  /** Mentors with seats left, and those who take no part. */
  readonly spare: readonly Spare[]
  /** Topics that the cohort does not define and the policy adopts. */
  readonly adoptedTopics: readonly AdoptedTopic[]
  /** The proof. */
  readonly certificate: Certificate
  /** What the answer was made from. */
  readonly run: Run
  /**
   * Reads a document `fireside/matching/1`, for example to verify it later.
   * @throws {InvalidInputError}
   */
  static fromJson(text: string): Matching
  /** The document, in snake case; the same bytes in every language. */
  toJson(): string
  /**
   * Checks everything against the cohort: eligibility, willingness, seats, locks, sums and the bound.
   * @throws {VerificationError} with everything that does not hold.
   */
  verify(cohort: Cohort | CohortInput): true
  /**
   * The pairs of `cohort` that would rather meet each other than what this matching gives them. None in a matching that is
   * `stable_mentee` or `stable_mentor`; in any other, part of what its objective costs. Every pair is judged, while the caller waits.
   * @param most how many pairs to name, 100 if absent; `count` counts them all.
   * @throws {VerificationError} with the code `wrong_cohort` if somebody who is paired is not in the cohort.
   */
  blockingPairs(cohort: Cohort | CohortInput, most?: number): Blocking
  /**
   * How the conversations of this matching are spread over the mentors of its cohort. Whoever it names as a mentor counts, and all
   * others who take part.
   */
  load(cohort: Cohort | CohortInput): Concentration
  /**
   * Why this pair, or why not: what {@link Matcher.explain} says of it, and how it stands in this matching (`standing`). So of two who may meet and do
   * not it tells how many points are missing, exactly.
   * @throws {InvalidInputError} for people who are not in the cohort.
   * @throws {VerificationError} with the code `wrong_cohort` if this matching is not of this cohort and policy.
   */
  explain(cohort: Cohort | CohortInput, mentor: string, mentee: string): Explanation
  /**
   * What this round comes to: figures, supply and demand by topic, and gaps in what topics are called. Seconds for 100,000 mentees; memory grows with
   * people and topics. Once `timeoutMs` is over it tells what it knows: `complete` is false then.
   * @throws {InvalidInputError} for options outside their range or about people who are not in the cohort; with the code `contradiction` if `silo` is hidden.
   * @throws {VerificationError} with the code `wrong_cohort` if this matching is not of this cohort and policy.
   */
  insight(cohort: Cohort | CohortInput, options?: MatchingInsightOptions): Promise<Insight>
  /** {@link Matching.insight}, but it holds the event loop until it is done. */
  insightSync(cohort: Cohort | CohortInput, options?: MatchingInsightOptionsSync): Insight
  /**
   * What became of groups of people in this matching of `cohort`, side by side: how many were matched, matched well, and with more points
   * than most, with intervals, impact ratios in the form of New York City's Local Law 144, differences and tests. Small groups are
   * suppressed, and whatever would give them away. It does not say why groups differ, and several audits of one matching may together
   * tell more than each does.
   *
   * Rejects with an {@link InvalidInputError} that holds everything that is wrong with the options (an attribute that nobody states among
   * it), with a {@link VerificationError} with the code `wrong_cohort` if the matching is not of this cohort, or with the signal's reason.
   */
  audit(cohort: Cohort | CohortInput, options: AuditOptions): Promise<Audit>
  /** {@link Matching.audit}, but it holds the event loop until it is done. */
  auditSync(cohort: Cohort | CohortInput, options: AuditOptionsSync): Audit
  /**
   * What this round comes to, as a page for a browser: one HTML file that needs no network and no script, prints, follows light and dark, and is in
   * the cohort's language. It shows the figures of {@link Matching.insight}, how near people came to their best, supply and demand by topic, how
   * conversations are spread, silos if an attribute is named, groups side by side if an audit is asked for, who has nobody and why, and the proof. It
   * names those who have no mentor; hidden attributes are on it only if the audit names them. The same bytes in every language.
   * @throws {InvalidInputError} as {@link Matching.insight} and {@link Matching.audit}, with paths such as `insight.silo`.
   * @throws {VerificationError} with the code `wrong_cohort` if this matching is not of this cohort and policy.
   */
  report(cohort: Cohort | CohortInput, options?: ReportOptions): Promise<string>
  /** {@link Matching.report}, but it holds the event loop until it is done. */
  reportSync(cohort: Cohort | CohortInput, options?: ReportOptionsSync): string
  /**
   * The decision record of this matching of `cohort`: what it was made from, by which rules and with what proof, and nothing about a
   * person. To be kept; years later {@link DecisionRecord.verify} checks it against both.
   * @throws {VerificationError} with the code `wrong_cohort` if the matching is not of this cohort.
   */
  record(cohort: Cohort | CohortInput): DecisionRecord
  /** The pairings of a mentee; none for a mentee without mentors. */
  mentorsOf(mentee: string): Pairing[]
}

/**
 * What a round comes to: figures, supply and demand by topic, and gaps in what topics are called. Codes and numbers, ids and labels: the document
 * `fireside/insight/1`. What cannot be known is absent or `null`, never 0.
 *
 * ```js
 * const insight = await matching.insight(cohort, { silo: 'department' })
 * console.log(insight.figure('coverage').value, insight.recruit)
 * ```
 */
export declare class Insight {
  private constructor()
  /** Always `fireside/insight/1`. */
  readonly schema: string
  /** One for every `FigureCode`, in that order. */
  readonly figures: readonly Figure[]
  /** How near people came to the best pair that each could have; absent if the timeout came first. */
  readonly ofBest?: OfBest | undefined
  /** Who talks with whom across silos, if an attribute was named. */
  readonly silos?: Silos | undefined
  /** Outcomes of those who were matched beside those of the others, in the order of names. */
  readonly associations: readonly Association[]
  /** Every topic that somebody asks for or offers, it or one narrower: those with the most `worth` first, then the most `asked`, then by id. */
  readonly topics: readonly TopicSupply[]
  /** The ids of the first ten topics whose `worth` is more than 0: for these, one more mentor adds most. */
  readonly recruit: readonly string[]
  /** Why no topic has a `worth`, if none has. */
  readonly worthAbsent?: WorthAbsence | undefined
  /** Positions, from 0, of the policy's rules that `worth` does not heed, for they compare an attribute that the mentor to be recruited does not state: these would exclude everybody. */
  readonly rulesLeftOut: readonly number[]
  /** Topics that many ask for and few offer under that name, at most 100: those that lack the most seats first, then the most asked, then by id. */
  readonly gaps: readonly VocabularyGap[]
  /** How many more there are. */
  readonly moreGaps: number
  /** How many mentors count as somebody's best, in `within_best`. */
  readonly best: number
  /** The fewest conversations of a link between silos, and the fewest people of a gap. */
  readonly minGroup: number
  /** Of the costs, if there are any. */
  readonly currency?: string | undefined
  /** Whether everything was found; if not, the timeout came first. */
  readonly complete: boolean
  /** What the matching was made from. */
  readonly run: Run
  /**
   * Reads a document `fireside/insight/1`, for example to hand it over as the previous round's.
   * @throws {InvalidInputError}
   */
  static fromJson(text: string): Insight
  /** The document, in snake case; the same bytes in every language. */
  toJson(): string
  /**
   * A table as CSV (RFC 4180: lines end with CR LF, cells are quoted where needed), for a spreadsheet. What is not known is an empty cell, and lists are
   * joined by `; `. A text that a spreadsheet would take for a formula, for it begins with `=`, `+`, `-`, `@`, a tab or a line's end, has an apostrophe before it.
   * @throws {InvalidInputError} with the code `unknown_choice` if there is no such table.
   */
  toCsv(table: InsightTable): string
  /**
   * A table as an Arrow IPC stream, for `tableFromIPC` of the package `apache-arrow`, DuckDB or a file, with the columns and rows of {@link toCsv}; the
   * same bytes in every language. Texts are Utf8 (and as people wrote them), counts and points Int64 (a `bigint`), `value`, `previous` and changes
   * Float64, lists are lists; what is not known is null. The metadata of the schema has `fireside.schema`, `fireside.table`, and `fireside.currency` of
   * figures that have one; that of a field `fireside.unit`, if it has one in all rows: `mentees`, `mentors`, `seats`, `points`, `links` or `pairings`.
   * @throws {InvalidInputError} with the code `unknown_choice` if there is no such table, `too_large` if a number is not below 2^63, which only a
   * document that was read can have, or the texts of a column are 2 GiB or more together.
   */
  toArrow(table: InsightTable): Uint8Array
  /** One figure; a document of a version that does not have it has none. */
  figure(code: FigureCode): Figure | undefined
}

/** Options of {@link Matcher.insightSync}. */
export interface InsightOptionsSync extends WorkOptionsSync {
  /** The attribute whose values are silos, for example `department`. Hidden attributes cannot be asked for. */
  readonly silo?: string | undefined
  /** The fewest conversations of a link between silos that is told by itself, and the fewest people of a vocabulary gap: 2 to 1,000; 5 if absent. */
  readonly minGroup?: number | undefined
  /** How many mentors count as somebody's best: 1 to 20; 3 if absent. */
  readonly best?: number | undefined
  /** What conversations cost the host. */
  readonly cost?: HostRates | undefined
  /**
   * What the host knows of people, by the name of the outcome and the id of the person: a rating, 1 for whoever stayed and 0 for whoever left. Within
   * 1,000,000 of 0; read to six decimals.
   */
  readonly outcomes?: Readonly<Record<string, Readonly<Record<string, number>>>> | undefined
  /** What the mentor is like who might be recruited for a topic; of level 5 and willing if absent. */
  readonly recruit?: Recruit | undefined
  /** What the round before came to, for the figures' `change`. */
  readonly previous?: Insight | undefined
  /** Only conversations that began then or later are counted; all that are known if absent. */
  readonly since?: Instant | undefined
  /** How many threads may work; as many as the machine has if absent. The answer does not depend on it. */
  readonly threads?: number | undefined
}

/** Options of {@link Matcher.insight}. */
export interface InsightOptions extends InsightOptionsSync, Hold {}

/** Options of {@link Matching.insightSync}. */
export interface MatchingInsightOptionsSync extends InsightOptionsSync {
  /**
   * What happened since, of a journal that begins with the cohort: it tells which conversations were held, which proposals were answered, and who did
   * not appear.
   */
  readonly events?: EventsInput | undefined
}

/** Options of {@link Matching.insight}. */
export interface MatchingInsightOptions extends MatchingInsightOptionsSync, Hold {}

/** Options of {@link Matcher.reportSync}. */
export interface MatcherReportOptionsSync extends WorkOptionsSync {
  /** What stands above the page; what the language has for it if absent. */
  readonly title?: string | undefined
  /** The most rows of each table, 0 to 1,000; 50 if absent. With 0 nobody without a mentor is named. */
  readonly details?: number | undefined
  /** What insight is asked for: among others the attribute whose values are silos, the costs, the round before. */
  readonly insight?: Omit<InsightOptionsSync, keyof WorkOptionsSync> | undefined
  /** Which groups are put side by side; none if absent. */
  readonly audit?: AuditOptionsSync | undefined
}

/** Options of {@link Matcher.report}. */
export interface MatcherReportOptions extends MatcherReportOptionsSync, Hold {}

/** Options of {@link Matching.reportSync}. */
export interface ReportOptionsSync extends MatcherReportOptionsSync {
  /** What happened since, of a journal that begins with the cohort. */
  readonly events?: EventsInput | undefined
}

/** Options of {@link Matching.report}. */
export interface ReportOptions extends ReportOptionsSync, Hold {}

/**
 * What a figure tells. *To take part* is to have a seat in this round: mentors who are not paused and have one open, mentees who want a mentor now. Shares are `count` / `of`.
 *
 * - `mentees`, `mentees_blank`, `mentors`: how many mentees take part, how many of them state no topic, how many mentors take part.
 * - `pairings`: conversations that are planned.
 * - `coverage`: of the mentees who take part, those who have a mentor. `mentors_matched`: of the mentors, those who have a mentee.
 * - `waiting`: how many mentees take part, ask for something (or need not, by the policy) and have fewer mentors than they want. `waiting_hours`: for how many hours, rounded down, the one in the middle of them does, of an even number the first of the two; of those of whom it is known since when. Only a matcher knows.
 * - `total_points`, `mean_points`: of all pairings; of one, to the nearest point.
 * - `points_of_best`: the points of each mentee's best pairing, 0 for those who have none, of the points of the best pair that each could have were nobody else there; over all mentees who take part and could meet somebody.
 * - `first_choice`: of these, those who have a mentor with as many points as any could have. `within_best`: those who have one of their `best` best: fewer than that many could have more points with them.
 * - `across_silos`: of the pairings in which both state one value of the attribute `silo`, those in which it is not the same.
 * - `repeats`: of the pairings, those of people who had met before, as the cohort's `history` has it. `new_voices`: of the mentors who have a mentee, those of whom it knows no meeting. Nothing without a history.
 * - `gini`, `top_tenth`: Gini's coefficient of conversations over mentors who take part, and the share of the tenth who have most (see `Concentration`). Nothing without a pairing.
 * - `seats`, `seats_taken`: how many seats mentors who take part have, and the share that is taken.
 * - `hours_offered`, `hours_planned`: seats, and pairings, times a session (`policy.sessionMinutes`).
 * - `hours_held`, `conversations_held`: how long conversations that were held took (a session, where events do not say), and how many.
 * - `response`: of the proposals of which that is known, those that were answered rather than left until they expired.
 * - `no_show`: of the conversations that were held or should have been, those to which somebody did not appear.
 * - `cost`, `cost_per_conversation`, `cost_held`: the time of both, and what each costs besides, in the smallest unit of the currency, rounded, halves up; of those that are planned, of each of them, and of those that were held, for as long as they took.
 */
export type FigureCode =
  | 'mentees'
  | 'mentees_blank'
  | 'mentors'
  | 'pairings'
  | 'coverage'
  | 'mentors_matched'
  | 'waiting'
  | 'waiting_hours'
  | 'total_points'
  | 'mean_points'
  | 'points_of_best'
  | 'first_choice'
  | 'within_best'
  | 'across_silos'
  | 'repeats'
  | 'new_voices'
  | 'gini'
  | 'top_tenth'
  | 'seats'
  | 'seats_taken'
  | 'hours_offered'
  | 'hours_planned'
  | 'hours_held'
  | 'conversations_held'
  | 'response'
  | 'no_show'
  | 'cost'
  | 'cost_per_conversation'
  | 'cost_held'

/** A table of an {@link Insight}. */
export type InsightTable = 'figures' | 'topics' | 'silos' | 'gaps'

/**
 * Why no topic has a `worth`.
 *
 * - `objective`: only the most points in total have prices that tell it, without other options.
 * - `limits`: quotas, reserves or circles limit the matching.
 * - `gap`: the matching is not known to be the best.
 * - `deadline`: the timeout came first.
 */
export type WorthAbsence = 'objective' | 'limits' | 'gap' | 'deadline'

/** What conversations cost the host, in the smallest unit of its currency (cents), each 0 to 1,000,000,000. */
export interface HostRates {
  /** The currency, for example `EUR`. */
  readonly currency: string
  /** An hour of a mentor. */
  readonly mentorHour?: number | undefined
  /** An hour of a mentee. */
  readonly menteeHour?: number | undefined
  /** A conversation, besides. */
  readonly perConversation?: number | undefined
}

/** A mentor who might be recruited: offers one topic, has one seat, states no availability, and nothing else is known of them. */
export interface Recruit {
  /** How much they know, 1 to 5. */
  readonly level?: number | undefined
  /** How gladly they talk about it: not `no`. */
  readonly willingness?: Willingness | undefined
  /** What rules compare. Hard rules about attributes that are not here are not heeded. */
  readonly attributes?: Readonly<Record<string, Attribute>> | undefined
}

/** One figure. */
export interface Figure {
  /** Which. */
  readonly figure: FigureCode
  /** The figure: shares from 0 to 1, to the nearest millionth; costs in the smallest unit of the currency. `null` if it cannot be known. */
  readonly value: number | null
  /** Of a share or a mean: what was counted. */
  readonly count?: number
  /** Of a share or a mean: of how many. */
  readonly of?: number
  /** In the previous round, if that is known. */
  readonly previous?: number
  /** By how much it is more now. */
  readonly change?: number
  /** Of a share of people: the least that the change is, in 95 of 100 cases (Newcombe's method 10), as if the people of the two rounds had nothing to do with each other. */
  readonly changeLow?: number
  /** And the most. */
  readonly changeHigh?: number
}

/** How near mentees who take part came to the best pair that each could have alone. */
export interface OfBest {
  /** Of those who have a mentor: how many have a best pairing of less than a tenth of the points, of one to two tenths, and so on; the last of nine tenths or more. */
  readonly tenths: readonly number[]
  /** How many could meet somebody and have no mentor. */
  readonly unmatched: number
  /** How many could meet nobody. */
  readonly nobody: number
}

/**
 * Conversations between silos: values of one attribute.
 *
 * Links of fewer than `minGroup` conversations are counted together, and where that would leave fewer than two of them, or fewer than `minGroup` conversations, the smallest others with them, so that nothing tells one that is small. That is done for conversations within silos and for those across each by itself. Where one of the two is too small for it, they are counted together, and `across_silos` is not known; where both are, nothing is told.
 */
export interface Silos {
  /** The attribute. */
  readonly attribute: string
  /** Those that are told: most conversations first, then by names. */
  readonly links: readonly SiloLink[]
  /** All others, together. */
  readonly others: readonly SiloOthers[]
  /** Whether there is too little to tell anything. */
  readonly suppressed: boolean
  /** How many pairings there are of which somebody states no value, or several; absent if that would tell too much. */
  readonly unstated?: number
}

/** How many conversations the mentors of one silo have with the mentees of one. */
export interface SiloLink {
  /** The mentors'. */
  readonly mentor: string
  /** The mentees'. */
  readonly mentee: string
  /** How many pairings. */
  readonly conversations: number
}

/** Links that are counted together. */
export interface SiloOthers {
  /** How many links. */
  readonly links: number
  /** How many pairings. */
  readonly conversations: number
  /** Whether they lead from one silo to another; absent if there are both kinds among them. */
  readonly across?: boolean
}

/** An outcome of those who were matched beside that of the others: an association, which is not a cause. Whoever asks for mentoring, and whoever finds a mentor, may differ from others in many ways. */
export interface Association {
  /** What the host calls it. */
  readonly outcome: string
  /** How many of those in a pairing, in either role, have a value. */
  readonly participants: number
  /** How many of the others. */
  readonly others: number
  /** `too_few` if there are fewer than 30 on a side, which say nothing. */
  readonly refused?: 'too_few'
  /** The mean of the participants, to the nearest millionth. */
  readonly mean?: number
  /** The mean of the others, likewise. */
  readonly meanOfOthers?: number
  /** The first less the second. */
  readonly difference?: number
  /** The least that the difference is, in 95 of 100 cases, by a normal distribution: 1.96 times √(s²/n + t²/m) less, with the sample variances s² and t². */
  readonly low?: number
  /** And the most. */
  readonly high?: number
}

/** Who asks for a topic and who offers it. Mentors and mentees count if they take part: those who have a seat in this round. */
export interface TopicSupply {
  /** Its id. */
  readonly topic: string
  /** How to show it. */
  readonly label: string
  /** How many mentees want it. */
  readonly asked: number
  /** How many mentors offer it, in whatever degree of willingness but no. */
  readonly offered: number
  /** Of them, those who are eager. */
  readonly eager: number
  /** Those who are willing. */
  readonly willing: number
  /** Those who do it if needed. */
  readonly ifNeeded: number
  /** How many mentors say no to it. */
  readonly unwilling: number
  /** How many seats those who offer it have. */
  readonly seats: number
  /** How many mentees who want it have a mentor with whom they share it. */
  readonly met: number
  /** How many mentors neither offer it nor say no to it, and offer a topic near it: `policy.taxonomy` says what is near. 0 of topics nobody asks for. */
  readonly nearby: number
  /** The topics that it is a kind of. */
  readonly broader: readonly string[]
  /** How many points more there would be with one more mentor who offers just this topic and has one seat, exactly: `Recruit` says what else is said of them. absent if nobody asks for it, or for the reason in `worthAbsent`. */
  readonly worth?: number
  /** The same with all topics that are narrower, by any number of steps, everybody counted once; absent if the taxonomy is so deep that it would take more than 100,000,000 steps to count all of them. */
  readonly withNarrower?: RolledUp
}

/** A topic with all that are narrower; everybody is counted once. */
export interface RolledUp {
  /** How many mentees want one of them. */
  readonly asked: number
  /** How many mentors offer one of them. */
  readonly offered: number
  /** How many seats those have. */
  readonly seats: number
  /** How many mentees have a mentor with whom they share one that they want. */
  readonly met: number
}

/** A topic that at least `minGroup` mentees ask for, while those who offer it under that name have seats for fewer than half of them. */
export interface VocabularyGap {
  /** Its id. */
  readonly topic: string
  /** How to show it. */
  readonly label: string
  /** How many mentees want it. */
  readonly asked: number
  /** How many mentors offer it. */
  readonly offered: number
  /** How many seats these have. */
  readonly seats: number
  /** Other topics that somebody offers and that may be what is meant, at most three: the most `similarity` first, then the most `words`, the most `offered`, and by id. */
  readonly nearest: readonly NearTopic[]
}

/** A topic that may be what another name means. */
export interface NearTopic {
  /** Its id. */
  readonly topic: string
  /** How to show it. */
  readonly label: string
  /** How many mentors offer it. */
  readonly offered: number
  /** How many seats these have. */
  readonly seats: number
  /** What the way through the taxonomy keeps of the interest, in millionths; 0 if they are not near. */
  readonly similarity: number
  /** Twice the words that both labels have, of the words of both, in millionths: 500,000 or more if that is why it is here. */
  readonly words: number
  /** Whether the labels are spelled alike. */
  readonly spelling: boolean
}

/** Options of {@link Matching.auditSync}. */
export interface AuditOptionsSync {
  /**
   * The attributes whose groups are compared, 1 to 8. One that the policy hides may be named: an audit is the only answer that then
   * shows it. Somebody with several values counts in each of their groups.
   */
  readonly by: readonly string[]
  /** Whose groups; `both` if absent. */
  readonly side?: 'mentee' | 'mentor' | 'both' | undefined
  /** Whether there is a table of groups by all attributes together, too. */
  readonly intersections?: boolean | undefined
  /** What impact ratios are compared with, 0 to 1: a number to look from, which says nothing about any law; 0.8 if absent. */
  readonly threshold?: number | undefined
  /** Groups of fewer people are suppressed: 2 to 1,000,000; 5 if absent. */
  readonly minGroup?: number | undefined
  /** Of how many best possible partners one counts as one of the best: 1 to 1,000; 3 if absent. */
  readonly best?: number | undefined
  /**
   * By attribute, where bands of its numbers begin, ascending, 1 to 100 of them: `[30, 45]` makes the groups `<30`, `30..<45` and
   * `>=45`. Without bands each number is a group.
   */
  readonly bands?: Readonly<Record<string, readonly number[]>> | undefined
  /** How many threads may work, 1 to 256; as many as the machine has if absent. The answer does not depend on it. */
  readonly threads?: number | undefined
}

/** Options of {@link Matching.audit}. */
export interface AuditOptions extends AuditOptionsSync, JournalOptions {}

/** What a rate is of; {@link Audit.metrics} has the formulas. */
export type AuditRateMetric = 'matched' | 'best' | 'above_median'

/** A figure and how it comes about. */
export interface AuditMetric {
  /** Its stable name. */
  readonly code: string
  /** Of the fields of rows and tables, as documents spell them. */
  readonly formula: string
}

/** A share of a row's people, to six decimals, as is everything about it. */
export interface AuditRate {
  /** Of what. */
  readonly metric: AuditRateMetric
  /** How many by people. */
  readonly rate: number
  /** The share might as well be this, or anything up to `high`: 95 of 100 such intervals have the truth in them (Wilson 1927). */
  readonly low: number
  /** See `low`. */
  readonly high: number
  /** The rate by that of the group with the highest (of equals, the first) of those that are shown; absent if that is 0. */
  readonly impactRatio?: number
  /** Whether the ratio is below the threshold that was asked for. */
  readonly belowThreshold?: boolean
  /** The rate less the highest one; absent of the group that has it. */
  readonly difference?: number
  /** The difference might as well be this, or anything up to `differenceHigh` (Newcombe 1998, method 10, 95 of 100). */
  readonly differenceLow?: number
  /** See `differenceLow`. */
  readonly differenceHigh?: number
  /**
   * How likely counts as unlikely as these are, if the metric had nothing to do with being in the group, beside all others whose values
   * are known (Fisher's exact test, two-sided); absent if there are none, or that row is suppressed which tells how many.
   */
  readonly fisherP?: number
}

/** People who are counted together. */
export interface AuditRow {
  /**
   * Who they are: all who take part on this side; whoever has the `values`; whoever has a value that nobody else of them has, which is
   * not named; whoever does not state the attribute, or not all of them. The last two are compared with nobody.
   */
  readonly kind: 'all' | 'group' | 'unnamed' | 'unknown'
  /** Of a group, its value of each of the table's attributes: a text (of a band, `<30`, `30..<45` or `>=60`) or a number. */
  readonly values: readonly (string | number)[]
  /** Whether its figures are not shown, because they or what they would give away are about too few people. */
  readonly suppressed: boolean
  /** How many take part. */
  readonly people?: number
  /** How many of them have a pairing. */
  readonly matched?: number
  /** How many have one with one of their best possible partners. */
  readonly best?: number
  /** How many have one of more points than the table's median. */
  readonly aboveMedian?: number
  /** The points of all their pairings. Neither these nor their means nor the median are shown where the other side, of as many points, has fewer than `minGroup` people and is in the document, too. */
  readonly points?: number
  /** Points by person, those without a pairing counting 0. */
  readonly meanPoints?: number
  /** Points by person who has a pairing. */
  readonly meanPointsMatched?: number
  /** Shares of them; none of a row that is suppressed, or of nobody. */
  readonly rates: readonly AuditRate[]
}

/** How far the rates of groups are apart, as Fairlearn's `demographic_parity_difference` and `demographic_parity_ratio` have it. */
export interface AuditParity {
  /** Of what. */
  readonly metric: AuditRateMetric
  /** The values of the first group with the highest rate. */
  readonly highest: readonly (string | number)[]
  /** The values of the first group with the lowest rate. */
  readonly lowest: readonly (string | number)[]
  /** The highest rate less the lowest. */
  readonly difference: number
  /** The lowest rate by the highest; absent if that is 0. */
  readonly ratio?: number
}

/** The groups of one side by some attributes. */
export interface AuditTable {
  /** Whose groups. */
  readonly side: 'mentee' | 'mentor'
  /** By which attributes. */
  readonly by: readonly string[]
  /** Whether somebody states several values and counts in each of their groups, so that groups have more people together than there are. */
  readonly overlapping: boolean
  /**
   * Why no group of the table is shown, if so: which of its rows tell nothing of others was not found within the bounds of the search: there are too many groups
   * for so few people. That by several attributes is the first; of its rows only that of all who take part is then listed. So it often is by three attributes or
   * more, of one of which people state several values.
   */
  readonly withheld?: 'undecided'
  /** The median points of the best pairings of all who are matched; of an even number of them, the mean of the middle two. */
  readonly medianPoints?: number
  /** All who take part, then the groups in the order of their values, then those who are in no group. */
  readonly rows: readonly AuditRow[]
  /** How far the rates of the groups that are shown are apart; none if fewer than two are. */
  readonly parity: readonly AuditParity[]
}

/**
 * What became of groups of people, side by side: the document `fireside/audit/1`. It says nothing about why, and nothing about any law.
 */
export declare class Audit {
  private constructor()
  /** Always `fireside/audit/1`. */
  readonly schema: string
  /** The attributes that were asked for. */
  readonly by: readonly string[]
  /** What impact ratios are compared with. */
  readonly threshold: number
  /** Groups of fewer people are suppressed. */
  readonly minGroup: number
  /** Of how many best possible partners one counts as one of the best. */
  readonly best: number
  /** What is counted and how, since toolkits differ. */
  readonly metrics: readonly AuditMetric[]
  /** Of mentees, then of mentors: by each attribute, then by all together. */
  readonly tables: readonly AuditTable[]
  /** What the matching was made from. */
  readonly run: Run
  /** The document, in snake case; the same bytes in every language. */
  toJson(): string
  /**
   * All rows of all tables as one table in CSV (RFC 4180), with a header: a column for each attribute, empty where a table is not by it,
   * and nine for each rate. A text that a spreadsheet would take for a formula begins with a `'`.
   */
  toCsv(): string
  /**
   * The same table as an Arrow IPC stream, for `tableFromIPC` of the package `apache-arrow`, DuckDB or a file; the same bytes in every language. Texts
   * are Utf8 (and as people wrote them), counts and points Int64 (a `bigint`), shares Float64, `suppressed` and `below_threshold` Boolean; what is absent
   * or suppressed is null. A value of an attribute is a text, also where it is a number. The metadata of the schema has `fireside.schema` and
   * `fireside.table`; that of a field `fireside.unit`, if it has one: `people`, `points`, `share`, `ratio` or `probability`.
   */
  toArrow(): Uint8Array
}

/**
 * What a run was made from, by which rules and with what proof; nothing about a person. It is meant as a help with the keeping of records
 * that, for example, Art. 12 of Regulation (EU) 2024/1689 asks for, and with explanations under Art. 22 of Regulation (EU) 2016/679.
 * Whether it is enough for them is for those to say who must comply.
 */
export declare class DecisionRecord {
  private constructor()
  /** Always `fireside/record/1`. */
  readonly schema: string
  /** The schema of the cohort's document. */
  readonly cohortSchema: string
  /** The schema of the matching's document. */
  readonly matchingSchema: string
  /** What the matching was made from: fireside's version, hashes, objective, options, seed, and the version of the time zone database. */
  readonly run: Run
  /**
   * The policy. In place of hidden attributes' names it has `hidden_1`, `hidden_2` and so on, and `hidden` in place of their values;
   * `run.policyHash` is that of the policy itself.
   */
  readonly policy: Policy
  /** How many mentors the cohort has. */
  readonly mentors: number
  /** How many mentees. */
  readonly mentees: number
  /** How many pairs meet. */
  readonly pairings: number
  /** How many mentees have no mentor. */
  readonly unmatched: number
  /** How good the answer was proved to be. */
  readonly status: Status
  /** The certificate's total, in points. */
  readonly totalPoints: number
  /** The certificate's bound, in points. */
  readonly boundPoints: number
  /** The certificate's gap, in points. */
  readonly gap: number
  /** What the certificate is about: `cohort` for every pair of it. */
  readonly scope: string
  /** SHA-256, in hexadecimal, of the matching's document, the bytes of {@link Matching.toJson}. */
  readonly matchingSha256: string
  /**
   * Reads a document `fireside/record/1` back, to verify it.
   * @throws {InvalidInputError}
   */
  static fromJson(text: string): DecisionRecord
  /** The document, in snake case; the same bytes in every language. */
  toJson(): string
  /**
   * Checks that this is the record of this matching of this cohort, every field and hash of it, and that the matching is what its cohort
   * yields ({@link Matching.verify}).
   * @throws {VerificationError} with the code `wrong_cohort` if the matching is not of this cohort; with `record_mismatch` and the path of
   * every field that is another; else with everything that does not hold of the matching.
   */
  verify(cohort: Cohort | CohortInput, matching: Matching): true
}

/** How many pairs would rather meet each other, and the first of them. */
export interface Blocking {
  /** How many pairs. */
  readonly count: number
  /** How many mentees are in one. */
  readonly mentees: number
  /** The first of them, in the order of mentee, then mentor. */
  readonly pairs: readonly BlockingPair[]
}

/** Two people who would both rather meet each other than somebody they meet. */
export interface BlockingPair {
  readonly mentor: string
  readonly mentee: string
  /** Whom the mentor likes least of the mentees they meet; absent if they have a seat left. */
  readonly mentorWouldLeave?: string
  /** Whom the mentee likes least of the mentors they meet; absent if they would like another one anyway. */
  readonly menteeWouldLeave?: string
}

/** A conversation worth having, and why. */
export interface Pairing {
  readonly mentor: string
  readonly mentee: string
  /** `points` as a share of a perfect pair's, 0 to 1. */
  readonly score: number
  /** Out of 1,000,000. What matching adds up. */
  readonly points: number
  /** Whether the host locked the pair. */
  readonly locked: boolean
  /** Whether the mentee stated no topic and meets the mentor on one the mentor is eager about. */
  readonly broad: boolean
  /** The wanted topics that this mentor is willing to talk about, most important first. */
  readonly sharedTopics: readonly SharedTopic[]
  /** Common time over the horizon, in minutes; absent unless both state availability. */
  readonly overlapMinutes?: number
  /** The first ten common windows. */
  readonly commonWindows: readonly Window[]
  /** The score's parts; their points sum to `points`. */
  readonly breakdown: readonly Component[]
  /** When they meet, if the matching was made with times (`schedule`); absent of locked pairs who have none. */
  readonly session?: Appointment
  /** One sentence for people. */
  readonly summary: string
  /** Of a suggestion with `spread`: the mentor's price, in points. Suggestions are in the order of points less price. */
  readonly price?: number
}

/** When a pair meets. Instants are in UTC, for example `2026-12-01T09:00:00Z`. */
export interface Appointment {
  /** When it starts. */
  readonly start: string
  /** When it ends: `sessionMinutes` of the policy later. */
  readonly end: string
  /** What the mentor's clocks show; absent if the mentor states no availability. */
  readonly mentorLocal?: LocalTime
  /** What the mentee's clocks show; absent if the mentee states no availability. */
  readonly menteeLocal?: LocalTime
  /** Whether all of it is in time that both prefer. Who prefers no time prefers all they have. */
  readonly preferred: boolean
}

/** A wanted topic and what the mentor offers for it. */
export interface SharedTopic {
  /** Id of the topic the mentee wants; in a broad pairing, the topic the mentor is eager about. */
  readonly wanted: string
  /** Id of the topic the mentor offers for it. */
  readonly offered: string
  /** What the offered topic is to the wanted one. */
  readonly relation: 'same' | 'narrower' | 'broader' | 'related' | 'mixed'
  /** The way through the taxonomy, as ids. */
  readonly path: readonly string[]
  /** What the way keeps of the interest, 0 to 1. */
  readonly similarity: number
  readonly willingness: Exclude<Willingness, 'no'>
  /** The mentor's level, 1 to 5. */
  readonly mentorLevel: number
  /** The mentee's level, 1 to 5. */
  readonly menteeLevel: number
  /** How much the topic matters to the mentee. */
  readonly importance: number
  /** Similarity times willingness times the fit of the levels, 0 to 1. */
  readonly value: number
}

/** A stretch of common time, in UTC, for example `2026-12-01T09:00:00Z`. */
export interface Window {
  readonly start: string
  readonly end: string
}

/** One part of a score. */
export interface Component {
  /** `interests`, `availability`, `preference`, `affinity`, or a soft rule as `prefer_differ:department`. */
  readonly component: string
  /** Its weight in the policy. */
  readonly weight: number
  /** How much of it this pair has, 0 to 1. */
  readonly value: number
  /** What it adds to the score. */
  readonly points: number
  /** What the value rests on. */
  readonly evidence: readonly Evidence[]
}

/** A fact a score rests on. */
export interface Evidence {
  /** Its stable name. */
  readonly code: string
  /** In words. */
  readonly text: string
}

/** A mentee without a mentor, and why. */
export interface Unmatched {
  readonly mentee: string
  /** Why; most mentors first. */
  readonly reasons: readonly Reason[]
  /** The mentors that came nearest, nearest first. */
  readonly nearest: readonly Near[]
}

/** A mentee with some of the mentors they would like, and why there are no more. */
export interface Short extends Unmatched {
  /** How many mentors they would like. */
  readonly wanted: number
  /** How many they have. */
  readonly matched: number
}

/** A mentor with seats left, and why. */
export interface Spare {
  readonly mentor: string
  /** How many seats; 0 for those who take no part. */
  readonly seats: number
  /** Why they are not taken. */
  readonly reasons: readonly Reason[]
}

/** The stable names of reasons. A later version may add some. */
export type ReasonCode =
  | 'paused'
  | 'no_capacity'
  | 'seats_in_use'
  | 'no_wants'
  | 'no_offers'
  | 'no_offer'
  | 'deadline'
  | 'seats_taken'
  | 'load_cost'
  | 'circle_not_filled'
  | 'quota_full'
  | 'no_session_time'
  | 'times_taken'
  | 'not_reached'
  | 'mentees_matched'
  | 'same_person'
  | 'mentor_unavailable'
  | 'unwilling'
  | 'blocked'
  | 'apart_for_now'
  | 'not_in_reporting_line'
  | 'must_share'
  | 'must_differ'
  | 'gap'
  | 'no_repeat'
  | 'no_common_time'
  | 'below_min_score'
  | 'no_shared_topic'
  | 'nobody_else'
  | 'peers_matched'
  | 'met_before'
  | (string & {})

/** Why something is not so, and for how many people. */
export interface Reason {
  /** Its stable name. */
  readonly code: ReasonCode
  /** How many people (or, for `no_offer`, topics) it speaks of. */
  readonly count: number
  /** In words. */
  readonly detail: string
}

/** A mentor who came near. */
export interface Near {
  readonly mentor: string
  /** The pair's points, had it been allowed. */
  readonly points: number
  /** What stood in the way. */
  readonly code: ReasonCode
  /** In words. */
  readonly detail: string
}

/** A topic that people named and the cohort does not define. */
export interface AdoptedTopic {
  readonly id: string
  /** As people wrote it. */
  readonly label: string
  /** How many people name it. */
  readonly people: number
  /** The defined topic it resembles, if any. */
  readonly similarTo?: string
}

/**
 * The proof that no matching gives more mentees a mentor: either they come to a mentor who is not scarce, or they have one of
 * the seats of scarce mentors.
 */
export interface Coverage {
  /** How many mentees have a mentor. */
  readonly matched: number
  /** No matching gives more of them one. */
  readonly bound: number
  /** Ids of mentors one more seat of whom would give one mentee more a mentor. */
  readonly scarce: readonly string[]
}

/**
 * How conversations are spread over the mentors who take part: those who are not paused and have a seat. Shares are exact to the
 * millionth, rounded down.
 */
export interface Concentration {
  /** All pairings. */
  readonly conversations: number
  /** Mentors who take part. */
  readonly mentors: number
  /** How many of them have a conversation. */
  readonly mentorsWithAny: number
  /** The most conversations of one mentor. */
  readonly most: number
  /** Of all conversations, the share of the tenth of the mentors (rounded up) who have most, 0 to 1; 0 if there is none. */
  readonly topTenthShare: number
  /**
   * Gini's coefficient: 0 if all mentors have as many conversations, near 1 if one has them all. With loads x_1 <= ... <= x_m it is
   * the sum of (2 i - m - 1) x_i, over m times the sum of x_i.
   */
  readonly gini: number
}

/** With a cost of load: what it comes to, and what it does to the concentration. */
export interface Load {
  /**
   * What the conversations of this matching cost, in points: for a mentor with n, n (n - 1) / 2 times the load cost. What the
   * matching is worth is `totalPoints` less this.
   */
  readonly costPoints: number
  /** The concentration in the matching of the most points; absent if the deadline came before it. */
  readonly before?: Concentration
  /** The concentration in this matching. */
  readonly after: Concentration
}

/** One number of a mentor's price. */
export interface LevelPrice {
  /** At which lot, or band; minus a number of rounds for how many were passed over as often and have a mentor. */
  readonly points: number
  /** The number, not 0. */
  readonly price: number
}

/** How many of those who were passed over equally often have a mentor. */
export interface PassedOver {
  /** How often earlier rounds passed them over. */
  readonly passedOver: number
  /** How many there are, of those who want a mentor and have no locked pair. */
  readonly mentees: number
  /** How many of them have a mentor. */
  readonly matched: number
}

/**
 * The proof that no matching is fairer. A mentee's lot are the points of their best pairing, 0 if they have none; of mentees
 * without a locked pair as few as possible have nothing, then as few as possible have the least lot, and so on.
 */
export interface Fairness {
  /** How many of these mentees have a mentor. No matching gives more of them one. */
  readonly matched: number
  /** The least points of the best pairing of those who have one. No matching that gives as many a mentor has more. */
  readonly worstPoints: number
  /** What every mentee could have at most, seats aside; those who may meet nobody are not listed. */
  readonly bestPoints: Readonly<Record<string, number>>
  /**
   * Mentors' prices, as lists of numbers: one for how many mentees have a mentor (at 0 points), then one for each lot, ascending;
   * those not listed are 0. A pair is worth the list with 1 at 0 points and -1 at its own points. So read, no matching is worth
   * more than seats times price and every mentee's best of worth less price.
   */
  readonly prices: Readonly<Record<string, readonly LevelPrice[]>>
  /** With the option `fairBand`: lots are told apart by band only; `prices` have the number of a band for its points. */
  readonly band?: number
  /**
   * In bands, why no matching that is as fair has lots with more points together; mentors not listed have none. They are read as
   * those of `solve.fair`.
   */
  readonly secondPrices?: Readonly<Record<string, number>>
  /**
   * With the option `passedOverFirst`: how many of those passed over so often have a mentor, most often first. In `prices`, minus
   * so many points stand for how many of them have one.
   */
  readonly passedOver?: readonly PassedOver[]
}

/**
 * The proof that no matching has more pairs, or as many and more first choices of mentees, and so on. A mentee's first choice is
 * whoever is worth most to them; equal ones share a place. Locked pairs are no choice.
 */
export interface Ranking {
  /** How many pairs are not locked. No matching has more. */
  readonly matched: number
  /** How many of them are first choices, second ones and so on; the tenth number has all later ones, too. */
  readonly signature: readonly number[]
  /** Mentors' prices, as lists of numbers: one for how many pairs there are, then one for each place. */
  readonly prices: Readonly<Record<string, readonly number[]>>
}

/**
 * How many pairs a stable matching has. Two people who do not meet block it if each has a free seat or would rather meet the other
 * than somebody they meet; none do. Locked pairs are no choice.
 */
export interface Stability {
  /** How many pairs are not locked. */
  readonly matched: number
  /** No stable matching has more. The two differ only where somebody sees two people as equal. */
  readonly bound: number
  /** The mentors who prove `bound` where somebody does. */
  readonly cover: readonly string[]
}

/**
 * The proof: for any prices, no matching is worth more than `boundPoints`; with the objective `coverage`, none that gives as
 * many mentees a mentor.
 */
export interface Certificate {
  /** The points of all pairings. */
  readonly totalPoints: number
  /**
   * No matching of this cohort has more; with the objective `coverage`, none that gives as many mentees a mentor. If load costs, none
   * is worth more: points less `load.costPoints`. Times, quotas and circles aside.
   */
  readonly boundPoints: number
  /**
   * The difference, less `load.costPoints` if load costs. With the objectives `total` and `coverage` 0 proves the answer optimal; with the others it is what the
   * objective costs, and their own proof says how good the answer is; so it is with times, quotas and circles.
   */
  readonly gap: number
  /**
   * `cohort`: the proof speaks of every eligible pair. `candidates`: the objective's own proof speaks of as many pairs of each
   * mentee as `candidates` says.
   */
  readonly scope: string
  /**
   * Every mentor's price in points: when `boundPoints` is reached, exactly what one more seat of theirs would add to it; if load
   * costs, what one more conversation of theirs would add that costs nothing.
   */
  readonly prices: Readonly<Record<string, number>>
  /** In large cohorts: only this many mentors of each mentee were considered, those with the most points. */
  readonly candidates?: number
  /**
   * With the objective `coverage`: how many mentees have a mentor, and why no more can. With quotas, reserves or circles `quotas` has
   * that.
   */
  readonly coverage?: Coverage
  /**
   * With another objective than `total`, if load costs, or with times, quotas or circles: the most points that any matching has. Less `totalPoints`, that is the price of the
   * objective.
   */
  readonly mostPoints?: number
  /** If load costs: how much, and how conversations are spread over mentors without and with the cost. */
  readonly load?: Load
  /** With the objective `fair`: who is worst off, and why nobody can do better for them. */
  readonly fair?: Fairness
  /** With the objective `rank_maximal`: how many have their first choice, and so on, and why no more can. */
  readonly ranks?: Ranking
  /** With the objectives `stable_mentee` and `stable_mentor`: how many pairs there are, and can be at most. */
  readonly stable?: Stability
  /** Where the policy has quotas or reserves: which are full, what they cost, and that nothing better keeps them. */
  readonly quotas?: Quotas
  /** If the matching was made with times: what they cost, and that nothing better has time. */
  readonly times?: Times
}

/**
 * The proof that no matching whose pairs have time for each other has more points: a pair is worth its points less the price of its mentor, and
 * less the prices of the slots that its session reaches into, of the mentor and of rooms, at the cheapest start that both have; with the
 * objective `coverage`, a mentee's first pair `coverage.bonus` more.
 */
export interface Times {
  /** No matching whose pairs have time for each other has more points; with the objective `coverage`, none that gives as many mentees a mentor. */
  readonly boundPoints: number
  /** `boundPoints` less the points of this matching: 0 proves that it is the best. */
  readonly gap: number
  /** Mentors' prices; those who are not listed have none. */
  readonly prices: Readonly<Record<string, number>>
  /** What slots of mentors cost beyond the mentor's price, in the order of mentors and slots; none below 1. */
  readonly slotPrices: readonly SlotCost[]
  /** What rooms cost, in the order of slots; none below 1. */
  readonly roomPrices: readonly RoomCost[]
  /** With the objective `coverage`: how many mentees have a mentor, and why no more can. */
  readonly coverage?: LimitedCoverage
}

/** The price of a mentor's slot. */
export interface SlotCost {
  /** The mentor's id. */
  readonly mentor: string
  /** When the slot starts, in UTC. */
  readonly start: string
  /** In points. */
  readonly price: number
}

/** The price of a room for a slot. */
export interface RoomCost {
  /** When the slot starts, in UTC. */
  readonly start: string
  /** In points. */
  readonly price: number
}

/**
 * The proof that no matching that keeps the policy's quotas has more points: a pair is worth its points less the price of its
 * mentor and of every quota that it counts for; with the objective `coverage`, a mentee's first pair `coverage.bonus` more.
 */
export interface Quotas {
  /** No matching that keeps the quotas has more points; with the objective `coverage`, none that gives as many mentees a mentor. */
  readonly boundPoints: number
  /** `boundPoints` less the points of this matching: 0 unless people count for several values, so that quotas cross. */
  readonly gap: number
  /** Mentors' prices; those who are not listed have none. */
  readonly prices: Readonly<Record<string, number>>
  /** Quotas that are full, or have a price, in the order of the policy's rules, values and mentors. */
  readonly groups: readonly QuotaUse[]
  /** With the objective `coverage`: how many mentees have a mentor, and why no more can. */
  readonly coverage?: LimitedCoverage
}

/** The proof that no matching that keeps to limits (quotas and circles, or the times of people) gives more mentees a mentor. */
export interface LimitedCoverage {
  /** How many mentees have a mentor. */
  readonly matched: number
  /** No matching that keeps to them gives more of them one. */
  readonly bound: number
  /** How many points the first mentor of a mentee without a locked pair is worth more: more than any matching has. */
  readonly bonus: number
}

/** A quota of the policy and how much of it is taken. */
export interface QuotaUse {
  /** Which of the policy's rules, from 0. */
  readonly rule: number
  /** The value that mentees state, or for a reserve the one that they do not; absent if the attribute is hidden. */
  readonly value?: string
  /** At which mentor; in the whole matching if absent. */
  readonly mentor?: string
  /** How many pairs it allows. */
  readonly max: number
  /** How many there are. */
  readonly taken: number
  /** What one more would add to the points, at most. */
  readonly price: number
}

/** What an answer was made from. */
export interface Run {
  /** fireside's version. */
  readonly version: string
  /** SHA-256 of the canonical policy. */
  readonly policyHash: string
  /** SHA-256 of the canonical cohort without its policy. */
  readonly inputHash: string
  readonly objective: string
  /** Options that bear on the answer beyond objective and seed. */
  readonly options: Readonly<Record<string, string>>
  /** What ties are broken with. */
  readonly seed: number
  /** The version of the time zone database. */
  readonly timeZoneData: string
}

/** Why a pair is or is not possible, and what it is worth. */
export interface Explanation {
  readonly mentor: string
  readonly mentee: string
  /** Whether the two may meet. */
  readonly eligible: boolean
  /** The score with its parts; what it would be, if they may not meet. */
  readonly pairing: Pairing
  /** Everything that stands in the way; empty if they may meet. */
  readonly reasons: readonly Reason[]
  /** When the two could meet, in the clocks of both, or why there is no such time; absent if neither states availability. */
  readonly time?: CommonTime
  /** How the pair stands in a matching, if one was asked ({@link Matching.explain}). */
  readonly standing?: PairStanding
}

/**
 * Why it is not told how many points a pair is missing.
 *
 * - `paired`: it is a pair of the matching.
 * - `not_eligible`: the two may not meet.
 * - `objective`: something else than points alone decides: another objective, the cost of load, times.
 * - `limits`: quotas or circles do.
 * - `gap`: the matching is not proved to have the most points.
 */
export type StandingAbsence = 'paired' | 'not_eligible' | 'objective' | 'limits' | 'gap'

/** How a pair stands in a matching. */
export interface PairStanding {
  /** Whether it is one of its pairs. */
  readonly paired: boolean
  /**
   * How many points the pair is short of the best use of one more seat of the mentor, exactly. 0: that seat could be this pair's. To force the pair into
   * the matching as it is costs at least as much ({@link Matcher.whatIf} with a `lock` says how much). Only of two who may meet and do not, with the
   * objective `total`.
   */
  readonly missing?: number
  /** Why that is not told. */
  readonly why?: StandingAbsence
  /** How many seats the mentor has. */
  readonly seats: number
  /** How many of them are taken in the matching. */
  readonly taken: number
  /** Ids of the mentees who have them, in order; absent unless the policy says `nameHolders`. */
  readonly holders?: readonly string[]
  /** In words; empty if the reasons say all there is to say. */
  readonly text: string
}

/**
 * What is to be said of the time of two people, in the order in which it is asked.
 *
 * - `one_states_no_time`: one of the two does not state when they have time, and the other has some.
 * - `no_free_time`: one of the two, or both, state availability and have no free minute in the horizon, whether or not the other
 *   states any.
 * - `shared`: they have time for a whole session.
 * - `off_grid`: they have a stretch as long as a session, but at no start of the grid of `slotMinutes`.
 * - `too_short`: they have common time, but no stretch as long as a session.
 * - `other_hours`: the times of day at which they are free do not meet.
 * - `other_days`: the days on which they are free are others.
 * - `never_both_free`: neither hours nor days tell them apart, and yet they are never both free.
 */
export type TimeCode =
  | 'one_states_no_time'
  | 'no_free_time'
  | 'shared'
  | 'off_grid'
  | 'too_short'
  | 'other_hours'
  | 'other_days'
  | 'never_both_free'

/** The common time of two people, of whom at least one states availability: what each states in the role at hand. */
export interface CommonTime {
  /** What is to be said. */
  readonly code: TimeCode
  /** One or two sentences for people. */
  readonly text: string
  /** The minutes of their common stretches together: of those at least as long as a session or, if there are none, of all. */
  readonly minutes: number
  /** The minutes of the longest of them. */
  readonly longestMinutes: number
  /** The first ten of them. */
  readonly windows: readonly CommonWindow[]
  /**
   * Those that come every week of the horizon at the same times of both clocks, in the order in which they come first. Empty in a
   * horizon that has fewer than two of their days.
   */
  readonly weekly: readonly WeeklyTime[]
  /**
   * Where they have no time for a session: the one that lacks the least. One of the two is free for all of it, the other for a part;
   * absent if there is no such session. What the other lacks may be busy, away or too soon: the text says so.
   */
  readonly nearest?: NearTime
  /** Where they are never both free: at what times of day each of them is, by the mentor's clocks and then by the mentee's. */
  readonly hours: readonly ClockHours[]
}

/** A stretch in which both are free. */
export interface CommonWindow {
  /** Its start in UTC, for example `2026-12-01T10:00:00Z`. */
  readonly start: string
  /** Its end in UTC. */
  readonly end: string
  /** What the mentor's clocks show. */
  readonly mentor: LocalTime
  /** What the mentee's clocks show. */
  readonly mentee: LocalTime
}

/** A stretch that comes every week. */
export interface WeeklyTime {
  /** By the mentor's clocks. */
  readonly mentor: WallTime
  /** By the mentee's clocks. */
  readonly mentee: WallTime
  /** How often it comes in the horizon. */
  readonly times: number
}

/** A time of the week as clocks somewhere show it. */
export interface WallTime {
  /** The zone of the clocks. */
  readonly timeZone: string
  /** The day on which it starts. */
  readonly day: Day
  /** Its start, for example `10:00`. */
  readonly start: string
  /** Its end; on a later day if it is not after the start. */
  readonly end: string
}

/** A session that somebody would have to give more time for. */
export interface NearTime {
  /** Id of whoever has too little time; the other one is free. */
  readonly person: string
  /** How many more minutes it takes. */
  readonly minutes: number
  /** When it would start, in UTC. */
  readonly start: string
  /** When it would end, in UTC. */
  readonly end: string
  /** What the mentor's clocks would show. */
  readonly mentor: LocalTime
  /** What the mentee's clocks would show. */
  readonly mentee: LocalTime
}

/** At what times of day two people are free, by the clocks of one of them. */
export interface ClockHours {
  /** Id of the person whose clocks they are. */
  readonly person: string
  /** The zone in which that person is at the horizon's start. */
  readonly timeZone: string
  /** When that person is ever free; the first ten ranges. */
  readonly own: readonly ClockRange[]
  /** When the other is ever free; the first ten ranges. */
  readonly other: readonly ClockRange[]
  /** Whether the other is free only between 22:00 and 07:00 by these clocks. */
  readonly atNight: boolean
}

/** A range of times of day. */
export interface ClockRange {
  /** Its start, for example `22:30`. */
  readonly start: string
  /** Its end; past midnight if it is not after the start. */
  readonly end: string
}

/** A weekly window that somebody could add, and whom it would open. */
export interface Opening {
  /** The day, as windows of availability have it. */
  readonly day: Day
  /** Its start, by the person's clocks. */
  readonly start: string
  /** Its end. */
  readonly end: string
  /** How many minutes a week are new. */
  readonly minutes: number
  /** How many people the person may not meet now and might with it, with time for a session. */
  readonly count: number
  /** The first ten of them, in the order of ids. */
  readonly people: readonly string[]
  /** In words, for example `30 min after 18:00 on Thursdays would open 3 mentors`. */
  readonly text: string
}

/** Options of {@link Matcher.openingsSync}. */
export interface OpeningsOptionsSync {
  /** How many windows, at most; 3 if absent. */
  readonly k?: number | undefined
  /** In which role of theirs the person would have more time; `mentee` if absent. */
  readonly role?: 'mentee' | 'mentor' | undefined
  /** How many threads may work, 1 to 256; as many as the machine has if absent. The answer does not depend on it. */
  readonly threads?: number | undefined
}

/** Options of {@link Matcher.openings}. */
export interface OpeningsOptions extends OpeningsOptionsSync {
  /** Ends the work; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

// ---------------------------------------------------------------------------------------------------- the work

/**
 * What a matching is best at; `certificate.mostPoints` less `certificate.totalPoints` is what that costs.
 *
 * - `total`: the most points in total.
 * - `coverage`: as many mentees with a mentor as possible, then the most points.
 * - `fair`: as many mentees with a mentor as possible, and whoever has the fewest points as many as possible.
 * - `rank_maximal`: as many pairs as possible, of them as many first choices of mentees as possible, then second ones.
 * - `stable_mentee`, `stable_mentor`: no two people would both rather meet each other than somebody they meet; the best that this
 *   allows for mentees, or for mentors.
 */
export type Objective = 'total' | 'coverage' | 'fair' | 'rank_maximal' | 'stable_mentee' | 'stable_mentor'

/** Options of one run that bear on the answer, and the time it may take. */
export interface MatchOptionsSync {
  /** What the matching is best at; `total` if absent. */
  readonly objective?: Objective | undefined
  /** Among equally good matchings, another seed may give another one; the same seed always gives the same. */
  readonly seed?: number | undefined
  /** How many threads may work; as many as the machine has if absent. The answer does not depend on it. */
  readonly threads?: number | undefined
  /**
   * How far from the optimum the total may be, as a share of the bound, 0 to 1: the search ends as soon as its certified
   * gap is no more, with the status `within_gap`. 0 if absent: the optimum. For the objective `total` only.
   */
  readonly maxGap?: number | undefined
  /**
   * What every further conversation of a mentor costs more than the one before, in points from 0 to 1,000,000: nothing for the
   * first, so much for the second, twice as much for the third. The most points less cost are then looked for, so that
   * conversations spread over mentors; `certificate.load` tells how much. For the objective `total` only, and without `maxGap`.
   */
  readonly loadCost?: number | undefined
  /**
   * For the objective `fair` only: mentees' points are told apart by bands of so many, 1 to 1,000,000, and of all matchings as
   * fair, that whose mentees' best pairings have the most points together is chosen. 0 if absent: all points are told apart.
   */
  readonly fairBand?: number | undefined
  /**
   * For the objective `fair` only: of those whom earlier rounds passed over most often (`passedOver`), as many as possible have a
   * mentor, then of the next, and so on. As many mentees have one as otherwise.
   */
  readonly passedOverFirst?: boolean | undefined
  /**
   * Whether everybody who is matched is to meet at a time, too: of all matchings whose pairs have time for each other, the best that can be
   * found. Every pairing then has a `session`, but for locked pairs without time; `certificate.times` is the proof, and says how far
   * from a bound the answer is where finding the best is too hard. For the objectives `total` and `coverage`, without `maxGap`, `loadCost`,
   * quotas and circles.
   */
  readonly schedule?: boolean | undefined
  /** With `schedule`: the most sessions at a time, 1 to 1,000,000: rooms, or links; any number if absent. */
  readonly rooms?: number | undefined
  /** After so many milliseconds the best answer so far comes back, with its certified gap and the status `deadline`. */
  readonly timeoutMs?: number | undefined
}

/** How far the work has come. */
export interface Progress {
  /** The stage at work, for example `score`, `match` or `explain`. */
  readonly stage: string
  /** Units done in this stage. */
  readonly done: number
  /** Units in this stage. */
  readonly total: number
}

/** A hold on work that runs beside the event loop. */
export interface Hold {
  /** Ends the work; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** After so many milliseconds the best answer so far comes back, with its certified gap and the status `deadline`. */
  readonly timeoutMs?: number | undefined
  /** Called now and then. What it throws ends the work and rejects the promise. */
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/** Options of one run. */
export interface MatchOptions extends MatchOptionsSync, Hold {}

/**
 * Matches a cohort: the most points in total, an answer for everybody, and the proof. The work is done on threads of
 * its own; the event loop stays free.
 *
 * Rejects with an {@link InvalidInputError} that holds everything that is wrong, or with the signal's reason. A policy
 * that excludes everybody is no error but a result with reasons.
 */
export declare function matchCohort(cohort: Cohort | CohortInput, options?: MatchOptions): Promise<Matching>

/** {@link matchCohort}, but it holds the event loop until it is done. */
export declare function matchCohortSync(cohort: Cohort | CohortInput, options?: MatchOptionsSync): Matching

/** Options of {@link Matcher.shortlistsSync}. */
export type ShortlistOptionsSync = Pick<MatchOptionsSync, 'threads' | 'timeoutMs'>

/** Options of {@link Matcher.shortlists}. */
export interface ShortlistOptions extends ShortlistOptionsSync, Hold {}

/** The best mentors of every mentee, as columns: one entry a pair, mentees in the order of their ids, the best first. */
export interface Shortlists {
  /** Positions in `cohort.toObject().mentees`. */
  readonly mentee: Uint32Array
  /** Positions in `cohort.toObject().mentors`. */
  readonly mentor: Uint32Array
  /** What the pairs are worth, of 1,000,000. */
  readonly points: Uint32Array
  /** Whether every mentee is there; if not, the timeout came first. */
  readonly complete: boolean
}

/** Two answers and their difference: the document `fireside/what-if/1`. */
export declare class WhatIf {
  private constructor()
  /** Always `fireside/what-if/1`. */
  readonly schema: string
  /** The matching as it is. */
  readonly before: Matching
  /** The matching as it would be. */
  readonly after: Matching
  /** What differs. */
  readonly difference: Difference
  /**
   * Reads a document `fireside/what-if/1`.
   * @throws {InvalidInputError}
   */
  static fromJson(text: string): WhatIf
  /** The document, in snake case; the same bytes in every language. */
  toJson(): string
  /**
   * Checks both matchings against their cohorts, that they were asked for alike, and that the difference is theirs. `after` is what
   * `before.changed(changes)` gives.
   * @throws {VerificationError} with everything that does not hold; with a matching that does not hold, what is wrong with it.
   */
  verify(before: Cohort | CohortInput, after: Cohort | CohortInput): true
}

/** What differs between two matchings: always after less before. */
export interface Difference {
  /** The points of all pairings. */
  readonly totalPoints: number
  /**
   * With the objective `total`: the most points that can be differ by at least this, as the two certificates prove. Equal to
   * `totalPoints` and to `atMost` if both answers are optimal.
   */
  readonly atLeast?: number
  /** Likewise, by at most this. */
  readonly atMost?: number
  /** How many mentees have a mentor. */
  readonly matched: number
  /** How many mentees of both cohorts have the same mentors, or still nobody. */
  readonly kept: number
  /** How many have more mentors, and all that they had. */
  readonly gained: number
  /** How many have fewer mentors, and nobody new. */
  readonly lost: number
  /** How many have others. */
  readonly moved: number
  /** How many mentees are new. */
  readonly joined: number
  /** How many mentees are not there any more. */
  readonly left: number
  /** Mentees whose answer differs, in the order of ids. */
  readonly mentees: readonly PersonDifference[]
  /** Mentors whose answer differs, in the order of ids. */
  readonly mentors: readonly PersonDifference[]
}

/** Whom a person meets before and after. */
export interface PersonDifference {
  readonly id: string
  /** More people and all from before, fewer and nobody new, others, the same for other points; new, or not there any more. */
  readonly change: 'gained' | 'lost' | 'moved' | 'rescored' | 'joined' | 'left'
  /** Ids of those they met, in order. */
  readonly before: readonly string[]
  /** Ids of those they would meet, in order. */
  readonly after: readonly string[]
  /** What these pairings were worth together. */
  readonly pointsBefore: number
  /** What they would be worth. */
  readonly pointsAfter: number
}

/** What a rule costs. */
export interface RuleCost {
  /** The rule's position in the policy, from 0. */
  readonly position: number
  readonly rule: Rule
  /**
   * How good both answers are known to be: `optimal` if each is. Absent if the cohort cannot do without the rule, because nothing
   * else has a weight: then there are no figures either.
   */
  readonly status?: Status
  /**
   * How many points there would be more without it, both answers measured by the policy without it. Absent if the timeout left no
   * time for this rule.
   */
  readonly points?: number
  /** With the objective `total`, without times: the rule costs at least this, as far as is proved; `points` if both answers are optimal. */
  readonly atLeast?: number
  /** With the objective `total`, without times: the rule costs at most this, as far as is proved. */
  readonly atMost?: number
  /** How many mentees more would have a mentor. */
  readonly matched?: number
}

/** What one more seat of a mentor is worth. */
export interface SeatWorth {
  readonly mentor: string
  /** How many seats they have that are open. */
  readonly seats: number
  /** How many points more there would be with one more, exactly. Absent if the timeout came first. */
  readonly points?: number
  /** How many mentees more could have a mentor with one more, 0 or 1, exactly. Absent if the timeout came first. */
  readonly matched?: number
}

/** Options of {@link coverageCurveSync}. */
export interface CurveOptionsSync extends Pick<MatchOptionsSync, 'threads' | 'timeoutMs'> {
  /** How many points at most, 2 to 1,000; 20 if absent. */
  readonly points?: number | undefined
}

/** Options of {@link coverageCurve}. */
export interface CurveOptions extends CurveOptionsSync, Hold {}

/** One point of the curve, its proof, and what is known up to the next point. */
export interface CoveragePoint {
  /** How many mentees have a mentor. */
  readonly matched: number
  /** The most points with so many. */
  readonly totalPoints: number
  /**
   * What no matching of so many exceeds, as `prices` and `bonus` prove over every eligible pair: `totalPoints`, unless the timeout
   * came first.
   */
  readonly boundPoints: number
  /** What these people cost: the points of the first point, less these. */
  readonly cost: number
  /**
   * Were every mentee with a mentor worth so many points more, this matching would be the best. So k mentees can have no more than
   * `boundPoints + (matched - k) * bonus`.
   */
  readonly bonus: number
  /** Whether the curve is straight up to the next point; true of the last one. */
  readonly exact: boolean
  /** By how many points the curve may be above the straight line to the next point, at most; 0 if `exact`. */
  readonly doubtPoints: number
  /**
   * Mentors' prices in points, by id; those not listed are 0. Seats times price, and what mentees gain at most at these prices with
   * the bonus for their first mentor, sum to `boundPoints + matched * bonus`.
   */
  readonly prices: Readonly<Record<string, number>>
}

/**
 * For every number of mentees with a mentor, the most points: from the most points of all to as many mentees as possible. Concave:
 * whoever is matched next costs no less than the one before.
 */
export declare class CoverageCurve {
  private constructor()
  /** Always `fireside/coverage-curve/1`. */
  readonly schema: string
  /** `optimal` if the whole curve is known, `within_gap` if it has more bends than points were asked for, `deadline` if time ran out. */
  readonly status: Status
  /**
   * Bends of the curve, in the order of `matched`. The first is a matching with the most points of all (of several, one with the
   * most people), the last one of the objective `coverage`.
   */
  readonly points: readonly CoveragePoint[]
  /** No matching gives more mentees a mentor. */
  readonly most: number
  /** Ids of the mentors who prove it, as in the certificate of the objective `coverage`. */
  readonly scarce: readonly string[]
  /** What the answer was made from. */
  readonly run: Run
  /**
   * Reads a document `fireside/coverage-curve/1`, for example to verify it later.
   * @throws {InvalidInputError}
   */
  static fromJson(text: string): CoverageCurve
  /** The document, in snake case; the same bytes in every language. */
  toJson(): string
  /**
   * Checks bounds by prices over every pair of the cohort, and a matching for every point, found again and judged pair by pair.
   * @throws {VerificationError} with everything that does not hold.
   */
  verify(cohort: Cohort | CohortInput): true
}

/**
 * How many mentees can have a mentor at what price: from the most points of all to as many mentees as possible, in points that are
 * found first where most is in doubt. Neither seed nor threads change the answer.
 *
 * Rejects with an {@link InvalidInputError} that holds everything that is wrong, or with the signal's reason.
 */
export declare function coverageCurve(cohort: Cohort | CohortInput, options?: CurveOptions): Promise<CoverageCurve>

/** {@link coverageCurve}, but it holds the event loop until it is done. */
export declare function coverageCurveSync(cohort: Cohort | CohortInput, options?: CurveOptionsSync): CoverageCurve

/** The conditions of {@link Matcher.suggest}. */
export interface SuggestOptions {
  /** How many mentors at most; 5 if absent. */
  readonly k?: number | undefined
  /** A topic, by id, label or alias: suggestions are as if the mentee wanted nothing else. */
  readonly topic?: string | undefined
  /**
   * Only mentors who are free for `minutes` on end between two instants and, if the mentee states availability, with them. Mentors who
   * do not state it are left out.
   */
  readonly between?: readonly [Instant, Instant] | undefined
  /** How many minutes, 1 to 527,040; the policy's `sessionMinutes` if absent. Without `between`, at any time of the horizon. */
  readonly minutes?: number | undefined
  /** Only mentors who have this value of an attribute or, of several, one of them. Hidden attributes cannot be asked for. */
  readonly where?: Readonly<Record<string, string | number | readonly string[]>> | undefined
  /**
   * The best are those with the most points less the mentor's price, so that not everybody is sent to the same few: the prices of a
   * matching (whose conversations count as `taken`, too), prices by id, or, if true, those of the matching with the most points, which is
   * made for the first such question and holds the event loop until it is done. {@link Pairing.price} tells them.
   */
  readonly spread?: boolean | Matching | Readonly<Record<string, number>> | undefined
  /** How many conversations mentors have already, by id. */
  readonly taken?: Readonly<Record<string, number>> | undefined
  /** Leaves out mentors whose seats are all `taken`. */
  readonly onlyFree?: boolean | undefined
}

/**
 * A long-lived engine over a cohort: ask it, and tell it what happened. Many calls may ask while one tells; every answer is of one moment.
 */
export declare class Matcher {
  constructor(cohort: Cohort | CohortInput)
  /**
   * The engine as it is after `events`, from the cohort there was before them: the same as one that took them live. `events` are all of
   * them, in the order in which they were told.
   *
   * Rejects as {@link Matcher.apply} does.
   */
  static fromJournal(cohort: Cohort | CohortInput, events: EventsInput, options?: JournalOptions): Promise<Matcher>
  /** {@link Matcher.fromJournal}, but it holds the event loop until it is done. */
  static fromJournalSync(cohort: Cohort | CohortInput, events: EventsInput): Matcher
  /**
   * The engine that wrote a document `fireside/state/1`, in whatever language: it answers the same to everything.
   * @throws {InvalidInputError} with everything that is wrong with it; with the code `unsupported_schema` for a document of a version that
   * this one does not read.
   */
  static fromState(text: string): Matcher
  /**
   * Everything that the engine knows, as the document `fireside/state/1`. It names people and what became of their conversations, so keep
   * it as safely as these. Waits for an `apply` under way, as `conversations`, `due` and `standing` do.
   */
  toState(): string
  /** The cohort as it is now: {@link matchCohort} finds the same matching for it. A new one each time that it changed. */
  readonly cohort: Cohort
  /**
   * Takes events: tells what became of each, and what is different in the matching for them. Several are taken together or not at all, and
   * cost one search.
   *
   * Every event is remembered by its id, and a second one with the same id changes nothing: whoever is in doubt tells it again. Events about
   * two people, and pauses, may come in any order: what holds in the end depends on when they happened. Events about the people and the
   * policy (`joined`, `left`, `changed`, `policy`, `published`) hold from when they are told, in the order in which they are; calls that
   * are not awaited are taken one after the other.
   *
   * Rejects with an {@link InvalidInputError} with everything that would be wrong with the cohort for these events, with paths that begin
   * with `events`: nothing has changed then, and none of the events is remembered. Or with the signal's reason, once it is this call's
   * turn; whether the events were taken just before, telling them again will say.
   */
  apply(events: EventsInput, options?: ApplyOptions): Promise<Applied>
  /**
   * {@link Matcher.apply}, but it holds the event loop until it is done. It waits for the one `apply` that is under way, and goes before
   * those that wait.
   */
  applySync(events: EventsInput, options?: ApplyOptionsSync): Applied
  /**
   * Another engine that is as this one is now, to see what comes of events without telling them to this one. O(everything that is known);
   * waits for an `apply` under way, and holds the event loop meanwhile.
   */
  fork(): Matcher
  /**
   * Another handle of the same engine, whose answers are in another language: for portals with people of several. What is told to one is known to
   * all. `phrases` are as in {@link Cohort.inLanguage}.
   */
  inLanguage(language: Language, phrases?: Readonly<Record<string, string>>): Matcher
  /** The matching as it is now: what {@link matchCohort} makes of `cohort`. */
  matching(options?: Hold): Promise<Matching>
  /** {@link Matcher.matching}, but it holds the event loop until it is done. */
  matchingSync(options?: WorkOptionsSync): Matching
  /** The conversations that take a seat now, proposals among them; in the order of mentor, then mentee. */
  conversations(): readonly Conversation[]
  /**
   * What is due by `now`: an event `expired` for each proposal that has waited for an answer as long as the policy says
   * (`live.answerDays`), to be told to {@link Matcher.apply}. Their ids depend on the proposal alone, so that asking twice does no harm.
   * @throws {InvalidInputError} with the code `invalid_time`.
   */
  due(now: Instant): readonly Event[]
  /**
   * What is known of somebody for what happened, and what follows from it, in words that they may read.
   * @throws {InvalidInputError} for people who are not in the cohort.
   */
  standing(person: string): PersonStanding
  /**
   * Everybody who waits for a mentor: takes part, asks for something, and has fewer mentors in {@link Matcher.matching} than they want now.
   * Since when, how many mentors could take them and how many of these mentors' seats are taken, and for how long they are expected to
   * wait, as a range; or why nothing is expected.
   *
   * Seats come free when conversations end. How often they did so far, for each mentor and for all, says how often they will; one that
   * comes free goes to any of those who wait and may meet its mentor, by chance. As the matching is not chance, that is held against how long
   * people waited so far who had waited as long. It takes a run, and then judges the pairs of those who wait. Waits for an `apply` under way; events do not wait for it. Once
   * `timeoutMs` is over it tells what it knows: `complete` is false then.
   */
  waiting(options?: WorkOptions): Promise<WaitingList>
  /** {@link Matcher.waiting}, but it holds the event loop until it is done. */
  waitingSync(options?: WorkOptionsSync): WaitingList
  /**
   * The smallest changes that would give a mentee one mentor more in the matching with the most points: what they could ask for besides or when they could
   * have time, which rule or limit stands in the way, whose seat it would take. Each is proved by solving the changed cohort.
   *
   * Blocks and what keeps two people apart are somebody's wish, and stay. A mentee who is paused or wants nobody is only told of that. Windows are those
   * that {@link Matcher.openings} tries, and of those that lead to the same mentor the best; a `minScore` or a least common time is lowered to what lets a pair of the mentee's
   * in, and the smallest such step that helps is told. A run or two, and one for each rule or limit that may be in the way. Quotas, reserves and circles are heeded; there, prices do not say which changes cannot help, so there is more to try.
   * Once `timeoutMs` is over it tells what it found: `complete` is false then.
   *
   * ```js
   * for (const remedy of (await matcher.remedies('bo')).remedies) console.log(remedy.text) // if Bo also asked for Rust, Bo would meet Ada
   * ```
   * @throws {InvalidInputError} for people who are not in the cohort, and options outside their range.
   */
  remedies(person: string, options?: RemedyOptions): Promise<Remedies>
  /** {@link Matcher.remedies}, but it holds the event loop until it is done. */
  remediesSync(person: string, options?: RemedyOptionsSync): Remedies
  /**
   * What {@link Matcher.matching} comes to: as {@link Matching.insight}, with all that the engine was told. So it also says which conversations were held,
   * whether proposals were answered, and for how long people wait. Who takes part, and how many seats there are, is as it is now. Waits for an `apply`
   * under way; events do not wait for it, but for one pass over what happened.
   * @throws {InvalidInputError} as {@link Matching.insight}.
   */
  insight(options?: InsightOptions): Promise<Insight>
  /** {@link Matcher.insight}, but it holds the event loop until it is done. */
  insightSync(options?: InsightOptionsSync): Insight
  /**
   * {@link Matcher.matching} as a page for a browser: as {@link Matching.report}, with all that the engine was told. So it also has the figures that only an
   * engine knows: for how long people wait, which conversations were held, whether proposals were answered.
   * @throws {InvalidInputError} as {@link Matching.insight} and {@link Matching.audit}, with paths such as `insight.silo`.
   */
  report(options?: MatcherReportOptions): Promise<string>
  /** {@link Matcher.report}, but it holds the event loop until it is done. */
  reportSync(options?: MatcherReportOptionsSync): string
  /** What outcomes so far say of the policy's weights; see {@link fitWeights}. Waits for an `apply` under way; events do not wait for it. */
  fitWeights(options?: WorkOptions): Promise<WeightFit>
  /** {@link Matcher.fitWeights}, but it holds the event loop until it is done. */
  fitWeightsSync(options?: WorkOptionsSync): WeightFit
  /** Matches the cohort, as {@link matchCohort} does. */
  run(options?: MatchOptions): Promise<Matching>
  /** Matches the cohort, as {@link matchCohortSync} does. */
  runSync(options?: MatchOptionsSync): Matching
  /** What one more mentee with a mentor costs, as {@link coverageCurve} says. */
  coverageCurve(options?: CurveOptions): Promise<CoverageCurve>
  /** What one more mentee with a mentor costs, as {@link coverageCurveSync} says. */
  coverageCurveSync(options?: CurveOptionsSync): CoverageCurve
  /**
   * The `k` mentors somebody may meet with the most points, best first; of equals, the first id; 5 if absent. Seats are not
   * considered but with `onlyFree`. The somebody is the id of a mentee, or a mentee who is not in the cohort; a mentor of the same id
   * is the same person.
   * @throws {InvalidInputError} with everything that is wrong with the question.
   */
  suggest(mentee: string | Mentee, k?: number): readonly Pairing[]
  /** The same under conditions: who can talk about Rust for 20 minutes this week? */
  suggest(mentee: string | Mentee, options: SuggestOptions): readonly Pairing[]
  /**
   * {@link Matcher.suggest} without reasons: some tens of microseconds, where every reason takes some twenty more. For a list that is
   * sorted or counted, not shown. `k` is 5 if absent.
   * @throws {InvalidInputError} with the code `unknown_person`.
   */
  shortlist(mentee: string, k?: number): readonly Candidate[]
  /**
   * {@link Matcher.suggest} for every mentee at once, as columns of numbers: without reasons, but some microseconds a
   * mentee. For a page of suggestions that is made overnight, or for a solver of your own. `k` is 50 if absent.
   *
   * Rejects with an {@link InvalidInputError} if `k` for everybody could be more than 100 million pairs, or with the
   * signal's reason.
   */
  shortlists(k?: number, options?: ShortlistOptions): Promise<Shortlists>
  /** {@link Matcher.shortlists}, but it holds the event loop until it is done. */
  shortlistsSync(k?: number, options?: ShortlistOptionsSync): Shortlists
  /**
   * The engine over `cohort.changed(changes)`.
   * @throws {InvalidInputError} as {@link Cohort.changed}.
   */
  changed(changes: Changes): Matcher
  /**
   * What these changes would do: the answer as it is, the answer as it would be, and the difference, person by person. The matcher
   * stays as it is. Both answers are those of {@link Matcher.run}, with its options; of a timeout the first has half.
   *
   * Rejects with an {@link InvalidInputError} as {@link Cohort.changed} throws, or with the signal's reason.
   */
  whatIf(changes: Changes, options?: MatchOptions): Promise<WhatIf>
  /** {@link Matcher.whatIf}, but it holds the event loop until it is done. */
  whatIfSync(changes: Changes, options?: MatchOptionsSync): WhatIf
  /**
   * What each rule of the policy costs, in their order: one run without each, measured by the policy without it. For a hard rule
   * that is the difference of the totals. A soft rule's share of the score falls to the other components without it; its cost is
   * what these lose by it. Progress comes as the stage `rules`.
   */
  ruleCosts(options?: MatchOptions): Promise<readonly RuleCost[]>
  /** {@link Matcher.ruleCosts}, but it holds the event loop until it is done. */
  ruleCostsSync(options?: MatchOptionsSync): readonly RuleCost[]
  /**
   * What one more seat of every mentor who takes part is worth, in points and in mentees with a mentor; in the order of ids. The
   * first is the difference that {@link Matcher.whatIf} with one seat more would find with the objective `total`, the second that with
   * `coverage`, for all mentors at once.
   */
  seatWorths(options?: ShortlistOptions): Promise<readonly SeatWorth[]>
  /** {@link Matcher.seatWorths}, but it holds the event loop until it is done. */
  seatWorthsSync(options?: ShortlistOptionsSync): readonly SeatWorth[]
  /**
   * Why this pair, or everything that stands in its way.
   * @throws {InvalidInputError} for people who are not in the cohort.
   */
  explain(mentor: string, mentee: string): Explanation
  /**
   * The weekly windows that would open the most partners to a person, were each of them added to their availability: at most `k`, and at
   * most 100, best first.
   *
   * A window opens whoever the person may not meet now and might if it were in their `weekly`: somebody whom nothing but too little common
   * time keeps away, or too few points for it, and with whom a whole session then fits at a start of the grid of sessions (`slot_minutes`
   * from the horizon's start in UTC). Seats are not considered, and nobody who takes no part is opened; the list is empty for who
   * takes no part or states no availability, and so has every time. Tried are windows as long as a session, and as long as the
   * least common time takes by this window alone, every slot (every 15 minutes at least) from where sessions start by the person's
   * clocks, from local midnight, and next to windows that are there.
   * Best is what opens the most people, then what is not at night (22:00 to 07:00), then what takes fewer minutes, then what adjoins a window that
   * is there, then what comes first in the week; what opens nobody new beside a better one is left out.
   * @throws {InvalidInputError} for people who are not in the cohort.
   */
  openings(person: string, options?: OpeningsOptions): Promise<readonly Opening[]>
  /** {@link Matcher.openings}, but it holds the event loop until it is done. */
  openingsSync(person: string, options?: OpeningsOptionsSync): readonly Opening[]
}

// ------------------------------------------------------------------------------------------------- what happened

/** One of the two who talk: who offers, or who asks. */
export type Role = 'mentor' | 'mentee'

/** What every event has. */
export interface EventHead {
  /** The host's own. A second event with the same id changes nothing, so an event may be told again whenever in doubt. */
  readonly id: string
  /** When it happened, by the host's clock; a text may say it to the microsecond. */
  readonly at: Instant
}

/** What every event about two people has. */
export interface PairEventHead extends EventHead {
  /** The mentor's id. */
  readonly mentor: string
  /** The mentee's id. */
  readonly mentee: string
}

/**
 * One of two was asked whether they would like to talk; the mentee asks if `by` is absent. From here on the conversation takes a seat of
 * each.
 */
export interface ProposedEvent extends PairEventHead {
  readonly event: 'proposed'
  /** Who asks; the other is to answer. */
  readonly by?: Role | undefined
}

/**
 * What became of a conversation: whoever was asked said yes (`accepted`); nobody answered in time (`expired`, see {@link Matcher.due});
 * whoever asked, or the host, took the proposal back (`withdrawn`); what was agreed will not be (`cancelled`).
 */
export interface ConversationEvent extends PairEventHead {
  readonly event: 'accepted' | 'expired' | 'withdrawn' | 'cancelled'
}

/** One of them said no, to a proposal or to a mere suggestion. It costs them nothing. */
export interface DeclinedEvent extends PairEventHead {
  readonly event: 'declined'
  /** Who; whoever was asked, if absent. */
  readonly by?: Role | undefined
  /** Why, if they care to say. Kept in the journal and shown nowhere. */
  readonly reason?: string | undefined
}

/** They have a time. */
export interface ScheduledEvent extends PairEventHead {
  readonly event: 'scheduled'
  /** When it starts. */
  readonly start?: Instant | undefined
  /** How long it is: 1 to 1,440; the policy's `sessionMinutes` if absent. */
  readonly minutes?: number | undefined
}

/** They talked. */
export interface HeldEvent extends PairEventHead {
  readonly event: 'held'
  /** How long it was: 1 to 1,440; as scheduled if absent. */
  readonly minutes?: number | undefined
}

/** Somebody did not appear. */
export interface NoShowEvent extends PairEventHead {
  readonly event: 'no_show'
  /** Who. */
  readonly who: Role | 'both'
}

/** What one of them thought of it. */
export interface FeedbackEvent extends PairEventHead {
  readonly event: 'feedback'
  /** Whose it is. */
  readonly by: Role
  /** From 1 (poor) to 5 (very good). */
  readonly rating: number
}

/** People who join, or are replaced whole if they are there. */
export interface JoinedEvent extends EventHead {
  readonly event: 'joined'
  /** As mentors. */
  readonly mentors?: readonly Mentor[] | undefined
  /** As mentees. */
  readonly mentees?: readonly Mentee[] | undefined
}

/** Somebody is gone, is not to be matched for now, or may be matched again; in both roles. */
export interface PersonEvent extends EventHead {
  readonly event: 'left' | 'paused' | 'resumed'
  /** Their id. */
  readonly person: string
}

/** Anything else about the cohort. */
export interface ChangedEvent extends EventHead {
  readonly event: 'changed'
  /** What is to be different. */
  readonly changes: Changes
}

/** The policy. */
export interface PolicyEvent extends EventHead {
  readonly event: 'policy'
  /** What is to be different. */
  readonly policy: Policy
}

/**
 * People have been told the matching as it is now, whose pairs are the incumbents from here on (`published`); or nothing happened, but time
 * has passed (`tick`).
 */
export interface TimeEvent extends EventHead {
  readonly event: 'published' | 'tick'
}

/** Something that happened; `event` says what. */
export type Event =
  | ProposedEvent
  | ConversationEvent
  | DeclinedEvent
  | ScheduledEvent
  | HeldEvent
  | NoShowEvent
  | FeedbackEvent
  | JoinedEvent
  | PersonEvent
  | ChangedEvent
  | PolicyEvent
  | TimeEvent

/** Events as a document. */
export interface JournalInput {
  /** Always `fireside/journal/1`. */
  readonly schema?: string | undefined
  /** In the order in which they are told. */
  readonly events: readonly Event[]
}

/** One event, several in the order in which they are told, or a journal. */
export type EventsInput = Event | readonly Event[] | Journal | JournalInput

/**
 * Events in the order in which they were told, whose form is right: what a host stores. `toJson()` writes the document
 * `fireside/journal/1`, in snake case, which every language reads; whether the events fit a cohort is for a {@link Matcher} to say.
 */
export declare class Journal {
  /**
   * Checks events.
   * @throws {InvalidInputError} with everything that is wrong with their form, with paths such as `events[0].mentor`.
   */
  constructor(events?: EventsInput)
  /**
   * Reads a document `fireside/journal/1`, whichever language wrote it.
   * @throws {InvalidInputError} with everything that is wrong with it.
   */
  static fromJson(text: string): Journal
  /** Always `fireside/journal/1`. */
  readonly schema: string
  /** The events, in camel case, with times as text. */
  readonly events: readonly Event[]
  /** The document, in snake case; the same bytes in every language. */
  toJson(): string
}

/** Options of {@link Matcher.matchingSync}, {@link Matcher.waitingSync} and {@link fitWeightsSync}. */
export interface WorkOptionsSync {
  /** After so many milliseconds of work the matching is the best so far, and `gap` says how much better one may be; others tell what they know by then. */
  readonly timeoutMs?: number | undefined
}

/** Options of {@link Matcher.waiting} and {@link fitWeights}. */
export interface WorkOptions extends WorkOptionsSync, JournalOptions {}

/** Options of {@link Matcher.applySync}. */
export interface ApplyOptionsSync extends WorkOptionsSync {
  /**
   * So many points may be missing: the matching is repaired only once more than that may be. A pair that broke counts for all that the
   * mentee's seat was worth until it is replaced, so with 5,000,000 five conversations may wait, or a few more. 0 if absent.
   */
  readonly maxRegret?: number | undefined
}

/** Options of {@link Matcher.apply}. */
export interface ApplyOptions extends ApplyOptionsSync, JournalOptions {}

/** A mentor whom somebody may meet, from {@link Matcher.shortlist}. */
export interface Candidate {
  /** Their id. */
  readonly mentor: string
  /** What the pair is worth, of 1,000,000. */
  readonly points: number
}

/** Options of {@link Matcher.fromJournal}. */
export interface JournalOptions {
  /** Ends the work; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/** What became of some events, and what is different for them: the document `fireside/applied/1`. */
export declare class Applied {
  private constructor()
  /** Always `fireside/applied/1`. */
  readonly schema: string
  /** The time of the latest event so far, which is what a matcher takes the time to be. */
  readonly now: string
  /** One for each event, in the order in which they were given. */
  readonly events: readonly Outcome[]
  /** The conversations that stand otherwise than before, in the order of mentor, then mentee. */
  readonly conversations: readonly Conversation[]
  /** Pairs that are in the matching now and were not before, in the order of mentee, then mentor: whom to propose next. */
  readonly gained: readonly GainedPair[]
  /** Pairs that were in the matching before and are not any more, likewise. */
  readonly lost: readonly Pair[]
  /** How many mentees have other mentors in the matching than before although no event names them. */
  readonly churn: number
  /** The points of the matching. */
  readonly totalPoints: number
  /** How many more points there may be: 0 unless the timeout came first; `null` if it left no time to tell. */
  readonly gap: number | null
  /** The document, in snake case; the same bytes in every language. */
  toJson(): string
}

/**
 * What became of an event:
 *
 * - `applied`: something is different for it.
 * - `no_effect`: it says nothing new, or comes when it cannot mean anything. It is remembered, and nothing is different.
 * - `duplicate`: the same event came before.
 * - `id_taken`: another event has the same id. This one is not remembered.
 * - `too_many`: there are too many events of these two, or of this person. It is not remembered.
 */
export type EventOutcome = 'applied' | 'no_effect' | 'duplicate' | 'id_taken' | 'too_many'

/**
 * What a host should know of an event that was taken all the same:
 *
 * - `unknown_person`: it names somebody who is not in the cohort, or not in that role.
 * - `seats_exceeded`: somebody has more conversations now than seats. Nobody is proposed to them until they have a seat again.
 * - `paused`: somebody is asked who is not to be matched for now.
 */
export type EventNote = 'unknown_person' | 'seats_exceeded' | 'paused'

/** What became of one event. */
export interface Outcome {
  /** The event's id. */
  readonly id: string
  /** What became of it. */
  readonly outcome: EventOutcome
  /** What a host should know of it, if there is anything. */
  readonly notes?: readonly EventNote[]
}

/** Where a conversation stands. The first three take a seat of each. */
export type ConversationState = 'proposed' | 'accepted' | 'scheduled' | 'held' | 'no_show' | 'declined' | 'withdrawn' | 'cancelled' | 'expired'

/** Where the latest conversation of two stands. */
export interface Conversation extends Pair {
  /** Where it stands; `null` if an event that came late says that there was none. */
  readonly state: ConversationState | null
  /** Since when. */
  readonly since: string | null
  /** Who asked. */
  readonly askedBy?: Role
  /** When it starts. */
  readonly start?: string
  /** How long it is, or was. */
  readonly minutes?: number
  /** Who did not appear. */
  readonly absent?: Role | 'both'
}

/** A pair that is in the matching now. */
export interface GainedPair extends Pair {
  /** What the pair is worth, of 1,000,000. */
  readonly points: number
}

/** What is known of somebody for what happened. */
export interface PersonStanding {
  /** Their id. */
  readonly person: string
  /** Whether they take part. */
  readonly status: PersonStatus
  /** As a mentor, if they are one. */
  readonly asMentor: RoleStanding | null
  /** As a mentee, if they are one. */
  readonly asMentee: RoleStanding | null
  /** How likely they answer when they are asked; `null` as long as they never were. */
  readonly responsiveness: Odds | null
  /** How likely they appear; `null` as long as they were never expected. */
  readonly reliability: Odds | null
}

/** Seats in one role. */
export interface RoleStanding {
  /** `capacity` of a mentor, `mentorsWanted` of a mentee. */
  readonly seats: number
  /**
   * How many are open: without those that conversations take, that a budget does not allow, and that a mentee has had. None while they
   * rest.
   */
  readonly open: number
  /** Conversations that take a seat, proposals among them. */
  readonly engaged: number
  /** Nobody is matched with them until then. */
  readonly restingUntil: string | null
  /** How often they were passed over; for mentees. */
  readonly passedOver: number
}

/** How likely something is, and what that rests on. */
export interface Odds {
  /** From 0 to 1. */
  readonly value: number
  /** How often it was so. */
  readonly successes: number
  /** Out of how many times. */
  readonly observations: number
  /** In words. */
  readonly text: string
}

/** Options of {@link Matcher.remediesSync}. */
export interface RemedyOptionsSync extends WorkOptionsSync {
  /** How many of each kind, at most: 1 to 20; 3 if absent. */
  readonly k?: number | undefined
  /** Which kinds; all if absent. */
  readonly kinds?: readonly RemedyKind[] | undefined
  /** How much a topic more would matter to them: 1 to 100; 3 if absent. */
  readonly importance?: number | undefined
  /** How much they would know of it: 1 to 5; 3 if absent. */
  readonly level?: number | undefined
  /** How many changes of each kind are tried, at most: 1 to 1,000; 16 if absent. */
  readonly tries?: number | undefined
  /** How many threads may work, 1 to 256; as many as the machine has if absent. The answer does not depend on it. */
  readonly threads?: number | undefined
}

/** Options of {@link Matcher.remedies}. */
export interface RemedyOptions extends RemedyOptionsSync, JournalOptions {}

/**
 * What is changed, in the order in which remedies are told.
 *
 * - `status`: the person, who is paused, takes part, in both roles. Size 1.
 * - `wanted`: the person, who wants no mentor, wants one. Size 1.
 * - `want`: they ask for one topic more. Size 1.
 * - `window`: they have one weekly window more, of those that {@link Matcher.openings} tries. Size: the minutes a week that are new.
 * - `rule`: one hard rule less, for everybody. Size 1.
 * - `min_score`: a lower `minScore`, for everybody: the points of a pair of theirs. Size: by how many points (of 1,000,000) it is lower.
 * - `min_overlap`: a lower `minOverlapMinutes`, for everybody: what a pair of theirs has in common. Size: by how many minutes it is lower.
 * - `seat`: one seat more of one mentor. Size 1.
 */
export type RemedyKind = 'status' | 'wanted' | 'want' | 'window' | 'rule' | 'min_score' | 'min_overlap' | 'seat'

/** A change with which a run gives the person a mentor more. */
export interface Remedy {
  /** Of which kind it is. */
  readonly kind: RemedyKind
  /** How much is changed, in the unit of its kind. */
  readonly size: number
  /** The change, as {@link Cohort.changed} and {@link Matcher.whatIf} take it. */
  readonly changes: Changes
  /** Whom they would meet then: the id; of several who are new to them, the one with the most points. */
  readonly mentor: string
  /** What that pair would be worth, of 1,000,000. */
  readonly points: number
  /** How many points more all pairs would have together. */
  readonly totalPoints: number
  /** How many other mentees would have fewer mentors than now. */
  readonly left: number
  /** In words, for example `if Bo also asked for Rust, Bo would meet Ada`. */
  readonly text: string
}

/** The smallest changes of each kind that would give somebody one mentor more: the document `fireside/remedies/1`. */
export declare class Remedies {
  private constructor()
  /** Always `fireside/remedies/1`. */
  readonly schema: string
  /** The mentee's id. */
  readonly person: string
  /** How many mentors they would like now: their open seats, none while they take no part. */
  readonly wanted: number
  /** How many they have in the matching with the most points. */
  readonly matched: number
  /** In the order of `RemedyKind`; of one kind the smallest change first, then the most points, then by topic, window, rule or mentor. */
  readonly remedies: readonly Remedy[]
  /** Whether all changes that could help were tried. If not, the timeout came first, or `tries` were not enough. */
  readonly complete: boolean
  /** The document, in snake case; the same bytes in every language. */
  toJson(): string
}

/** Everybody who waits for a mentor: the document `fireside/waiting/1`. */
export declare class WaitingList {
  private constructor()
  /** Always `fireside/waiting/1`. */
  readonly schema: string
  /** The time of the latest event, which is what a matcher takes the time to be. */
  readonly now: string
  /** How many seats of the mentors who take part were seen to come free. */
  readonly releases: number
  /** In how many hours of these mentors' seats, rounded down. */
  readonly seatHours: number
  /** How many waits ended with a conversation so far. */
  readonly ended: number
  /** In how many hours of waiting, of those who still wait, too; rounded down. */
  readonly waitedHours: number
  /** Whoever waits: those of whom nobody knows since when first, then those who wait longest, then by id. */
  readonly waiting: readonly Waiting[]
  /** Whether all of it was found; if not, the timeout came first. */
  readonly complete: boolean
  /** The document, in snake case; the same bytes in every language. */
  toJson(): string
}

/**
 * Why nothing is expected:
 *
 * - `nobody_eligible`: no mentor could take them, however long they wait.
 * - `seat_free`: a mentor who could take them has a seat that is free: it is not seats that they wait for, but what quotas and circles
 *   allow.
 * - `no_history`: no seat was seen to come free yet.
 * - `no_time`: the timeout came first.
 */
export type WaitReason = 'nobody_eligible' | 'seat_free' | 'no_history' | 'no_time'

/** Somebody who waits for a mentor. */
export interface Waiting {
  /** Their id. */
  readonly mentee: string
  /**
   * Since when: the latest of when they joined, said anew how many mentors they want or came back, and when a conversation of theirs ended
   * before it was held. `null` if no event says so.
   */
  readonly since: string | null
  /** How many seats of theirs are open. */
  readonly open: number
  /** How many mentors they have in the matching: fewer than that. */
  readonly matched: number
  /** How many further mentors could take them, were a seat free. */
  readonly mentors: number
  /** How many seats these mentors have in all. */
  readonly seats: number
  /** How many of them are taken: by conversations, by others of the matching, or because their mentor rests or has used a budget up. */
  readonly taken: number
  /** How long until they have a mentor, as far as that is known. */
  readonly expected: ExpectedWait | null
  /** Why it is not, if it is not. */
  readonly reason?: WaitReason
}

/** How long somebody is expected to wait, in hours from the time of the latest event. */
export interface ExpectedWait {
  /** The mean, rounded. */
  readonly hours: number
  /** One in ten waits no longer; rounded down. */
  readonly low: number
  /** One in ten waits longer; rounded up. */
  readonly high: number
}

/**
 * What outcomes say of the policy's weights: logistic regression of what became of proposals on the components of pairs, held against
 * proposals that it has not seen; or, plainly, why they say nothing. `cohort` is the one with which the journal began, `events` are all of
 * them, in the order in which they were told.
 *
 * A success is a proposal that was accepted, whatever came after; a failure one that was declined, or that nobody answered in time.
 * Components that are themselves learnt from outcomes (`keep_pairs`, `prefer_responsive`, `prefer_reliable`, `favour_passed_over`) are left
 * out. There are weights only of 200 observations or more, 40 of either outcome, and if the model tells one from the other better than chance
 * by two standard errors.
 *
 * Rejects as {@link Matcher.fromJournal} does. The work is done on a thread of its own.
 */
export declare function fitWeights(cohort: Cohort | CohortInput, events: EventsInput, options?: WorkOptions): Promise<WeightFit>

/** {@link fitWeights}, but it holds the event loop until it is done. */
export declare function fitWeightsSync(cohort: Cohort | CohortInput, events: EventsInput, options?: WorkOptionsSync): WeightFit

/**
 * Why there are no weights:
 *
 * - `too_few`: fewer than 200 proposals were answered or let lapse, or fewer than 40 of either outcome.
 * - `no_better_than_chance`: on proposals that it has not seen, the model does not tell one outcome from the other.
 * - `deadline`: the timeout came first.
 */
export type FitRefusal = 'too_few' | 'no_better_than_chance' | 'deadline'

/** What outcomes say of the weights, or why they say nothing: the document `fireside/weight-fit/1`. */
export declare class WeightFit {
  private constructor()
  /** Always `fireside/weight-fit/1`. */
  readonly schema: string
  /** Proposals that were answered or let lapse, between people who are there and may be scored. */
  readonly observations: number
  /** How many of them were accepted. */
  readonly accepted: number
  /** Why there are no weights, if so. */
  readonly refused: FitRefusal | undefined
  /** The reason in words. */
  readonly detail: string | undefined
  /** The weights that fit best, of 100 together, in the order of breakdowns; none if refused. */
  readonly weights: readonly FittedWeight[]
  /**
   * How likely a proposal that was accepted has a greater chance than one that was not, on proposals that the model had not seen: 0.5 is
   * chance, 1 is never wrong.
   */
  readonly auc: number | null
  /** Its standard error (Hanley and McNeil 1982). */
  readonly aucError: number | null
  /** The same of the points that pairs have by the policy as it is. */
  readonly aucOfPoints: number | null
  /** Of the proposals in the order of their chance, in ten parts: what was expected, and what came. */
  readonly calibration: readonly CalibrationBin[]
  /** The document, in snake case; the same bytes in every language. */
  toJson(): string
}

/** A weight of the policy, as it is and as outcomes have it. */
export interface FittedWeight {
  /** A component, or a soft rule as breakdowns call it. */
  readonly component: string
  /** As the policy has it, of 100 together. */
  readonly stated: number
  /** As outcomes have it. */
  readonly fitted: number
  /**
   * How likely a proposal that was accepted has a greater value of this component than one that was not, equal ones counting half: what it
   * tells alone.
   */
  readonly aucAlone: number | null
}

/** Some of the proposals: what was expected of them, and what came. */
export interface CalibrationBin {
  /** How many. */
  readonly observations: number
  /** The mean of their chances, by a model that had not seen them. */
  readonly expected: number
  /** The share that was accepted. */
  readonly accepted: number
  /** The share might as well be this, or anything up to `high`: 95 of 100 such intervals have the truth in them (Wilson 1927). */
  readonly low: number
  /** See `low`. */
  readonly high: number
}

// ------------------------------------------------------------------------------------------------------ peers

/** What happens with whoever is left over in a round: they have it off, or join a pair that they may join. */
export type Odd = 'bye' | 'trio'

/** Options of {@link matchPeersSync}. */
export interface PeerOptionsSync {
  /** How many rounds of conversations, 1 to 52; 1 if absent. Nobody meets anybody twice in them. */
  readonly rounds?: number | undefined
  /** What happens with whoever is left over; `bye` if absent. */
  readonly odd?: Odd | undefined
  /** Among equally good choices, another seed may give another one; the same seed always gives the same. */
  readonly seed?: number | undefined
  /** How many threads may work; as many as the machine has if absent. The answer does not depend on it. */
  readonly threads?: number | undefined
  /** After so many milliseconds the best rounds so far come back, with their certified gaps and the status `deadline`. */
  readonly timeoutMs?: number | undefined
}

/** Options of {@link matchPeers}. */
export interface PeerOptions extends PeerOptionsSync, Hold {}

/**
 * Matches people with people for conversations, round by round: an answer for everybody in every round, and the proof.
 *
 * People are mentors and mentees; the same id on both sides is one person. Two may meet if at least one may mentor the other, and are
 * worth the points of both ways round together. Nobody meets anybody twice. In each round as few people as possible are left over,
 * those who were left over before (and those with `passedOver`) least of all; then the most points are made. Locked pairs meet in the
 * first round in which both are free, in the order of their ids.
 *
 * Rejects as {@link matchCohort} does.
 */
export declare function matchPeers(cohort: Cohort | CohortInput, options?: PeerOptions): Promise<PeerMatching>

/** {@link matchPeers}, but it holds the event loop until it is done. */
export declare function matchPeersSync(cohort: Cohort | CohortInput, options?: PeerOptionsSync): PeerMatching

/** Who meets whom in each round, who is left over and why, and the proof that nothing better exists. */
export declare class PeerMatching {
  private constructor()
  /** Always `fireside/peers/1`. */
  readonly schema: string
  /** `optimal` if every round is. */
  readonly status: Status
  /** The rounds, in their order. Each is the best that the ones before it allow. */
  readonly rounds: readonly PeerRound[]
  /** Topics that the cohort does not define and the policy adopts. */
  readonly adoptedTopics: readonly AdoptedTopic[]
  /** What the answer was made from. */
  readonly run: Run
  /**
   * Reads a document `fireside/peers/1`, for example to verify it later.
   * @throws {InvalidInputError}
   */
  static fromJson(text: string): PeerMatching
  /** The document, in snake case; the same bytes in every language. */
  toJson(): string
  /**
   * Checks everything against the cohort: who may meet, nobody twice, locks, points, an answer for everybody and every round's proof.
   * @throws {VerificationError} with everything that does not hold.
   */
  verify(cohort: Cohort | CohortInput): true
}

/** One round of conversations; everybody is in exactly one of its lists. */
export interface PeerRound {
  /** How good the round is known to be, given the ones before it. */
  readonly status: Status
  /** Conversations of two. */
  readonly pairs: readonly PeerPair[]
  /** Conversations of three: a pair, and somebody who would have been left over. */
  readonly trios: readonly PeerTrio[]
  /** Everybody else, and why. */
  readonly byes: readonly PeerBye[]
  /** The proof. */
  readonly certificate: PeerCertificate
}

/** Two people who meet. */
export interface PeerPair {
  /** Their ids, in order. */
  readonly people: readonly string[]
  /** `points` as a share of what two people can be worth to each other at most, 0 to 1. */
  readonly score: number
  /** Of both ways round together, out of 2,000,000. */
  readonly points: number
  /** Whether the host locked the pair. */
  readonly locked: boolean
  /** Who has something to tell whom: one way round or both. */
  readonly directions: readonly PeerDirection[]
  /** One sentence for people a way round. */
  readonly summary: string
}

/** What one has to tell the other. */
export interface PeerDirection {
  /** Id of who tells. */
  readonly mentor: string
  /** Id of who asks. */
  readonly mentee: string
  /** Out of 1,000,000, as {@link matchCohort} counts them. */
  readonly points: number
  /** Whether who asks has stated no topic and hears of one that the other is eager about. */
  readonly broad: boolean
  /** The wanted topics that the mentor is willing to talk about, most important first. */
  readonly sharedTopics: readonly SharedTopic[]
  /** Common time over the horizon, in minutes; absent unless both state availability. */
  readonly overlapMinutes?: number
  /** One sentence for people. */
  readonly summary: string
}

/** Three people who meet, because one of them would have been left over. */
export interface PeerTrio {
  /** Their ids, in order. */
  readonly people: readonly string[]
  /** Id of who joined the other two. */
  readonly joined: string
  /** `points` as a share of what three people can be worth to each other at most, 0 to 1. */
  readonly score: number
  /** Of every two of the three together, out of 6,000,000. */
  readonly points: number
  /** Whether the host locked the pair that was joined. */
  readonly locked: boolean
  /** Who has something to tell whom. */
  readonly directions: readonly PeerDirection[]
  /** Who joins whom, and one sentence for people a way round. */
  readonly summary: string
}

/** Somebody who meets nobody in this round, and why. */
export interface PeerBye {
  /** The person's id. */
  readonly person: string
  /** Why; most people first. */
  readonly reasons: readonly Reason[]
}

/**
 * The proof of a round. Everybody who may still meet somebody has a *level*: 1 if they were left over least often, 2 next, and so on. An
 * edge weighs `lift` times the levels of its ends plus its points, so that the heaviest choice leaves over as few people as possible,
 * then as few as possible of the highest levels, and then has the most points. `duals` and `oddSets` prove that none is heavier, as in
 * {@link solve.peers}. Locked pairs are counted beside it.
 */
export interface PeerCertificate {
  /** The points of all pairs, those that somebody has joined among them. */
  readonly totalPoints: number
  /** No choice that leaves nobody else over has more. */
  readonly boundPoints: number
  /** The difference; 0 proves the pairs optimal in everything. */
  readonly gap: number
  /** How many people are in a pair; those who have joined one do not count. */
  readonly matched: number
  /** No choice has more of them in a pair. */
  readonly most: number
  /**
   * `cohort`: the proof speaks of every two people who may meet. `candidates`: of as many mentors of each mentee as `candidates` says.
   * `found`: the time was up before everybody was looked at, and there is no proof.
   */
  readonly scope: 'cohort' | 'candidates' | 'found'
  /**
   * In large cohorts: only this many mentors of each mentee were considered, and of mentors who are then on fewer than 16 lists, their 16
   * mentees; those with the most points.
   */
  readonly candidates?: number
  /** What a level counts, in points. */
  readonly lift: number
  /** By person, in half units of weight; those who are not listed have none. */
  readonly duals: Readonly<Record<string, number>>
  /** Odd numbers of people, of whom one is over whoever meets whom; any two apart or one within the other. */
  readonly oddSets: readonly PeerSet[]
  /** With `odd: 'trio'`: the proof that nobody else can join a pair, and none a better one. */
  readonly joining?: PeerJoining
}

/** An odd number of people, three or more, and what it is worth to the proof. */
export interface PeerSet {
  /** Ids of those in this set and in none inside it, in order. */
  readonly people: readonly string[]
  /** Sets inside this one: positions in `oddSets`, all before this one. */
  readonly sets: readonly number[]
  /** In half units of weight, above 0. */
  readonly dual: number
}

/**
 * The proof of who joins which pair: to join weighs `lift` times one's level plus the points that one has with the two, and no choice is
 * heavier than all prices together and everybody's best weight less price.
 */
export interface PeerJoining {
  /** The points of those who joined with the two they joined. */
  readonly totalPoints: number
  /** How much heavier another choice could be; 0 proves this one optimal. */
  readonly gap: number
  /** What a level counts, in points. */
  readonly lift: number
  /** The pairs with a price, in order. */
  readonly prices: readonly PeerPrice[]
}

/** The price of joining a pair. */
export interface PeerPrice {
  /** The pair's ids, in order. */
  readonly people: readonly string[]
  /** Above 0. */
  readonly price: number
}

/** The engine without people: matching on plain edges, for other allocators too. */
export declare namespace solve {
  /** Whole numbers. */
  type Numbers =
    | readonly number[]
    | Int8Array
    | Uint8Array
    | Uint8ClampedArray
    | Int16Array
    | Uint16Array
    | Int32Array
    | Uint32Array
    | Float32Array
    | Float64Array
    | BigInt64Array
    | BigUint64Array

  /** The seats of both sides. */
  interface Seats {
    /** By mentor: how many edges at most. */
    readonly mentorSeats: Numbers
    /** By mentee: how many edges at most; one each if absent. */
    readonly menteeSeats?: Numbers | undefined
  }

  interface AssignOptionsSync extends Seats {
    readonly timeoutMs?: number | undefined
  }

  interface AssignOptions extends Seats, Hold {}

  /** The chosen edges and the proof. */
  interface Solution {
    /** Positions of the chosen edges, ascending. */
    readonly edges: Uint32Array
    /** Their weights together. */
    readonly total: number
    /** No choice has a greater total. */
    readonly bound: number
    /** `bound - total`; 0 proves the answer optimal. */
    readonly gap: number
    /** One a mentor: when optimal, exactly what one more seat there would add to the total. */
    readonly prices: Float64Array
    /** How good the answer is known to be. */
    readonly status: Status
  }

  /**
   * Chooses edges of the greatest total, within the seats of both sides. Edge k joins `mentee[k]` and `mentor[k]` and is
   * worth `weight[k]`, 0 to 2^53 - 1. The arrays are copied before the promise is returned.
   *
   * Rejects with an {@link InvalidInputError} that holds everything that is wrong, or with the signal's reason.
   */
  function assign(mentee: Numbers, mentor: Numbers, weight: Numbers, options: AssignOptions): Promise<Solution>

  /** {@link assign}, but it holds the event loop until it is done. */
  function assignSync(mentee: Numbers, mentor: Numbers, weight: Numbers, options: AssignOptionsSync): Solution

  /**
   * Checks a solution against its problem without solving it.
   * @throws {VerificationError} with everything that does not hold.
   */
  function verify(
    mentee: Numbers,
    mentor: Numbers,
    weight: Numbers,
    options: AssignOptions,
    solution: Omit<Solution, 'edges' | 'prices'> & { readonly edges: Numbers; readonly prices: Numbers },
  ): true

  interface BalancedOptionsSync extends Seats {
    /**
     * What every further edge of a mentor costs more than the one before, in the unit of weights: nothing for the first, so much
     * for the second, twice as much for the third.
     */
    readonly loadCost: number
    readonly timeoutMs?: number | undefined
  }

  interface BalancedOptions extends Seats, Hold {
    /**
     * What every further edge of a mentor costs more than the one before, in the unit of weights: nothing for the first, so much
     * for the second, twice as much for the third.
     */
    readonly loadCost: number
  }

  /** Which edges, and the proof that no choice is worth more once every mentor's load is paid for. */
  interface Balanced {
    /** Positions of the chosen edges, ascending. */
    readonly edges: Uint32Array
    /** Their weights together. */
    readonly total: number
    /** `total` less the cost of load: for a mentor with n edges, n (n - 1) / 2 times the load cost. */
    readonly worth: number
    /** No choice is worth more, as `prices` prove. */
    readonly bound: number
    /** `bound - worth`. */
    readonly gap: number
    /** One a mentor: at the optimum, what one more conversation with them would add that costs nothing. */
    readonly prices: Float64Array
    /** One a mentor: how many of the edges are theirs. */
    readonly loads: Uint32Array
    /** `optimal` if the gap is 0. */
    readonly status: Status
  }

  /**
   * Chooses edges of the most weight less the cost of load, so that conversations spread over mentors. Everything is as for
   * {@link assign}, which it is with a cost of 0; but an edge that weighs less than it would cost is not chosen, even if a seat is
   * free.
   *
   * Rejects with an {@link InvalidInputError} that holds everything that is wrong, or with the signal's reason.
   */
  function balanced(mentee: Numbers, mentor: Numbers, weight: Numbers, options: BalancedOptions): Promise<Balanced>

  /** {@link balanced}, but it holds the event loop until it is done. */
  function balancedSync(mentee: Numbers, mentor: Numbers, weight: Numbers, options: BalancedOptionsSync): Balanced

  /**
   * Checks a balanced choice against its problem without solving it.
   * @throws {VerificationError} with everything that does not hold.
   */
  function verifyBalanced(
    mentee: Numbers,
    mentor: Numbers,
    weight: Numbers,
    options: Seats & { readonly loadCost: number },
    solution: Balanced,
  ): true

  interface CoverageOptionsSync extends Seats {
    /** What is to be as many as possible: mentees with at least one mentor, or chosen edges; `people` if absent. */
    readonly count?: 'people' | 'seats' | undefined
    readonly timeoutMs?: number | undefined
  }

  interface CoverageOptions extends Seats, Hold {
    /** What is to be as many as possible: mentees with at least one mentor, or chosen edges; `people` if absent. */
    readonly count?: 'people' | 'seats' | undefined
  }

  /** Which edges, the proof that no choice reaches more, and that none that reaches as many is worth more. */
  interface Coverage {
    /** Positions of the chosen edges, ascending. */
    readonly edges: Uint32Array
    /** How many people, or seats, they reach. */
    readonly matched: number
    /** No choice reaches more. */
    readonly most: number
    /**
     * The proof of `most`: a choice reaches at most all seats of these mentors, and for every mentee as many edges to others
     * as there are, up to the seats that count.
     */
    readonly cover: Uint32Array
    /** Their weights together. */
    readonly total: number
    /** No choice that reaches `most` has a greater total, as `prices` and `lift` prove. */
    readonly bound: number
    /** `bound - total`. */
    readonly gap: number
    /** One a mentor. */
    readonly prices: Float64Array
    /** What it was worth to reach one more. */
    readonly lift: number
    /** `optimal` if `matched` is `most` and the gap 0. */
    readonly status: Status
  }

  /**
   * Chooses edges that reach as many as possible, and among these the greatest total. Everything is as for {@link assign}, but
   * an edge worth 0 may be chosen.
   *
   * Rejects with an {@link InvalidInputError} that holds everything that is wrong, or with the signal's reason.
   */
  function coverage(mentee: Numbers, mentor: Numbers, weight: Numbers, options: CoverageOptions): Promise<Coverage>

  /** {@link coverage}, but it holds the event loop until it is done. */
  function coverageSync(mentee: Numbers, mentor: Numbers, weight: Numbers, options: CoverageOptionsSync): Coverage

  /**
   * Checks a covering against its problem without solving it.
   * @throws {VerificationError} with everything that does not hold.
   */
  function verifyCoverage(
    mentee: Numbers,
    mentor: Numbers,
    weight: Numbers,
    options: Seats & { readonly count?: 'people' | 'seats' | undefined },
    solution: Coverage,
  ): true

  interface CoverageCurveOptionsSync extends CoverageOptionsSync {
    /** How many points at most, 2 to 1,000; 20 if absent. */
    readonly points?: number | undefined
  }

  interface CoverageCurveOptions extends CoverageOptions {
    /** How many points at most, 2 to 1,000; 20 if absent. */
    readonly points?: number | undefined
  }

  /** One point of the curve: a choice, the proof that none that reaches as many is worth more, and what is known up to the next. */
  interface CurvePoint {
    /** Positions of the chosen edges, ascending. */
    readonly edges: Uint32Array
    /** How many people, or seats, they reach. */
    readonly matched: number
    /** Their weights together. */
    readonly total: number
    /** What no choice that reaches `matched` exceeds, as `prices` and `bonus` prove: `total`, unless the timeout came first. */
    readonly bound: number
    /**
     * With a bonus of so much for each one reached, this choice is the best. So no choice that reaches k is worth more than
     * `bound + (matched - k) * bonus`.
     */
    readonly bonus: number
    /** One a mentor. */
    readonly prices: Float64Array
    /** Whether the curve is straight up to the next point; true of the last one. */
    readonly exact: boolean
    /** By how much the curve may be above the straight line to the next point, at most; 0 if `exact`. */
    readonly doubt: number
  }

  /** The greatest total for every number of people, or seats, from the greatest of all to as many as possible. */
  interface Curve {
    /** Where the curve bends, in the order of `matched`: the first has the greatest total of all, the last reaches `most`. */
    readonly points: readonly CurvePoint[]
    /** No choice reaches more. */
    readonly most: number
    /** The proof of `most`, as in {@link Coverage}. */
    readonly cover: Uint32Array
    /** `optimal` if the whole curve is known, `within_gap` if it has more bends than `points`, else `deadline`. */
    readonly status: Status
  }

  /**
   * What one more person (or seat) reached costs: the greatest total for every number, from the greatest of all to
   * {@link coverage}. The curve is concave and made of straight stretches; its bends are found first where most is in doubt.
   *
   * Rejects with an {@link InvalidInputError} that holds everything that is wrong, or with the signal's reason.
   */
  function coverageCurve(mentee: Numbers, mentor: Numbers, weight: Numbers, options: CoverageCurveOptions): Promise<Curve>

  /** {@link coverageCurve}, but it holds the event loop until it is done. */
  function coverageCurveSync(mentee: Numbers, mentor: Numbers, weight: Numbers, options: CoverageCurveOptionsSync): Curve

  /**
   * Checks a curve against its problem without solving it.
   * @throws {VerificationError} with everything that does not hold.
   */
  function verifyCoverageCurve(
    mentee: Numbers,
    mentor: Numbers,
    weight: Numbers,
    options: Seats & { readonly count?: 'people' | 'seats' | undefined },
    solution: Curve,
  ): true

  /** What a mentee's lot is. */
  interface Measured {
    /** `best` (if absent): what their best edge is worth. `sum`: what all their edges are worth together. */
    readonly measure?: 'best' | 'sum' | undefined
    /**
     * Tells lots apart by bands only: 1 to `band`, and so on; 1 if absent. Of all choices that are as fair by bands, that whose lots
     * are worth most together: a small step down in fairness that buys points back. For `best` only.
     */
    readonly band?: number | undefined
    /**
     * One whole number a mentee. Of those with the largest as many as possible have somebody, then of those with the next, and so on;
     * as many have somebody as without. For `best` only.
     */
    readonly urgency?: Numbers | undefined
  }

  /** Which edges, what fairness costs, and the proof that no choice is fairer. */
  interface Fair {
    /** Positions of the chosen edges, ascending. */
    readonly edges: Uint32Array
    /** How many mentees have at least one. */
    readonly matched: number
    /** The least lot of those who have any; 0 if nobody has. */
    readonly worst: number
    /** No choice that gives something to as many has a better `worst`. */
    readonly bound: number
    /**
     * `bound - worst`. 0 says that nobody can be spared being as badly off as whoever is worst off. In bands it is less than the
     * band.
     */
    readonly gap: number
    /** What the chosen edges are worth together. */
    readonly total: number
    /** No choice has a greater total, fair or not, as `mostPrices` prove. */
    readonly most: number
    /** `most - total`: what fairness costs; after a deadline, what it costs at most. */
    readonly price: number
    /** One a mentor, for `most`. */
    readonly mostPrices: Float64Array
    /**
     * The proof of fairness: a mentor's price is a list of numbers, one for how many have somebody (at weight 0), then one for
     * each weight, ascending. An edge is worth the list with 1 at weight 0 and -1 at its own weight. Lists are added number
     * by number and compared from the first number on; so read, no choice is worth more than seats times price and every
     * mentee's best of worth less price. In bands a weight is the number of its band, from 1 on; with an urgency an edge has its 1
     * at minus its mentee's urgency instead of at 0. This is whose price each entry of `prices` is.
     */
    readonly priceMentors: Uint32Array
    /** At which weight. */
    readonly priceWeights: Float64Array
    /** The numbers that are not 0. */
    readonly prices: Float64Array
    /**
     * Up to this lot the answer is proved: no choice has fewer people below. The largest weight, unless the deadline came
     * first; 0 if only `matched` is proved, as always for sums; less than any lot if nothing is, which is -1 without urgency. In
     * bands the number of a band.
     */
    readonly proved: number
    /**
     * In bands the proof that no choice as fair has lots that are worth more together, one a mentor, else empty. A choice is as fair
     * if and only if, at `prices`, it has mentees' best edges only, somebody for every mentee whose best is worth more than nothing,
     * and all seats filled of mentors whose price is. Let an edge count for what it is worth above the lower end of its band: then no
     * such choice exceeds seats times second price and every mentee's best edge less second price, none below 0 but of those who
     * must have somebody.
     */
    readonly secondPrices: Float64Array
    /** With an urgency those there are, the largest first, else empty. */
    readonly urgencies: Uint32Array
    /** How many mentees have it. */
    readonly urgentMentees: Float64Array
    /** How many of them have somebody. */
    readonly urgentMatched: Float64Array
    /**
     * For sums the proof of `bound`, one a mentee, else empty. With weights times shares no choice exceeds what `sharePrices`
     * prove; that is divided by the sum of the `matched` least shares of mentees who have edges.
     */
    readonly shares: Float64Array
    /** One a mentor, for `shares`. */
    readonly sharePrices: Float64Array
    /**
     * `optimal` if all is proved; for sums `within_gap`, whatever the gap, since the lots of others than the worst off are not
     * proved; `deadline` if there was no time.
     */
    readonly status: Status
  }

  /**
   * Chooses edges so that whoever has least has as much as possible, then whoever has least of the others, and so on. What
   * counts for a mentee is their best edge, and nothing if they have none; seats that are left go to those who want several,
   * for the most points. That is solved exactly. With `measure: 'sum'` it is what all their edges are worth together; if anybody
   * wants several that is NP-hard, and the answer is a good one with a `bound` and a `gap`. Everything else is as for
   * {@link assign}.
   *
   * Rejects with an {@link InvalidInputError} that holds everything that is wrong, or with the signal's reason.
   */
  function fair(mentee: Numbers, mentor: Numbers, weight: Numbers, options: AssignOptions & Measured): Promise<Fair>

  /** {@link fair}, but it holds the event loop until it is done. */
  function fairSync(mentee: Numbers, mentor: Numbers, weight: Numbers, options: AssignOptionsSync & Measured): Fair

  /**
   * Checks a fair choice against its problem without solving it: seats, figures, every kind of prices.
   * @throws {VerificationError} with everything that does not hold.
   */
  function verifyFair(mentee: Numbers, mentor: Numbers, weight: Numbers, options: Seats & Measured, solution: Fair): true

  /** What matters first. */
  interface RankOrder extends Seats {
    /** `cardinality` (if absent) has as many edges as possible first, `rank` first choices, even if fewer are matched. */
    readonly first?: 'cardinality' | 'rank' | undefined
    /** As many edges as possible, then as few as possible of the last rank, of the last but one, and so on. */
    readonly generous?: boolean | undefined
  }

  interface RankOptionsSync extends RankOrder {
    readonly timeoutMs?: number | undefined
  }

  interface RankOptions extends RankOrder, Hold {}

  /** Which edges, how many of each rank, and the proof. */
  interface RankMaximal {
    /** Positions of the chosen edges, ascending. */
    readonly edges: Uint32Array
    /** How many they are. */
    readonly matched: number
    /** The different ranks of all edges, best first. */
    readonly ranks: Float64Array
    /** How many chosen edges have each of them. */
    readonly signature: Float64Array
    /**
     * The proof: for each objective in turn, one price a mentor. Prices, weights and sums are lists of one number an
     * objective, compared from the first on; so read, no choice is worth more than seats times price and every mentee's
     * best of weight less price.
     */
    readonly prices: Float64Array
    /**
     * How many objectives are proved: all, unless the deadline came first. They are how many edges (not with `first: 'rank'`),
     * then how many of each rank, best first; with `generous` how many are better than the last rank, the last but one, ...
     */
    readonly proved: number
    /** `optimal` if all are proved, else `deadline`. */
    readonly status: Status
  }

  /**
   * Chooses edges by their ranks, any whole numbers of which smaller ones are better, at most 1,000 different ones: as many
   * first choices as possible, then second choices, and so on. Everything else is as for {@link assign}.
   *
   * Rejects with an {@link InvalidInputError} that holds everything that is wrong (at `first` for `generous` with
   * `first: 'rank'`, which would leave everybody alone), or with the signal's reason.
   */
  function rankMaximal(mentee: Numbers, mentor: Numbers, rank: Numbers, options: RankOptions): Promise<RankMaximal>

  /** {@link rankMaximal}, but it holds the event loop until it is done. */
  function rankMaximalSync(mentee: Numbers, mentor: Numbers, rank: Numbers, options: RankOptionsSync): RankMaximal

  /**
   * Checks such a choice against its problem without solving it: seats, signature, prices.
   * @throws {VerificationError} with everything that does not hold.
   */
  function verifyRankMaximal(mentee: Numbers, mentor: Numbers, rank: Numbers, options: RankOrder, solution: RankMaximal): true

  interface StableOptionsSync extends Seats {
    /** Who proposes, and so gets the best that stability allows; `mentee` if absent. */
    readonly side?: 'mentee' | 'mentor' | undefined
    /** After so many milliseconds the search for the best bound is cut short; the matching is always finished. */
    readonly timeoutMs?: number | undefined
  }

  interface StableOptions extends Seats, Hold {
    /** Who proposes, and so gets the best that stability allows; `mentee` if absent. */
    readonly side?: 'mentee' | 'mentor' | undefined
  }

  /** Which pairs meet, and how many more could meet in any stable matching at most. */
  interface Stable {
    /** Positions of the chosen pairs, ascending. */
    readonly edges: Uint32Array
    /** How many they are. */
    readonly matched: number
    /** What no stable matching exceeds. */
    readonly bound: number
    /** `bound - matched`; 0 proves that no stable matching is larger. */
    readonly gap: number
    /**
     * The proof of the bound where lists have ties: a matching has at most all seats of these mentors, and for every mentee
     * as many pairs with others as there are, up to their seats. Empty if no list has ties: all stable matchings have the
     * same size then.
     */
    readonly cover: Uint32Array
    /** `optimal` if the gap is 0; `within_gap` if at least two thirds of the largest stable matching are sure. */
    readonly status: Status
  }

  /**
   * Chooses pairs so that no mentee and no mentor would both rather have each other than somebody they have. Pair k joins
   * `mentee[k]` and `mentor[k]`; `menteeRank[k]` is the mentor's place in the mentee's list, `mentorRank[k]` the mentee's in
   * the mentor's. Smaller is better, equal numbers are a tie, and lists may be short. With strict lists, everybody on
   * `side` gets the best that any stable matching could give them.
   *
   * Rejects with an {@link InvalidInputError} that holds everything that is wrong, or with the signal's reason.
   */
  function stable(mentee: Numbers, mentor: Numbers, menteeRank: Numbers, mentorRank: Numbers, options: StableOptions): Promise<Stable>

  /** {@link stable}, but it holds the event loop until it is done. */
  function stableSync(mentee: Numbers, mentor: Numbers, menteeRank: Numbers, mentorRank: Numbers, options: StableOptionsSync): Stable

  /**
   * Checks a stable matching against its problem without solving it: pairs, seats, that no pair blocks, the bound.
   * @throws {VerificationError} with everything that does not hold.
   */
  function verifyStable(
    mentee: Numbers,
    mentor: Numbers,
    menteeRank: Numbers,
    mentorRank: Numbers,
    options: Seats,
    solution: Stable,
  ): true

  interface PeersOptionsSync {
    /** How many people there are, at most 2^24. */
    readonly n: number
    readonly timeoutMs?: number | undefined
  }

  interface PeersOptions extends Hold {
    /** How many people there are, at most 2^24. */
    readonly n: number
  }

  /** An odd number of people who cannot all be paired among themselves, and what that is worth to the proof. */
  interface OddSet {
    /** People in this set and in none inside it, ascending. */
    readonly people: Uint32Array
    /** Sets inside this one, not inside another inside it: positions in `oddSets`, all before this one. */
    readonly sets: Uint32Array
    /** What it is worth, in half units of weight, above 0. */
    readonly dual: number
  }

  /**
   * Who meets whom, and the proof that no choice is worth more: the duals of both ends of an edge and of all odd sets that
   * hold both sum to at least twice its weight.
   */
  interface Peers {
    /** Positions of the chosen edges, ascending. */
    readonly edges: Uint32Array
    /** Whom each person meets; -1 if nobody. */
    readonly partner: Int32Array
    /** Their weights together. */
    readonly total: number
    /** No choice has a greater total. */
    readonly bound: number
    /** `bound - total`; 0 proves the answer optimal. */
    readonly gap: number
    /** One a person, in half units of weight. */
    readonly duals: Float64Array
    /** The odd sets of the proof; any two are apart or one within the other. */
    readonly oddSets: readonly OddSet[]
    /** How good the answer is known to be. */
    readonly status: Status
  }

  /**
   * Chooses edges of the greatest total between people of one kind, at most one edge at each person. Edge k joins `a[k]` and
   * `b[k]` and is worth `weight[k]`, 0 to 2^52.
   *
   * Rejects with an {@link InvalidInputError} that holds everything that is wrong, or with the signal's reason.
   */
  function peers(a: Numbers, b: Numbers, weight: Numbers, options: PeersOptions): Promise<Peers>

  /** {@link peers}, but it holds the event loop until it is done. */
  function peersSync(a: Numbers, b: Numbers, weight: Numbers, options: PeersOptionsSync): Peers

  /**
   * Checks a matching of peers against its problem without solving it.
   * @throws {VerificationError} with everything that does not hold.
   */
  function verifyPeers(a: Numbers, b: Numbers, weight: Numbers, options: { readonly n: number }, solution: Peers): true

  /** At most `max` of some edges are chosen. */
  interface QuotaGroup {
    /** Positions of edges, each once, in any order. */
    readonly edges: Numbers
    /** How many of them are chosen at most. */
    readonly max: number
  }

  /** What limits a choice of edges. */
  interface Limits extends Seats {
    /** Sets of edges of which only so many are chosen. */
    readonly groups: readonly QuotaGroup[]
    /** By mentor: they have nobody, or at least so many. 0 and 1 ask for nothing, and so does no list. */
    readonly mentorLeast?: Numbers | undefined
    /**
     * What is to be as many as possible before weights are looked at, as for {@link coverage}; weights alone count if absent. An edge
     * worth 0 may be chosen then, and never otherwise.
     */
    readonly count?: 'people' | 'seats' | undefined
  }

  /** How many people, or seats, a choice reaches, and how many any can. */
  interface Reach {
    /** How many the chosen edges reach. */
    readonly matched: number
    /** What no choice exceeds: the sum in {@link Quotas} with `lift` in it, divided by `lift`, rounded down. */
    readonly most: number
    /**
     * What it was worth to reach one more: added to the weight of every edge, if seats count, or of the first edge of every mentee.
     * More than all edges together that a choice can have.
     */
    readonly lift: number
  }

  interface QuotasOptionsSync extends Limits {
    readonly timeoutMs?: number | undefined
  }

  interface QuotasOptions extends Limits, Hold {}

  /**
   * Which edges, and the proof that no choice is worth more: the sum of seats times price of mentors, of `max` times price of
   * groups, and of what mentees gain at most, an edge being worth its weight less the prices of its mentor and of every group
   * that it is in. Edges to mentors who have fewer edges than their circle needs do not count. With `count` no choice that reaches as
   * many exceeds this sum with `reach.lift` in it, less `reach.matched` times `reach.lift`, or what the heaviest edges of every mentee
   * sum to, if that is less.
   */
  interface Quotas {
    /** Positions of the chosen edges, ascending. */
    readonly edges: Uint32Array
    /** Their weights together. */
    readonly total: number
    /** No choice has a greater total; with `count`, none that reaches as many. */
    readonly bound: number
    /** `bound - total`; 0 proves the answer optimal, with `count` if `reach.matched` is `reach.most`. */
    readonly gap: number
    /** One a mentor. */
    readonly prices: Float64Array
    /** One a group: what one more of its edges would add at most. */
    readonly groupPrices: Float64Array
    /** With `count`: how many are reached. */
    readonly reach?: Reach
    /** `optimal` if the gap is 0, and as many are reached as can be; else `within_gap`, or `deadline` if that ended the search. */
    readonly status: Status
  }

  /**
   * Chooses edges of the greatest total, of each group at most so many, and at each mentor nobody or enough; with `count` edges that
   * reach as many as possible, and among these the greatest total. Exact where groups
   * are nested: each lies within the edges of one mentor or one mentee, or is made of all edges of some mentees or some
   * mentors, and any two on the same side are apart or one within the other. Other groups, and circles that do not fill by
   * themselves, are NP-hard: the answer is then a good one, and `gap` says how much better one could be at most. Everything
   * else is as for {@link assign}.
   *
   * Rejects with an {@link InvalidInputError} that holds everything that is wrong (`groups[3].edges[1]`), or with the signal's
   * reason.
   */
  function quotas(mentee: Numbers, mentor: Numbers, weight: Numbers, options: QuotasOptions): Promise<Quotas>

  /** {@link quotas}, but it holds the event loop until it is done. */
  function quotasSync(mentee: Numbers, mentor: Numbers, weight: Numbers, options: QuotasOptionsSync): Quotas

  /**
   * Checks such a choice against its problem without solving it: seats, quotas, circles, sums, the bound.
   * @throws {VerificationError} with everything that does not hold.
   */
  function verifyQuotas(mentee: Numbers, mentor: Numbers, weight: Numbers, options: Limits, solution: Quotas): true

  /**
   * Who is free when: people × slots. An array of arrays of true and false, one a person; or one byte a slot, 1 if free, row after row
   * in a `Uint8Array`; or the bits of the rows in a `BigUint64Array`, ⌈slots / 64⌉ words a person, slot s in bit s mod 64, from the
   * lowest, of word ⌊s / 64⌋: an eighth of the memory.
   */
  type Free = readonly (readonly boolean[])[] | Uint8Array | BigUint64Array

  /** When everybody is free. */
  interface Calendars {
    /** How many slots there are, 1 to 65,536. */
    readonly slots: number
    /** When each mentee is free. */
    readonly menteeFree: Free
    /** When each mentor is free. */
    readonly mentorFree: Free
  }

  /** Seats, which are sessions here, and times. */
  interface Sessions extends Seats, Calendars {
    /** How many slots in a row a session takes; 1 if absent. */
    readonly slotsPerSession?: number | undefined
    /** How many sessions there may be at each slot, over all mentors; any number if absent. */
    readonly slotRooms?: Numbers | undefined
    /** What is to be the most: the weight (`total`, if absent), or the sessions and then the weight. */
    readonly aim?: 'total' | 'coverage' | undefined
  }

  interface ScheduleOptionsSync extends Sessions {
    readonly timeoutMs?: number | undefined
  }

  interface ScheduleOptions extends Sessions, Hold {}

  /** What one more session of a mentor at a slot would add, beyond the price of the mentor. */
  interface SlotPrice {
    readonly mentor: number
    readonly slot: number
    /** Above 0. */
    readonly price: number
  }

  /**
   * Who meets whom and when, and the proof that no schedule is worth more: whatever prices are, none exceeds the sum of seats times
   * price of mentors, of all slot prices, of rooms times price of slots, and of what mentees gain at most; an edge being worth its
   * weight and `lift`, less the price of its mentor and of the slots it takes, at the cheapest start. Nobody has more seats than
   * sessions they have time for.
   */
  interface Schedule {
    /** Positions of the chosen edges, ascending. */
    readonly edges: Uint32Array
    /** The slot at which the session of each chosen edge starts. */
    readonly slots: Uint32Array
    /** Their weights together. */
    readonly total: number
    /** With the aim `coverage`: no schedule has more sessions. */
    readonly most?: number
    /**
     * No schedule has a greater total; with the aim `coverage`, none with at least as many sessions. It is that sum, less `lift` for each
     * chosen edge, or what the heaviest edges that mentees have time for sum to, if that is less.
     */
    readonly bound: number
    /** `bound - total`; 0 proves the answer optimal, with the aim `coverage` if there are `most` sessions. */
    readonly gap: number
    /** What a session is worth beyond its weight: 0 with the aim `total`, else more than all weights together. */
    readonly lift: number
    /** One a mentor. */
    readonly prices: Float64Array
    /** Those that are not 0, in the order of mentors and slots. */
    readonly slotPrices: readonly SlotPrice[]
    /** One a slot; none if no slot has a price. */
    readonly roomPrices: Float64Array
    /**
     * `optimal` if the gap is 0 and no schedule has more sessions where these come first; else `within_gap`, or `deadline` if that
     * ended the search.
     */
    readonly status: Status
  }

  /**
   * Chooses edges and a slot for each, of the greatest total, or of the most sessions and then the greatest total: within the seats of
   * both sides, everybody free and at one place only. Mentees are rows of `menteeFree`, mentors of `mentorFree`. Exact if every mentee
   * wants one session, a session takes one slot and there are rooms enough. Else this is NP-hard: the answer is then a good one, and
   * `gap` says how much better one could be at most. Everything else is as for {@link assign}; an edge worth 0 is chosen with the aim
   * `coverage` only.
   *
   * Rejects with an {@link InvalidInputError} that holds everything that is wrong (`length_mismatch` at `mentorFree`), or with the
   * signal's reason.
   */
  function schedule(mentee: Numbers, mentor: Numbers, weight: Numbers, options: ScheduleOptions): Promise<Schedule>

  /** {@link schedule}, but it holds the event loop until it is done. */
  function scheduleSync(mentee: Numbers, mentor: Numbers, weight: Numbers, options: ScheduleOptionsSync): Schedule

  /**
   * Checks a schedule against its problem without solving it: seats, rooms, that everybody is free and at one place, sums, the bound.
   * @throws {VerificationError} with everything that does not hold.
   */
  function verifySchedule(mentee: Numbers, mentor: Numbers, weight: Numbers, options: Sessions, solution: Schedule): true

  interface TimetableOptions extends Calendars {
    /** An abort rejects with the signal's reason. */
    readonly signal?: AbortSignal | undefined
  }

  /** Pairs of one mentor that have fewer slots than they are. */
  interface Crowd {
    /** Positions of pairs, ascending. */
    readonly pairs: Uint32Array
    /** All slots that any of them has in common with the mentor, ascending: fewer than pairs. */
    readonly slots: Uint32Array
  }

  /** When pairs meet. */
  interface Timetable {
    /** The slot of each pair; -1 if it has none. */
    readonly slots: Int32Array
    /**
     * Why pairs have none, by mentor: as many pairs are left out as crowds have more pairs than slots, and no timetable leaves out
     * fewer. Empty if some mentee has several pairs.
     */
    readonly crowds: readonly Crowd[]
    /** Whether no timetable has more pairs. */
    readonly proved: boolean
  }

  /**
   * Finds slots for pairs that are chosen already: for as many as possible if no mentee has several pairs, and then it says why the
   * others have none; else for as many as it can.
   *
   * Rejects with an {@link InvalidInputError} that holds everything that is wrong, or with the signal's reason.
   */
  function timetable(mentee: Numbers, mentor: Numbers, options: TimetableOptions): Promise<Timetable>

  /** {@link timetable}, but it holds the event loop until it is done. */
  function timetableSync(mentee: Numbers, mentor: Numbers, options: Calendars): Timetable
}

// --------------------------------------------------------------------------------------------------- sessions

/** Options of {@link scheduleMatchingSync}. How long sessions are and on which grid they start is the policy's. */
export interface ScheduleOptionsSync {
  /**
   * A schedule whose sessions stay where they are if they are still possible (`kept`), even where others could have a time if they did
   * not.
   */
  readonly previous?: Schedule | null | undefined
  /** The most sessions at a time, 1 to 1,000,000: rooms, or links; any number if absent. */
  readonly rooms?: number | undefined
  /** How many threads may work; as many as the machine has if absent. The answer does not depend on it. */
  readonly threads?: number | undefined
  /** After so many milliseconds the best schedule found comes back, with its certified gap and the status `deadline`. */
  readonly timeoutMs?: number | undefined
}

/** Options of {@link scheduleMatching}. */
export interface ScheduleOptions extends ScheduleOptionsSync, Hold {}

/**
 * Finds a time for every pair of a matching, or names who and what makes it impossible.
 *
 * Sessions take the policy's `sessionMinutes` and start on its grid of `slotMinutes` from the horizon's start (UTC). They are in the free
 * time of both. Nobody is in two places, as mentor and mentee; between two sessions of a person there are the buffers, which may share
 * their minutes; nobody has more sessions or minutes in a week than they allow, where a session counts in the week, from Monday in the
 * person's zone, in which it starts; and there are no more sessions at a time than `rooms`. Where one of two states no availability, the
 * other's counts; where neither does, they have no time.
 *
 * As many sessions as possible where the gap is 0, and nowhere else: that is always so where sessions take one slot, nobody has buffers,
 * one of each pair is in no other pair, and there are not both rooms and weekly limits. Elsewhere a good schedule comes with a bound.
 *
 * The cohort may be newer than the matching, but the matching's people must be there. Rejects as {@link matchCohort} does; with
 * `unknown_person` for pairs of people who are not in the cohort, `duplicate_entry` for a pair that comes twice, and `contradiction` for a
 * pair of one person.
 */
export declare function scheduleMatching(cohort: Cohort | CohortInput, matching: Matching, options?: ScheduleOptions): Promise<Schedule>

/** {@link scheduleMatching}, but it holds the event loop until it is done. */
export declare function scheduleMatchingSync(cohort: Cohort | CohortInput, matching: Matching, options?: ScheduleOptionsSync): Schedule

/**
 * When the pairs of a matching meet, which of them cannot and why, and how many could at most.
 *
 * Instants are texts in UTC, for example `2026-12-01T09:00:00Z`. Sessions and pairs are in the order of mentee, then mentor.
 */
export declare class Schedule {
  private constructor()
  /** Always `fireside/schedule/1`. */
  readonly schema: string
  /** `optimal`: no schedule has more sessions. `within_gap`: no more than `figures.gap` more. `deadline`: time ran out. */
  readonly status: Status
  /** The conversations, each `sessionMinutes` of the policy long. */
  readonly sessions: readonly Session[]
  /** The other pairs of the matching. */
  readonly unscheduled: readonly Unscheduled[]
  /** Why there are no more sessions: pairs that have fewer places than they are. No two share a pair. */
  readonly crowds: readonly SessionCrowd[]
  /** What it comes to. */
  readonly figures: ScheduleFigures
  /** What the answer was made from. */
  readonly run: Run
  /**
   * Reads a document `fireside/schedule/1`, for example to verify it later, or to keep its sessions.
   * @throws {InvalidInputError}
   */
  static fromJson(text: string): Schedule
  /** The document, in snake case; the same bytes in every language. */
  toJson(): string
  /**
   * Checks everything against the cohort and the matching: free time, buffers, weekly limits, rooms, an answer for every pair, every reason,
   * and the bound.
   * @throws {VerificationError} with everything that does not hold.
   */
  verify(cohort: Cohort | CohortInput, matching: Matching): true
}

/** A conversation with a time. */
export interface Session {
  /** The mentor's id. */
  readonly mentor: string
  /** The mentee's id. */
  readonly mentee: string
  /** Id of the first topic of the pairing, as the mentee wants it; absent if it has none. */
  readonly topic?: string
  /** When it starts. */
  readonly start: string
  /** When it ends. */
  readonly end: string
  /** What the mentor's clocks show; absent if the mentor states no availability. */
  readonly mentorLocal?: LocalTime
  /** What the mentee's clocks show; absent if the mentee states no availability. */
  readonly menteeLocal?: LocalTime
  /** Whether all of it is in time that both prefer. Who prefers no time prefers all they have. */
  readonly preferred: boolean
  /** Whether it is where the schedule before this one, or the matching, had it, and was to stay there. */
  readonly kept: boolean
}

/** A time as clocks somewhere show it, for example `2026-12-01T09:00+00:00`. */
export interface LocalTime {
  /** The zone in which the person is at the start. */
  readonly timeZone: string
  /** The start. */
  readonly start: string
  /** The end. */
  readonly end: string
}

/**
 * Why a pair has no session.
 *
 * - `no_times_stated`: neither of the two states availability.
 * - `weekly_limit`: one of the two may have fewer minutes a week than a session takes; or a crowd would have place without the limit.
 * - `no_common_time`: the two are never both free for a whole session.
 * - `crowded`: the pair is in a crowd around one person, who has too few places for it.
 * - `no_room`: rooms are too few.
 * - `times_taken`: at every time the two have in common, somebody's other session, buffer or weekly limit is in the way, and no way round
 *   was found.
 * - `deadline`: the deadline came before the pair was placed.
 */
export type UnscheduledCode = 'no_times_stated' | 'weekly_limit' | 'no_common_time' | 'crowded' | 'no_room' | 'times_taken' | 'deadline'

/** A pair without a time, and why. */
export interface Unscheduled {
  /** The mentor's id. */
  readonly mentor: string
  /** The mentee's id. */
  readonly mentee: string
  /** Why. */
  readonly code: UnscheduledCode
  /** In words. */
  readonly message: string
  /** Ids of who stands in the way, in order; the first ten of them. */
  readonly people: readonly string[]
  /** How many starts the two have in common, were nobody else there. */
  readonly starts: number
  /** The position in `crowds` of the one this pair is in. */
  readonly crowd?: number
  /** With `no_common_time`: the session that lacks the least. */
  readonly nearest?: NearSession
}

/** A session that somebody would have to give more time for. */
export interface NearSession {
  /** Id of whoever has too little time; the other one is free. */
  readonly person: string
  /** How many more minutes it takes. */
  readonly minutes: number
  /** When it would start. */
  readonly start: string
  /** When it would end. */
  readonly end: string
}

/** Pairs of which no schedule holds more than so many. */
export interface SessionCrowd {
  /** What they lack. */
  readonly code: 'crowded' | 'weekly_limit' | 'no_room'
  /** Id of the person in all of the pairs whose time is short; absent if rooms are. */
  readonly person?: string
  /** The pairs, in order. */
  readonly pairs: readonly SessionPair[]
  /** At how many starts any of them could meet. */
  readonly starts: number
  /** The first ten stretches from the first of such starts to the end of the session at the last. */
  readonly windows: readonly Window[]
  /** The most that can be held, fewer than pairs. */
  readonly most: number
  /** `count`: there is no more place at those starts. `search`: no way of holding more was left out. */
  readonly proof: 'count' | 'search'
}

/** Who is to meet. */
export interface SessionPair {
  /** The mentor's id. */
  readonly mentor: string
  /** The mentee's id. */
  readonly mentee: string
}

/** A schedule in figures. */
export interface ScheduleFigures {
  /** The pairs of the matching. */
  readonly pairs: number
  /** How many of them have a session. */
  readonly sessions: number
  /** No schedule has more: the pairs with a start, less what crowds lack. */
  readonly bound: number
  /** `bound` less `sessions`. */
  readonly gap: number
  /** Sessions in time that both prefer. */
  readonly preferred: number
  /** Sessions that were kept. */
  readonly kept: number
  /** Free minutes of the matching's mentors over the horizon, of those who state availability. */
  readonly freeMinutes: number
  /** Their minutes in sessions as mentors. */
  readonly sessionMinutes: number
  /** The second as a share of the first; 0 if there is no free time. */
  readonly utilisation: number
}

// ------------------------------------------------------------------------------------------------ invitations

/** Who is written to, or who writes. */
export interface Contact {
  /** Where mail reaches them, such as `ada@example.com`; `mailto:` may stand before it. */
  readonly address: string
  /** What calendars show; for people of the cohort their name there if absent. */
  readonly name?: string | undefined
}

/** Options of {@link writeInvitationsSync}. */
export interface InvitationOptionsSync {
  /** The invitations before, of the same programme and domain. */
  readonly previous?: Invitations | null | undefined
  /**
   * What the conversations belong to, such as `mentoring 2026 Q4`. The same pair has another conversation, to calendars, in another
   * programme.
   */
  readonly programme: string
  /**
   * A domain that you own, such as `example.com`: the part after the `@` of every `UID`, so that nobody else has the same ids. Nothing is
   * looked up there.
   */
  readonly domain: string
  /** When this is. Seconds are left out. */
  readonly stamp: Instant
  /** In whose name invitations are. */
  readonly organizer: Contact
  /**
   * Who is invited if they have a conversation, by id. Nobody else is written to but whoever `previous` says was invited, to be told it is
   * off; so whoever is left out here is told that.
   */
  readonly attendees?: Readonly<Record<string, Contact>> | undefined
  /** Where the conversations take place: one place for all of them. */
  readonly location?: string | undefined
  /** A page about them, or to meet on, one for all of them, at most 2,000 bytes. */
  readonly url?: string | undefined
  /**
   * What they are called, with `{mentor}`, `{mentee}` and `{topic}` (empty if there is none), each once at most. Else, or if nothing is
   * left, "Rust: Ada and Bo".
   */
  readonly summary?: string | undefined
  /**
   * What else is said of them, with the same words, up to 2,000 bytes in any number of lines. Else, or if nothing is left, who mentors whom
   * on what.
   */
  readonly description?: string | undefined
}

/** Options of {@link writeInvitations}. */
export interface InvitationOptions extends InvitationOptionsSync {
  /** Stops waiting for the work; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Writes what is to be sent to people's calendars so that they have the sessions of a schedule: invitations to new sessions, updates of
 * those that changed since the invitations before, and cancellations of those that are gone.
 *
 * fireside sends nothing and remembers nothing: send the messages of the document, keep it, and hand it over as `previous` the next time. A
 * run that changes nothing has nothing to send.
 *
 * A conversation's `uid` never changes; it is no secret: who knows the programme and both ids can compute it. Its `sequence` grows by one
 * with every message, and there is one with every change of anything people see, also when it is cancelled or comes back. One that has begun
 * by `stamp` is neither cancelled nor updated, unless the schedule has it at another time; for a further conversation of the same pair, begin
 * with another programme. 30 days after its end it keeps no attendees, description, location and url. The document has an entry for every pair
 * that ever had a conversation in the programme.
 *
 * Times are on the clocks of the mentor, else of the mentee; in UTC if neither states a zone, or where clocks show the start or the end for
 * the second time. Where one of the two has no address, the other is invited alone; where neither has, the message has the method `PUBLISH`.
 * Whoever is no longer invited is told so by a `CANCEL` of their own, at the address in `previous`: keep that as safely as your address book.
 *
 * Rejects with an {@link InvalidInputError} that has everything that is wrong, under paths that begin with `schedule`, `previous` or an
 * option's name.
 */
export declare function writeInvitations(cohort: Cohort | CohortInput, schedule: Schedule, options: InvitationOptions): Promise<Invitations>

/** {@link writeInvitations}, but it holds the event loop until it is done. */
export declare function writeInvitationsSync(cohort: Cohort | CohortInput, schedule: Schedule, options: InvitationOptionsSync): Invitations

/**
 * The sessions of a schedule as calendars know them, what changed since the document before this one, and what is to be sent. It is to be
 * kept as safely as an address book, and handed over the next time: whoever was invited is written to at the address in it if it is off.
 *
 * Instants are texts in UTC, for example `2026-12-01T09:00:00Z`. Invitations are in the order of mentee, then mentor.
 */
export declare class Invitations {
  private constructor()
  /** Always `fireside/invitations/1`. */
  readonly schema: string
  /** What the conversations belong to. */
  readonly programme: string
  /** The part after the `@` of every `uid`. */
  readonly domain: string
  /** When it was written. */
  readonly stamp: string
  /** In whose name invitations are. */
  readonly organizer: Contact
  /** The time that was planned for; absent if the policy has no horizon. */
  readonly window?: Window
  /** Every conversation that was ever invited to: it grows, and never shrinks. */
  readonly invitations: readonly Invitation[]
  /** What it comes to. */
  readonly figures: InvitationFigures
  /** The version of the time zone database. */
  readonly timeZoneData: string
  /**
   * Reads a document `fireside/invitations/1`, to hand it over the next time. What is in it is checked when it is used.
   * @throws {InvalidInputError}
   */
  static fromJson(text: string): Invitations
  /** The document, in snake case; the same bytes in every language. */
  toJson(): string
  /**
   * All conversations of a person as one calendar, to be looked at or subscribed to: an iCalendar object with the method `PUBLISH`, by their
   * starts, without attendees, which has no place for them. What was cancelled is not in it. `undefined` if the person has no
   * conversation, since a calendar without any is none. For everybody, O(people · invitations).
   * @throws {InvalidInputError} in a document that was tampered with: what cannot be written, with its path.
   */
  calendarOf(person: string): string | undefined
  /**
   * When a person is busy with conversations, in both roles, over the time that was planned for: an iCalendar object with a `VFREEBUSY`, in
   * UTC; what touches is one period. Where the person has an address, it has the method `PUBLISH`, with them as the `ORGANIZER`: whose time it
   * is. Where they have none, or only conversations of long ago, it has no method. `undefined` if they have no conversation at all, or the
   * policy has no horizon. For everybody, O(people · invitations).
   * @throws {InvalidInputError} in a document that was tampered with: what cannot be written, with its path.
   */
  freeBusy(person: string): string | undefined
}

/**
 * What became of a conversation:
 *
 * - `new`: it was not there before, or was cancelled.
 * - `moved`: it is at another time.
 * - `updated`: something else about it changed: who is invited, where it is, what it is called.
 * - `unchanged`: nothing changed.
 * - `past`: it has begun. It stays as it is, even if no schedule has it any more; 30 days after its end without attendees, description,
 *   location and url.
 * - `cancelled`: no schedule has it any more.
 * - `gone`: it was cancelled before; what is left are ids, times and the count of its messages.
 */
export type InvitationChange = 'new' | 'moved' | 'updated' | 'unchanged' | 'past' | 'cancelled' | 'gone'

/** What a message asks of calendars (RFC 5546, section 3.2): to come; to note it, where nobody with an address comes; to strike it out. */
export type InvitationMethod = 'REQUEST' | 'PUBLISH' | 'CANCEL'

/** A conversation as calendars know it. */
export interface Invitation {
  /** The mentor's id. */
  readonly mentor: string
  /** The mentee's id. */
  readonly mentee: string
  /** The id that it has for ever. Neither id nor name of the two can be read in it. */
  readonly uid: string
  /** The number of the latest message about it, from 0. */
  readonly sequence: number
  /** What became of it since the document before. */
  readonly change: InvitationChange
  /** When it was last written. */
  readonly stamp: string
  /** When it starts, or was to start. */
  readonly start: string
  /** When it ends. */
  readonly end: string
  /** The zone in which it is written, and what clocks show there; absent if it is written in UTC. */
  readonly local?: LocalTime
  /** What it is called; absent if it is gone. */
  readonly summary?: string
  /** What else is said of it. */
  readonly description?: string
  /** Where it takes place. */
  readonly location?: string
  /** A page about it. */
  readonly url?: string
  /** Whoever of the two has an address, mentor first; nobody once it is gone or long past. */
  readonly attendees: readonly Attendee[]
  /** What is to be sent now, in order; nothing if nothing changed. */
  readonly messages: readonly InvitationMessage[]
}

/** Somebody who is invited. */
export interface Attendee {
  /** The person's id. */
  readonly person: string
  /** Where mail reaches them. */
  readonly address: string
  /** What calendars show. */
  readonly name?: string
}

/** An iCalendar object, and to whom it goes. */
export interface InvitationMessage {
  /** The method, which the content type is to name, too: `text/calendar; charset=utf-8; method=REQUEST` (RFC 6047, section 2.4). */
  readonly method: InvitationMethod
  /** Addresses; none where the host supplied none. */
  readonly to: readonly string[]
  /** The object, in lines that end in CR LF. */
  readonly text: string
}

/** Invitations in figures. */
export interface InvitationFigures {
  /** Conversations that take place, or took place. */
  readonly sessions: number
  /** How many are `new`. */
  readonly new: number
  /** How many were `moved`. */
  readonly moved: number
  /** How many were `updated`. */
  readonly updated: number
  /** How many are `unchanged`. */
  readonly unchanged: number
  /** How many are `past`. */
  readonly past: number
  /** How many were `cancelled`. */
  readonly cancelled: number
  /** How many are `gone`. */
  readonly gone: number
  /** Messages to be sent. */
  readonly messages: number
}

// ---------------------------------------------------------------------------------------------------- calendars

/** How a calendar is read. */
export interface CalendarOptions {
  /** The IANA name of the zone in which its owner lives: for whole days, for times that name no zone, and for free windows. */
  readonly timeZone: string
  /** Whether what is only tentative is busy; it is if absent. */
  readonly tentative?: boolean | undefined
}

/** An instance of an event. */
export interface Occurrence extends TimeSpan {
  /** Whether it is whole days of the calendar's owner. */
  readonly allDay: boolean
  /** Whether it is busy time. */
  readonly busy: boolean
  /** Which `VEVENT` it is of, in the order of the text from 0, as paths of problems count them. */
  readonly event: number
}

/** Looking for what a calendar holds can be given up. */
export interface CalendarHold {
  /** An abort rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/**
 * A calendar as iCalendar has it (RFC 5545 and RFC 7953), of which only time is kept: no title, no attendee, no location. It never
 * changes.
 *
 * It reads events with rules, exceptions and moved instances, whole days and times in any zone (`VEVENT`), `VFREEBUSY`, and stated
 * availability (`VAVAILABILITY`). A rule that repeats by the hour or more often, or by parts other than `INTERVAL`, `COUNT`, `UNTIL`,
 * `WKST`, `BYDAY`, `BYMONTH`, `BYMONTHDAY` and `BYSETPOS`, is refused by the name of the part: read in part it would be another rule.
 * At most 16 MiB of text, and a million steps for one answer; beyond that an {@link InvalidInputError} with the code `too_large`
 * names the event.
 */
export declare class Calendar {
  private constructor()
  /**
   * Reads a calendar; bytes are UTF-8. Several `VCALENDAR` in one text are one calendar, and so are components without any.
   * @throws {InvalidInputError} with everything that is wrong, each with its path, such as `calendar.events[3].rrule.byhour`.
   */
  static parse(source: string | Uint8Array, options: CalendarOptions): Calendar
  /**
   * The calendar as a text that is read as the same one, without any component or property that does not bear on time: no title, no
   * description, no attendee; events have numbers for names. The names of zones are in it, which may tell a region (`Europe/London`) or be of
   * the program's own making, and what stands in the properties that are kept, read or not.
   */
  toIcal(): string
  /**
   * When its owner is busy, over a policy's horizon and the day before and after it, since buffers reach over its ends, for
   * `Availability.busy`: ascending, disjoint, rounded so that nothing busy is left out.
   */
  busy(horizon: Horizon, options?: CalendarHold): Promise<readonly TimeSpan[]>
  /** {@link busy}, but it holds the event loop until it is done. */
  busySync(horizon: Horizon): readonly TimeSpan[]
  /** The same from one instant until another; nothing if they are not in this order. */
  busyBetween(start: Instant, end: Instant, options?: CalendarHold): Promise<readonly TimeSpan[]>
  /** {@link busyBetween}, but it holds the event loop until it is done. */
  busyBetweenSync(start: Instant, end: Instant): readonly TimeSpan[]
  /**
   * The windows that `AVAILABLE` parts state over a policy's horizon, on the owner's clocks, for `Availability.extra`: rounded so
   * that nothing unavailable is let in. `null` if the calendar has no `VAVAILABILITY`. What else is busy is not taken out.
   */
  free(horizon: Horizon, options?: CalendarHold): Promise<readonly ExtraWindow[] | null>
  /** {@link free}, but it holds the event loop until it is done. */
  freeSync(horizon: Horizon): readonly ExtraWindow[] | null
  /**
   * The instances of all events, busy or not, that have time in common with the time from one instant until another, or no length
   * and lie in it; by their starts (rounded down to the minute), then their ends (rounded up).
   */
  occurrences(start: Instant, end: Instant, options?: CalendarHold): Promise<readonly Occurrence[]>
  /** {@link occurrences}, but it holds the event loop until it is done. */
  occurrencesSync(start: Instant, end: Instant): readonly Occurrence[]
}

// ---------------------------------------------------------------------------------------------------- errors

/** The stable names of problems. A later version may add some. */
export type ErrorCode =
  | 'invalid_json'
  | 'unsupported_schema'
  | 'wrong_type'
  | 'missing_field'
  | 'unknown_field'
  | 'duplicate_field'
  | 'unknown_choice'
  | 'out_of_range'
  | 'not_finite'
  | 'invalid_text'
  | 'duplicate_id'
  | 'invalid_template'
  | 'duplicate_entry'
  | 'unknown_topic'
  | 'ambiguous_topic'
  | 'broader_cycle'
  | 'unknown_person'
  | 'unknown_time_zone'
  | 'invalid_time'
  | 'empty_window'
  | 'missing_horizon'
  | 'contradiction'
  | 'lock_over_capacity'
  | 'lock_forbidden'
  | 'length_mismatch'
  | 'too_large'
  | 'cancelled'
  | 'wrong_cohort'
  | 'ineligible_pair'
  | 'unwilling_pair'
  | 'seat_oversold'
  | 'quota_exceeded'
  | 'circle_underfilled'
  | 'lock_missing'
  | 'score_mismatch'
  | 'breakdown_mismatch'
  | 'total_mismatch'
  | 'bound_mismatch'
  | 'status_mismatch'
  | 'person_unanswered'
  | 'record_mismatch'
  | 'internal'
  | (string & {})

/** One thing that is wrong, and where. */
export interface Problem {
  /** Its stable name. */
  readonly code: ErrorCode
  /** Where in the input, for example `mentees[17].wants[0].topic`; empty for the whole. */
  readonly path: string
  /** What is wrong, with the suggestion where there is one. */
  readonly message: string
  /** The nearest thing that would have been right. */
  readonly suggestion?: string
}

/** Everything that was wrong with a call. */
export declare class FiresideError extends Error {
  constructor(message: string, problems: readonly Problem[])
  /** The first problem's code. */
  readonly code: ErrorCode
  /** The first problem's path. */
  readonly path: string
  /** Every problem found. */
  readonly problems: readonly Problem[]
}

/** The caller's input is wrong; nothing was changed. */
export declare class InvalidInputError extends FiresideError {}

/** The caller cancelled the work; nothing was changed. */
export declare class CancelledError extends FiresideError {}

/** A document does not hold against its cohort. */
export declare class VerificationError extends FiresideError {}

/** A defect of fireside itself. Please report it. */
export declare class InternalError extends FiresideError {}
