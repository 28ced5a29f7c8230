// A tarball carries its licence, which is kept once, at the top of the repository.
import { copyFileSync, readdirSync } from 'node:fs'

const top = new URL('../../', import.meta.url)
for (const name of readdirSync(top)) {
  if (name.startsWith('LICENSE')) copyFileSync(new URL(name, top), new URL(`../${name}`, import.meta.url))
}
