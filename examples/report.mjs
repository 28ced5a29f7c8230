// The page to look at, of a realistic cohort: `node report.mjs cohort.json > report.html`.
import { readFileSync } from 'node:fs'
import { Cohort, matchCohort } from 'fireside'

const cohort = Cohort.fromJson(readFileSync(process.argv[2], 'utf8'))
const matching = await matchCohort(cohort)
const page = await matching.report(cohort, {
  details: 20,
  insight: { silo: 'department', cost: { mentorHour: 9_000, menteeHour: 6_000, perConversation: 500, currency: 'EUR' } },
  audit: { by: ['department', 'grade'], bands: { grade: [3, 6] } },
})
process.stdout.write(page)
