import { join } from 'node:path'
import { invalid, isRefusal, sentenceOf } from './kernel/errors'
import { EXIT_REFUSED } from './runtime/child'
import { systemClock } from './runtime/clock'
import { systemIds } from './runtime/ids'
import { projectRoot } from './runtime/root'
import { describeVariables, type Environment, readEnvironment, variables } from './settings/environment'
import { supervise } from './supervisor/supervise'

/** One Ctrl-C comes several times: from the terminal, from npm and from the script that started us. */
const SAME_MS = 1_000

const asked = new AbortController()
let askedMs = 0

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal))
process.on('disconnect', () => stop('who started us has gone'))

function stop(reason: string): void {
  if (!asked.signal.aborted) {
    askedMs = systemClock.elapsedMs()
    say('Stopping.')
    asked.abort(new Error(reason))
  }
  // The second time is impatience: the children see that we are gone and leave by themselves, and the next start adopts Postgres.
  else if (systemClock.elapsedMs() - askedMs > SAME_MS) process.exit(130)
}

/** Who started us may have gone, and its terminal with it. */
function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
process.stdout.on('error', () => {})

const root = projectRoot()
const args = process.argv.slice(2)
const demo = args.includes('--demo')
try {
  if (args.includes('--help')) {
    help()
    process.exit(0)
  }
  const unknown = args.find((arg) => arg !== '--demo')
  if (unknown) throw invalid(`${unknown} is not an option of npm start; there are --demo and --help.`)
  const environment = forDemo(readEnvironment())
  const scripts = { engine: 'dist/engine.js', web: 'dist/web.js', sample: 'examples/marketedge/control/main.ts' }
  await supervise({ root, environment, variables: variables(), demo, scripts, clock: systemClock, ids: systemIds, say }, asked.signal)
  process.exit(0)
} catch (cause) {
  console.error(sentenceOf(cause))
  process.exit(isRefusal(cause) ? EXIT_REFUSED : 1)
}

/** A demonstration has data of its own, so that nothing of it is found among real ones. */
function forDemo(environment: Environment): Environment {
  return demo && !variables().PLIMSOLL_DATA_DIR ? { ...environment, dataFolder: join(environment.dataFolder, 'demo') } : environment
}

function help(): void {
  say('npm start starts Plimsoll; npm run demo also starts a sample platform and watches it. Settings are variables of the environment:')
  for (const { name, sentence } of describeVariables()) say(`  ${name.padEnd(26)}${sentence}`)
}
