import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled, packaged, pinnedEnvironment, root, withProgress } from './tools.mjs'

const STEPS = {
  'format and lint': () => packaged('@biomejs/biome/bin/biome', 'ci', '--colors=off', '--error-on-warnings'),
  types: () => packaged('typescript/bin/tsc', '--noEmit'),
  'dead code': () => packaged('knip/bin/knip.js'),
  house: () => packaged('vitest/vitest.mjs', 'run', '--project', 'unit', 'architecture.test.ts'),
}

/** Runs what needs only seconds; the names of the steps that passed and of those that failed. */
export async function verify({ without = [] } = {}) {
  const env = pinnedEnvironment({ NEXT_TELEMETRY_DISABLED: '1' })
  // Next writes the types of routes and style sheets; a fresh clone has none yet.
  if (!existsSync(join(root, 'next-env.d.ts')))
    await withProgress('Writing the types of routes', packaged('next/dist/bin/next', 'typegen'), { deadlineMs: 300_000, env })
  const passed = []
  const failed = []
  for (const [name, command] of Object.entries(STEPS).filter(([step]) => !without.includes(step))) {
    const { code, output } = await withProgress(`Checking ${name}`, command(), { deadlineMs: 300_000, env })
    if (code !== 0) console.error(output.trim())
    ;(code === 0 ? passed : failed).push(name)
  }
  return { passed, failed }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureInstalled()
  const { passed, failed } = await verify()
  console.log(`${passed.length} passed, ${failed.length} failed${failed.length > 0 ? `: ${failed.join(', ')}` : ''}`)
  process.exit(failed.length > 0 ? 1 : 0)
}
