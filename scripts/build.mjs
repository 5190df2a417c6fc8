import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { build as buildPart, ensureInstalled, packaged, pinnedEnvironment, root, run } from './tools.mjs'

/** What these packages export and a process does not use is not loaded by it: the supervisor needs a connection, and no Drizzle. */
const QUIET = /^(drizzle-orm|pino|zod)($|\/)/
const quiet = {
  name: 'quiet',
  setup: ({ onResolve }) => onResolve({ filter: QUIET }, ({ path }) => ({ path, external: true, sideEffects: false })),
}

const [part] = process.argv.slice(2)
if (part === 'server') await bundle()
else if (part === 'screens')
  process.exit(
    await run(packaged('next/dist/bin/next', 'build'), {
      env: pinnedEnvironment({ NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }),
    }),
  )
else {
  await ensureInstalled()
  await buildPart('server')
  await buildPart('screens')
}

/** One file for each process, because one file starts faster and takes less memory than hundreds. */
async function bundle() {
  const { build } = await import('esbuild')
  mkdirSync(join(root, 'dist'), { recursive: true })
  await build({
    absWorkingDir: root,
    entryPoints: {
      supervisor: './server/supervisor.ts',
      engine: './server/engine-main.ts',
      web: './server/web-main.ts',
      plimsoll: './server/cli/main.ts',
    },
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    packages: 'external',
    plugins: [quiet],
    sourcemap: true,
    logLevel: 'warning',
  })
}
