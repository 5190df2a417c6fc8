import { SECOND } from '../../kernel/duration'
import { isRefusal, sentenceOf } from '../../kernel/errors'
import { within } from '../../runtime/deadline'
import type { CommandTools, Connection } from '../command'
import { databaseExaminations } from './database'
import { bad, type Diagnosis, type Finding } from './examination'
import { machineExaminations } from './machine'

const LOOK_MS = 15 * SECOND

/** Looks at everything, one after the other, because what is broken below explains what is broken above. */
export async function examine(tools: CommandTools): Promise<readonly Diagnosis[]> {
  const found: Diagnosis[] = []
  const note = async (about: string, look: () => Promise<readonly Finding[]> | readonly Finding[]) => {
    const findings = await within(tools.clock, LOOK_MS, `Looking at the ${about}`, Promise.resolve().then(look)).catch((cause) => [
      bad(
        isRefusal(cause) ? cause.message : `It could not be looked at: ${sentenceOf(cause)}`,
        WAYS[about] ?? 'The log says more: plimsoll.log in the data folder.',
      ),
    ])
    found.push(...findings.map((finding) => ({ about, ...finding })))
  }
  for (const { about, look } of machineExaminations) await note(about, () => look(tools))
  let connection: Connection | undefined
  await note('database', async () => {
    connection = await tools.connect()
    return []
  })
  if (connection === undefined) return found
  const connected = connection
  for (const { about, look } of databaseExaminations) await note(about, () => look(connected, tools))
  return found
}

const WAYS: Readonly<Record<string, string>> = {
  environment: 'docs/configuration.md lists every variable.',
  database:
    'Start Plimsoll with npm start; for the demo, call this with --demo; for a database of your own, set DATABASE_URL and PLIMSOLL_SECRET.',
}
