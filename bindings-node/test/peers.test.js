// Peers: the optimum by trying everything; and lies about it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { InvalidInputError, VerificationError, solve } from 'fireside'

// Ada (0), Bo (1) and Cem (2) would all like to meet; only Cem knows Dana (3).
const story = [[0, 0, 1, 2], [1, 2, 2, 3], [8, 9, 10, 7]]
const ring = [[0, 1, 2, 3, 4], [1, 2, 3, 4, 0], [4, 4, 4, 4, 4]]

test('the story, synchronous or not', async () => {
  const found = await solve.peers(...story, { n: 4 })
  assert.deepEqual([...found.edges], [0, 3])
  assert.deepEqual(found.partner, Int32Array.of(1, 0, 3, 2))
  assert.deepEqual([found.total, found.bound, found.gap, found.status], [15, 15, 0, 'optimal'])
  assert.deepEqual(solve.peersSync(...story, { n: 4 }), found)
  assert.equal(solve.verifyPeers(...story, { n: 4 }, found), true)
})

const problem = fc.integer({ min: 2, max: 9 }).chain((n) => {
  const edge = fc.tuple(fc.nat(n - 1), fc.nat(n - 1), fc.nat(20)).filter(([a, b]) => a !== b)
  return fc.tuple(fc.constant(n), fc.array(edge, { maxLength: 18 }))
})

function most(edges, at = 0, taken = 0) {
  if (at === edges.length) return 0
  const [a, b, weight] = edges[at]
  const without = most(edges, at + 1, taken)
  const ends = (1 << a) | (1 << b)
  return taken & ends ? without : Math.max(without, weight + most(edges, at + 1, taken | ends))
}

test('the optimum by enumeration', () => {
  fc.assert(
    fc.property(problem, ([n, edges]) => {
      const lists = [0, 1, 2].map((field) => edges.map((edge) => edge[field]))
      const found = solve.peersSync(...lists, { n })
      assert.equal(found.total, most(edges))
      assert.equal(found.bound, found.total)
      assert.equal(solve.verifyPeers(...lists, { n }, found), true)
      found.partner.forEach((other, person) => assert.ok(other === -1 || found.partner[other] === person))
    }),
    { numRuns: 150 },
  )
})

test('lies are found', () => {
  const honest = solve.peersSync(...ring, { n: 5 })
  assert.equal(honest.oddSets.length, 1)
  const lies = [
    { edges: [0, 1] },
    { edges: [0] },
    { total: 9 },
    { bound: 9, gap: 1 },
    { duals: [1, 1, 1, 1, 1] },
    { oddSets: [] },
    { oddSets: [{ ...honest.oddSets[0], people: [0, 1, 2] }] },
    { partner: [-1, -1, -1, -1, -1] },
    { status: 'deadline' },
  ]
  for (const lie of lies) assert.throws(() => solve.verifyPeers(...ring, { n: 5 }, { ...honest, ...lie }), VerificationError)
  for (const nonsense of [{ partner: [-2, 0, 0, 0, 0] }, { oddSets: 3 }, { oddSets: [null] }, { edges: 'x' }, { total: '8' }]) {
    assert.throws(() => solve.verifyPeers(...ring, { n: 5 }, { ...honest, ...nonsense }), InvalidInputError)
  }
})

test('what is wrong is named', async () => {
  const wrong = async (...args) => {
    const error = await solve.peers(...args).then(() => assert.fail('it did not fail'), (caught) => caught)
    assert.ok(error instanceof InvalidInputError, String(error?.stack))
    return error.problems.map(({ code, path }) => `${code} ${path}`)
  }
  assert.deepEqual(await wrong(...story, {}), ['missing_field n'])
  assert.deepEqual(await wrong(...story, { n: '4' }), ['wrong_type n'])
  assert.deepEqual(await wrong(...story, { n: 2 ** 40 }), ['out_of_range n'])
  assert.deepEqual(await wrong([0], [0], [1], { n: 1 }), ['out_of_range b[0]'])
  const rushed = await solve.peers(...ring, { n: 5, timeoutMs: 0 })
  assert.ok(rushed.total <= 8 && rushed.bound >= 8)
})
