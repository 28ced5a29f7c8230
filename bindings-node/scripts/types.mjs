// The types for `require` are those for `import`: TypeScript wants a file of its own for each kind of module.
import { copyFileSync } from 'node:fs'

copyFileSync(new URL('../index.d.ts', import.meta.url), new URL('../index.d.cts', import.meta.url))
