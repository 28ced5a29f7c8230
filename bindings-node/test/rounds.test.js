// Rounds between peers, as Node sees them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { Cohort, InvalidInputError, PeerMatching, VerificationError, matchPeers, matchPeersSync } from 'fireside'

/** So many people who all offer and want the same. */
function circle(n) {
  const ids = Array.from({ length: n }, (_, k) => `p${k}`)
  return {
    topics: [{ id: 'rust' }],
    mentors: ids.map((id) => ({ id, offers: [{ topic: 'rust' }] })),
    mentees: ids.map((id) => ({ id, wants: [{ topic: 'rust' }] })),
  }
}

test('everybody is told in every round, and nobody meets anybody twice', async () => {
  const cohort = circle(9)
  const matching = await matchPeers(cohort, { rounds: 4, odd: 'trio', seed: 3 })
  assert.equal(matching.status, 'optimal')
  assert.equal(matching.verify(cohort), true)
  const met = new Set()
  for (const { pairs, trios, byes, certificate } of matching.rounds) {
    const conversations = [...pairs, ...trios].map(({ people }) => people)
    assert.deepEqual([...conversations.flat(), ...byes.map(({ person }) => person)].sort(), cohort.mentors.map(({ id }) => id))
    for (const people of conversations) {
      for (const a of people) {
        for (const b of people.filter((other) => a < other)) {
          assert.ok(!met.has(`${a} ${b}`))
          met.add(`${a} ${b}`)
        }
      }
    }
    assert.deepEqual([certificate.gap, certificate.matched, certificate.most], [0, 8, 8])
    assert.ok(Array.isArray(certificate.joining.prices))
  }
})

test('the document survives, and ids stay as they are', () => {
  const cohort = circle(3)
  for (const list of [cohort.mentors, cohort.mentees]) for (const person of list) person.id = `some_${person.id}`
  const matching = matchPeersSync(new Cohort(cohort), { rounds: 2, threads: 1 })
  const again = PeerMatching.fromJson(matching.toJson())
  assert.deepEqual({ ...again }, { ...matching })
  assert.equal(JSON.parse(matching.toJson()).schema, 'fireside/peers/1')
  const duals = matching.rounds.flatMap(({ certificate }) => Object.keys(certificate.duals))
  assert.ok(duals.length > 0 && duals.every((id) => id.startsWith('some_')), inspect(duals))
  assert.match(inspect(matching), /^PeerMatching \{/)
  assert.ok(Object.isFrozen(matching.rounds[0].pairs))
  assert.throws(() => new PeerMatching(), InvalidInputError)
})

test('lies are rejected', () => {
  const cohort = circle(5)
  const document = JSON.parse(matchPeersSync(cohort, { rounds: 2 }).toJson())
  document.rounds[1] = document.rounds[0]
  assert.throws(
    () => PeerMatching.fromJson(JSON.stringify(document)).verify(cohort),
    (error) => error instanceof VerificationError && error.code === 'ineligible_pair' && error.path === 'rounds[1].pairs[0]',
  )
})

test('work can be stopped and watched', async () => {
  const stages = new Set()
  await matchPeers(circle(6), { rounds: 3, onProgress: ({ stage }) => stages.add(stage) })
  await assert.rejects(matchPeers(circle(6), { signal: AbortSignal.abort(new Error('enough')) }), /enough/)
  const late = await matchPeers(circle(6), { timeoutMs: 0 })
  assert.equal(late.status, 'deadline')
  assert.equal(late.verify(circle(6)), true)
})

test('wrong options are named', async () => {
  for (const [options, code, path] of [
    [{ rounds: 0 }, 'out_of_range', 'rounds'],
    [{ odd: 'quartet' }, 'unknown_choice', 'odd'],
    [{ round: 2 }, 'unknown_field', 'round'],
  ]) {
    await assert.rejects(matchPeers(circle(2), options), (error) => error.code === code && error.path === path)
  }
})
