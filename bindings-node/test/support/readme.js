// The JavaScript and TypeScript of the READMEs, which runs as written.
import { readFile } from 'node:fs/promises'
import { here } from './folder.js'
import { join } from 'node:path'

const KINDS = { js: 'js', javascript: 'js', mjs: 'js', ts: 'ts', typescript: 'ts' }

/** The blocks of the READMEs that exist: `{ kind, code, at }`. */
export async function blocks(files = ['../README.md', 'README.md']) {
  const found = []
  for (const file of files) {
    const text = await readFile(join(here, file), 'utf8').catch(() => '')
    for (const match of text.matchAll(/^```(\w+)[^\n]*\n([^]*?)^```/gm)) {
      const line = text.slice(0, match.index).split('\n').length
      if (KINDS[match[1]] !== undefined) found.push({ kind: KINDS[match[1]], code: match[2], at: `${file}:${line}` })
    }
  }
  return found
}
