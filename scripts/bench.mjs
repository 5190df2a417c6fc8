import { join } from 'node:path'
import { ensureChromium } from './chromium.mjs'
import { buildIfStale, ensureInstalled, giveUp, pinnedNode, root, run } from './tools.mjs'

await ensureInstalled()
await buildIfStale()
const { build } = await import('esbuild')
const bundled = await build({
  absWorkingDir: root,
  entryPoints: { bench: 'bench/run.ts', 'bench-target': 'bench/target.ts', 'bench-crowd': 'bench/crowd.ts' },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
}).catch((cause) => giveUp(cause.message))
const only = process.argv[process.argv.indexOf('--only') + 1] ?? ''
const opensPages = !process.argv.includes('--only') || /VIEW-5|SCROLL/.test(only)
if (opensPages) process.env.CHROMIUM_PATH = await ensureChromium()
if (bundled)
  process.exit(await run([pinnedNode(), join(root, 'dist', 'bench.js'), ...process.argv.slice(2)], { deadlineMs: 4 * 3_600_000 }))
