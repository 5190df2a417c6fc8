import { join } from 'node:path'
import { isRefusal, sentenceOf } from './kernel/errors'
import { EXIT_REFUSED } from './runtime/child'
import { systemClock } from './runtime/clock'
import { systemIds } from './runtime/ids'
import { projectRoot } from './runtime/root'
import { type Environment, readEnvironment, variables } from './settings/environment'
import { supervise } from './supervisor/supervise'

const asked = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    // The second time is impatience: the children see that we are gone and leave by themselves, and the next start adopts Postgres.
    if (asked.signal.aborted) process.exit(130)
    console.log('Stopping.')
    asked.abort(new Error(signal))
  })

const root = projectRoot()
const demo = process.argv.includes('--demo')
try {
  const environment = forDemo(readEnvironment())
  const scripts = { engine: 'dist/engine.js', web: 'dist/web.js', sample: 'examples/marketedge/control/main.ts' }
  await supervise(
    { root, environment, variables: variables(), demo, scripts, clock: systemClock, ids: systemIds, say: (line) => console.log(line) },
    asked.signal,
  )
  process.exit(0)
} catch (cause) {
  console.error(sentenceOf(cause))
  process.exit(isRefusal(cause) ? EXIT_REFUSED : 1)
}

/** A demonstration has data of its own, so that nothing of it is found among real ones. */
function forDemo(environment: Environment): Environment {
  return demo && !variables().PLIMSOLL_DATA_DIR ? { ...environment, dataFolder: join(environment.dataFolder, 'demo') } : environment
}
