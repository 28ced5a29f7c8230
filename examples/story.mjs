// The same small story as story.rs and story.py: the three print the same, to the byte.
import { Cohort, InvalidInputError, Matcher } from 'fireside'

const cohort = new Cohort({
  topics: [
    { id: 'systems', label: 'Systems Programming' },
    { id: 'rust', label: 'Rust', aliases: ['rustlang'], broader: ['systems'] },
    { id: 'speaking', label: 'Public Speaking' },
  ],
  mentors: [
    {
      id: 'ada',
      name: 'Ada',
      offers: [{ topic: 'RustLang', level: 5, willingness: 'eager' }],
      availability: { timeZone: 'Europe/London', weekly: [{ day: 'tue', start: '09:00', end: '12:00' }] },
      attributes: { languages: ['en', 'fr'], department: 'Engineering' },
    },
    {
      id: 'gil',
      name: 'Gil',
      offers: [{ topic: 'speaking', level: 4 }, { topic: 'rust', willingness: 'no' }],
      capacity: 2,
      attributes: { languages: ['en'], department: 'Sales' },
    },
  ],
  mentees: [
    {
      id: 'bo',
      name: 'Bo',
      wants: [{ topic: 'systems', importance: 5, level: 1 }, { topic: 'Public speaking' }],
      mentorsWanted: 2,
      availability: { timeZone: 'Asia/Kolkata', weekly: [{ day: 'tue', start: '15:00', end: '18:00' }] },
      attributes: { languages: ['en'], department: 'Engineering' },
    },
    { id: 'cem', name: 'Cem', wants: [{ topic: 'rust', level: 2 }], attributes: { languages: ['fr'], department: 'Law' } },
    { id: 'dag', name: 'Dag' },
  ],
  policy: {
    horizon: { from: '2026-12-01' },
    rules: [{ rule: 'must_share', attribute: 'languages' }, { rule: 'prefer_differ', attribute: 'department', weight: 5 }],
  },
})

const details = (reasons) => reasons.map(({ detail }) => detail).join('; ')
const matcher = new Matcher(cohort)
const matching = await matcher.run()
for (const { points, mentor, mentee, summary } of matching.pairings) {
  console.log(`${points} ${mentor} -> ${mentee}: ${summary}`)
}
for (const { mentee, reasons } of matching.unmatched) console.log(`${mentee} meets nobody: ${details(reasons)}`)
for (const { mentor, seats, reasons } of matching.spare) console.log(`${mentor} has ${seats} left: ${details(reasons)}`)
console.log(`best for bo: ${matcher.suggest('bo', 5).map(({ mentor }) => mentor).join(', ')}`)
console.log(`why not gil and cem: ${details(matcher.explain('gil', 'cem').reasons)}`)
matching.verify(cohort)
try {
  Cohort.fromJson('{"topics":[{"id":"rust"}],"mentees":[{"id":"bo","wants":[{"topic":"rsut"}]},{"id":"bo"}]}')
} catch (error) {
  if (!(error instanceof InvalidInputError)) throw error
  for (const { code, path, message } of error.problems) console.log(`${code} ${path}: ${message}`)
}
console.log(cohort.toJson())
console.log(matching.toJson())
