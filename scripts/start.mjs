import { fork } from 'node:child_process'
import { join } from 'node:path'
import { buildIfStale, ensureInstalled, pinnedEnvironment, pinnedNode, root } from './tools.mjs'

await ensureInstalled()
await buildIfStale()

// The channel tells the supervisor when we are gone, however that comes about.
const supervisor = fork(join(root, 'dist', 'supervisor.js'), process.argv.slice(2), {
  execPath: pinnedNode(),
  execArgv: ['--max-semi-space-size=1', '--max-old-space-size=128'],
  env: pinnedEnvironment(),
})
// npm that is killed outright tells nobody; whose child we become then is not npm.
const parent = process.ppid
const orphaned = () => process.ppid !== parent && supervisor.kill('SIGTERM')
if (process.env.npm_lifecycle_event) setInterval(orphaned, 500).unref()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => supervisor.kill(signal))
supervisor.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGKILL' ? 137 : 1)))
