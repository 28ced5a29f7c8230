// Small cohorts with named people, and large ones without.

/** Ada and Gil talk; Bo, Cy and Di ask. Cy asks for nothing yet. Every part of the contract occurs. */
export function story() {
  return {
    topics: [
      { id: 'systems-programming', label: 'Systems programming' },
      { id: 'rust', label: 'Rust', aliases: ['rustlang'], broader: ['systems-programming'], related: ['cpp'] },
      { id: 'cpp', label: 'C++', broader: ['systems-programming'] },
    ],
    mentors: [
      {
        id: 'ada',
        name: 'Ada',
        offers: [{ topic: 'rust', level: 5, willingness: 'eager' }],
        capacity: 2,
        open: 2,
        responsiveness: 0.9,
        reliability: 1,
        budget: { minutes: 120, days: 28 },
        availability: {
          timeZone: 'Europe/London',
          weekly: [{ day: 'mon', start: '09:00', end: '12:00' }],
          away: [{ from: '2026-12-24', to: '2026-12-26' }],
          extra: [{ start: '2026-12-01T18:00', end: '2026-12-01T19:00' }],
        },
        attributes: { home_team: 'Engineering', pay_grade: 7, languages: ['en', 'fr'] },
        manager: 'gil',
        prefers: ['bo'],
      },
      { id: 'gil', name: 'Gil', offers: [{ topic: 'cpp', willingness: 'if_needed' }], attributes: { languages: ['en'] }, blocks: ['di'] },
    ],
    mentees: [
      {
        id: 'bo',
        name: 'Bo',
        wants: [{ topic: 'Rust', importance: 5, level: 1 }],
        mentorsWanted: 2,
        availability: { timeZone: 'Europe/Paris', weekly: [{ day: 'mon', start: '09:00', end: '17:00' }] },
        attributes: { home_team: 'Sales', pay_grade: 5, languages: ['en'] },
        prefers: ['ada'],
        passedOver: 1,
        open: 2,
        reliability: 0.8,
      },
      { id: 'cy', name: 'Cy', attributes: { languages: ['fr'] } },
      { id: 'di', name: 'Di', wants: [{ topic: 'rustlang' }], attributes: { languages: ['fr'] }, status: 'active' },
    ],
    history: [{ mentor: 'gil', mentee: 'cy', round: '2026-Q3' }],
    locked: [{ mentor: 'ada', mentee: 'di' }],
    affinities: [{ mentor: 'ada', mentee: 'bo', value: 0.8 }],
    apart: [{ mentor: 'gil', mentee: 'cy', until: '2027-01-05T09:00:00Z' }],
    incumbents: [{ mentor: 'ada', mentee: 'bo' }],
    policy: {
      weights: { interests: 60, availability: 15, preference: 10, affinity: 5 },
      rules: [
        { rule: 'not_in_reporting_line' },
        { rule: 'must_share', attribute: 'languages' },
        { rule: 'prefer_differ', attribute: 'home_team', weight: 5 },
        { rule: 'no_repeat', rounds: 4 },
        { rule: 'keep_pairs', weight: 5 },
        { rule: 'prefer_responsive', weight: 5 },
        { rule: 'prefer_reliable', weight: 5 },
        { rule: 'favour_passed_over', weight: 10, fullAt: 2 },
      ],
      sessionMinutes: 30,
      minOverlapMinutes: 30,
      horizon: { from: '2026-12-01', days: 14 },
      blankWants: 'ask',
      taxonomy: { minSimilarity: 0.25 },
      live: { answerDays: 5, coolDownDays: 2, learning: { halfLifeDays: 90, priorSuccesses: 3 } },
    },
  }
}

/** The story as a document: field names in snake case, the caller's own keys as they are. */
export function document(value = story(), own = false) {
  if (Array.isArray(value)) return value.map((item) => document(item))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      own ? key : key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      key === 'attributes' ? inner : document(inner),
    ]),
  )
}

/** Numbers that look random and are the same every time. */
export function dice(seed) {
  let state = seed >>> 0
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

/** A cohort of so many people, whose topics are as unevenly liked as real ones. */
export function crowd(mentors, mentees, seed = 1) {
  const roll = dice(seed)
  const topics = Array.from({ length: 40 }, (_, index) => ({ id: `topic-${index}` }))
  const some = () => [...new Set([roll(40), roll(20), roll(8)])].map((index) => `topic-${index}`)
  return {
    topics,
    mentors: Array.from({ length: mentors }, (_, index) => ({
      id: `mentor-${index}`,
      capacity: 1 + roll(3),
      offers: some().map((topic) => ({ topic, level: 1 + roll(5) })),
    })),
    mentees: Array.from({ length: mentees }, (_, index) => ({
      id: `mentee-${index}`,
      wants: some().map((topic) => ({ topic, importance: 1 + roll(5), level: 1 + roll(5) })),
    })),
  }
}

/** Edges between all of `side` mentees and `side` mentors: work for seconds. */
export function grid(side, seed = 1) {
  const roll = dice(seed)
  const edges = side * side
  const [mentee, mentor, weight] = [new Uint32Array(edges), new Uint32Array(edges), new Float64Array(edges)]
  for (let edge = 0; edge < edges; edge++) {
    mentee[edge] = Math.floor(edge / side)
    mentor[edge] = edge % side
    weight[edge] = 1 + roll(1_000_000_000)
  }
  return [mentee, mentor, weight, { mentorSeats: new Uint32Array(side).fill(1) }]
}
