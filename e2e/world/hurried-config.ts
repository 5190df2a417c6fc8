import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { projectRoot } from '@/server/runtime/root'

/** What stands in a configuration file, as far as the journeys look at it. */
export type Declared = {
  readonly checks: readonly { readonly name: string; readonly service: string }[]
  readonly services: readonly { readonly name: string; readonly dependsOn?: readonly string[] }[]
  readonly streams: readonly DeclaredStream[]
}
export type DeclaredStream = {
  readonly name: string
  readonly perHour: number
  readonly dependsOn: Readonly<Record<string, number>>
  readonly profile?: { readonly timeZone: string; readonly week: Readonly<Record<string, readonly number[]>> }
}

/** Scenarios sign in, and a password costs its server a tenth of a second of work: not all of them may be in the same hurry. */
const PACE = { interval: '4s', confirmInterval: '2s' }
const IN_A_HURRY = { interval: '1s', confirmInterval: '1s' }
/** While the platform is restarted, nothing of it answers: that is no outage yet. */
const PATIENT = { interval: '5s', confirmInterval: '5s' }
const PACES: Readonly<Record<string, typeof PACE>> = { 'admin-area': IN_A_HURRY, 'api-router': IN_A_HURRY }

/** The file that the demo is watched by, in a hurry. Slowness is left out, as a busy machine is slow by itself. */
export function hurriedConfig(): Declared {
  const file = join(projectRoot(), 'examples', 'marketedge', 'plimsoll.yaml')
  const declared: Declared = parse(readFileSync(file, 'utf8'))
  const paceOf = ({ name, service }: Declared['checks'][number]) => PACES[name] ?? (service === 'web' ? PATIENT : PACE)
  return { ...declared, checks: declared.checks.map((check) => ({ ...check, ...paceOf(check), slowAfter: undefined })) }
}
