import assert from 'node:assert/strict'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { before, after, test } from 'node:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { here, inFolder, npm, run } from './support/folder.js'
import { blocks } from './support/readme.js'

const LARGEST = 8 * 1024 * 1024
let [folder, tarball, listing] = []

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fireside-pack-'))
  const { code, stdout, stderr } = await npm(['pack', '--json', '--pack-destination', folder], here)
  assert.equal(code, 0, stderr)
  const packed = JSON.parse(stdout)
  // npm 12 answers with an object by name, npm before that with a list.
  listing = Array.isArray(packed) ? packed[0] : Object.values(packed)[0]
  tarball = join(folder, listing.filename)
})

after(() => rm(folder, { recursive: true, force: true }))

test('the tarball holds what it needs, nothing else, and is small', async () => {
  assert.ok((await stat(tarball)).size < LARGEST, `${(await stat(tarball)).size} bytes`)
  const paths = listing.files.map(({ path }) => path).sort()
  for (const path of ['index.js', 'index.cjs', 'index.d.ts', 'index.d.cts', 'native.cjs', 'lib/cohort.cjs', 'package.json', 'README.md']) {
    assert.ok(paths.includes(path), path)
  }
  assert.equal(paths.filter((path) => path.endsWith('.node')).length, 1)
  const expected = /^(index\.(js|cjs|d\.ts|d\.cts)|native\.cjs|lib\/\w+\.cjs|fireside\.[\w-]+\.node|package\.json|README\.md|LICENSE.*)$/
  assert.deepEqual(paths.filter((path) => !expected.test(path)), [])
})

test('there are no run-time dependencies, no scripts at install, and one version', async () => {
  const { dependencies, optionalDependencies, scripts, version } = JSON.parse(await readFile(join(here, 'package.json'), 'utf8'))
  assert.deepEqual({ dependencies, optionalDependencies }, { dependencies: undefined, optionalDependencies: undefined })
  assert.deepEqual(['preinstall', 'install', 'postinstall', 'prepare'].filter((name) => name in scripts), [])
  const workspace = await readFile(join(here, '..', 'Cargo.toml'), 'utf8')
  assert.equal(workspace.match(/^version = "(.*)"$/m)[1], version)
  const lock = await readFile(join(here, 'package-lock.json'), 'utf8')
  assert.equal(JSON.parse(lock).version, version)
  assert.ok(!lock.includes('"resolved"'), 'the lock names no registry')
  // npm leaves out what it cannot find when it writes the lock, and `npm ci` then fails wherever it can be found.
  const { packages } = JSON.parse(lock)
  for (const [path, { dependencies = {}, optionalDependencies = {} }] of Object.entries(packages)) {
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      assert.ok(`node_modules/${name}` in packages || `${path}/node_modules/${name}` in packages, `${name}, which ${path} needs, is not in the lock`)
    }
  }
})

test("a stranger's path: install the tarball into an empty folder, and the first lines work", () =>
  inFolder(async (empty) => {
    await writeFile(join(empty, 'package.json'), '{}')
    const { code, stderr } = await npm(['install', '--offline', '--no-audit', '--no-fund', tarball], empty)
    assert.equal(code, 0, stderr)
    const lines = `
      const cohort = {
        topics: [{ id: 'rust', label: 'Rust' }],
        mentors: [{ id: 'ada', name: 'Ada', offers: [{ topic: 'rust', willingness: 'eager' }] }],
        mentees: [{ id: 'bo', name: 'Bo', wants: [{ topic: 'rust' }] }],
      }
      matchCohort(cohort).then((matching) => {
        for (const pairing of matching.pairings) console.log(pairing.summary)
        matching.verify(cohort)
        if (!(matching instanceof Matching)) throw new Error('another class')
      })`
    await writeFile(join(empty, 'first.mjs'), `import { Matching, matchCohort } from 'fireside'\n${lines}`)
    await writeFile(join(empty, 'first.cjs'), `const { Matching, matchCohort } = require('fireside')\n${lines}`)
    for (const file of ['first.mjs', 'first.cjs']) {
      const { code, stdout, stderr } = await run(process.execPath, [file], { cwd: empty })
      assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: 'Ada is eager to talk about Rust, which Bo asks for.\n', stderr: '' })
    }
    // And the READMEs' own lines.
    for (const { kind, code: text, at } of await blocks()) {
      if (kind === 'ts') continue
      await writeFile(join(empty, 'readme.mjs'), text)
      const { code, stderr } = await run(process.execPath, ['readme.mjs'], { cwd: empty })
      assert.equal(code, 0, `${at}: ${stderr}`)
    }
  }))

test('what is not in the exports map cannot be reached', async () => {
  await assert.rejects(import('fireside/native.cjs'), { code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' })
  assert.equal((await import('fireside/package.json', { with: { type: 'json' } })).default.name, 'fireside')
})
