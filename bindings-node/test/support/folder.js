// Folders of a stranger, outside of this repository.
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the package. */
export const here = fileURLToPath(new URL('../..', import.meta.url))

/** Gives `work` an empty folder for as long as it takes. */
export async function inFolder(work) {
  const folder = await mkdtemp(join(tmpdir(), 'fireside-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Puts the package, and the tools named, where a file in `folder` finds them. */
export async function furnish(folder, tools = []) {
  await mkdir(join(folder, 'node_modules'))
  await symlink(here, join(folder, 'node_modules', 'fireside'), 'junction')
  for (const tool of tools) await symlink(join(here, 'node_modules', tool), join(folder, 'node_modules', tool), 'junction')
}

/** TypeScript's compiler, on the project in `folder`. */
export async function compile(folder, compilerOptions, file) {
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { preserveSymlinks: true, ...compilerOptions }, files: [file] }))
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')
  return run(process.execPath, [compiler, '-p', folder], { cwd: folder })
}

/** Runs a program; what it wrote, and its exit code. */
export function run(program, args, options) {
  return new Promise((resolve) => {
    execFile(program, args, { encoding: 'utf8', maxBuffer: 1 << 26, ...options }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.code ?? 1), stdout, stderr })
    })
  })
}

/** npm of the Node that runs, without the settings that an outer npm passes on. */
export function npm(args, cwd) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|command|execpath)/i.test(name)))
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { cwd, env, shell: process.platform === 'win32' })
}
