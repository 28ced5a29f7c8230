import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { compile, furnish, inFolder, run } from './support/folder.js'
import { blocks } from './support/readme.js'

for (const file of ['../README.md', 'README.md']) {
  test(`the lines of ${file} run as written`, async () => {
    const found = await blocks([file])
    assert.ok(found.length > 0, `${file} has no block of JavaScript or TypeScript`)
    for (const { kind, code: text, at } of found) {
      await inFolder(async (folder) => {
        await furnish(folder, ['@types', 'undici-types'])
        await writeFile(join(folder, 'package.json'), '{"type":"module"}')
        await writeFile(join(folder, `main.${kind}`), text)
        if (kind === 'ts') {
          const compilerOptions = { module: 'nodenext', target: 'es2022', strict: true, types: ['node'] }
          const { code, stdout, stderr } = await compile(folder, compilerOptions, 'main.ts')
          assert.equal(code, 0, `${at}: ${stdout}${stderr}`)
        }
        const { code, stderr } = await run(process.execPath, ['main.js'], { cwd: folder })
        assert.equal(code, 0, `${at}: ${stderr}`)
      })
    }
  })
}
