import assert from 'node:assert/strict'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { test } from 'node:test'
import { compile, furnish, here, inFolder } from './support/folder.js'

const require = createRequire(import.meta.url)

for (const [kind, type] of [['an ES module', 'module'], ['a CommonJS module', 'commonjs']]) {
  for (const module of ['node16', 'nodenext']) {
    test(`TypeScript, strict, accepts the types in ${kind} under ${module}`, () =>
      inFolder(async (folder) => {
        await furnish(folder, ['@types', 'undici-types'])
        await cp(join(here, 'test', 'types', 'story.ts'), join(folder, 'story.ts'))
        await writeFile(join(folder, 'package.json'), JSON.stringify({ type }))
        const compilerOptions = {
          module,
          target: 'es2022',
          strict: true,
          exactOptionalPropertyTypes: true,
          noUncheckedIndexedAccess: true,
          noPropertyAccessFromIndexSignature: true,
          skipLibCheck: false,
          noEmit: true,
          types: ['node'],
        }
        const { code, stdout, stderr } = await compile(folder, compilerOptions, 'story.ts')
        assert.equal(code, 0, stdout + stderr)
      }))
  }
}

test('a bundler finds the types too', () =>
  inFolder(async (folder) => {
    await furnish(folder)
    await writeFile(join(folder, 'main.ts'), "import { matchCohort } from 'fireside'\nexport const status: Promise<string> = matchCohort({}).then((matching) => matching.status)\n")
    const compilerOptions = { module: 'esnext', moduleResolution: 'bundler', target: 'es2022', lib: ['es2022', 'dom'], strict: true, noEmit: true, types: [] }
    const { code, stdout, stderr } = await compile(folder, compilerOptions, 'main.ts')
    assert.equal(code, 0, stdout + stderr)
  }))

test('the types for require are those for import', async () => {
  assert.equal(await readFile(join(here, 'index.d.cts'), 'utf8'), await readFile(join(here, 'index.d.ts'), 'utf8'))
})

test('the types name every export, and nothing else', async () => {
  const declared = (text) => [...text.matchAll(/^export declare (?:const|class|function|namespace) (\w+)/gm)].map(([, name]) => name)
  const fireside = require('fireside')
  assert.deepEqual([...new Set(declared(await readFile(join(here, 'index.d.ts'), 'utf8')))].sort(), Object.keys(fireside).sort())
  assert.deepEqual(Object.keys(await import('fireside')).sort(), Object.keys(fireside).sort())
  const generated = declared(await readFile(join(here, 'native.d.cts'), 'utf8'))
  const native = Object.getOwnPropertyNames(require('../native.cjs'))
  assert.deepEqual(generated.sort(), native.sort(), 'native.d.cts is what the library was built from')
})

test('the types name every code of the core, in its order', async () => {
  const types = await readFile(join(here, 'index.d.ts'), 'utf8')
  for (const [type, file, list] of [['ErrorCode', 'error.rs', 'codes! {'], ['ReasonCode', 'explain/reason.rs', 'reasons! {'], ['TimeCode', 'explain/time/mod.rs', 'codes! {']]) {
    const source = await readFile(join(here, '..', 'core', 'src', file), 'utf8')
    const codes = [...source.slice(source.indexOf(`\n${list}`)).matchAll(/^ {4}\w+ = "(\w+)"/gm)].map(([, code]) => code)
    const union = types.match(new RegExp(`export type ${type} =\n((?:  \\| '\\w+'\n)+)`))[1]
    assert.ok(codes.length > 5, file)
    assert.deepEqual([...union.matchAll(/'(\w+)'/g)].map(([, code]) => code), codes, type)
  }
})
