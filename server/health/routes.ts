import { type Actor, may, NOBODY } from '../access/model'
import type { Clock } from '../runtime/clock'
import { within } from '../runtime/deadline'
import type { IntakeAnswer, IntakeRequest, IntakeRoute } from '../web/intake'
import type { HealthStatus } from './component'
import type { Health, Look } from './health'

const TYPE = { 'content-type': 'application/health+json' }
/** An answer is due within 15 ms (HLT-1); who asks for the first time may have to be looked up. */
const WHO_ASKS_MS = 10

export type HealthRouteParts = { readonly health: Health; readonly clock: Clock; readonly version: string }

/** `/health`, `/ready` and `/live`: answered also before there is an administrator (RUN-5). */
export function healthRoutes({ health, clock, version }: HealthRouteParts): readonly IntakeRoute[] {
  const route = (path: string, answer: IntakeRoute['answer']): IntakeRoute => ({
    method: 'GET',
    path,
    right: 'anyone',
    beforeSetup: true,
    answer,
  })
  return [
    route('/live', () => say('pass', {})),
    route('/ready', () => {
      const { ready, says } = health.ready()
      return say(ready ? 'pass' : 'fail', says === undefined ? {} : { output: says })
    }),
    route('/health', async (request) => {
      const { status, looks } = health.level1()
      const age = { ageMs: Math.max(0, ...looks.map(({ ageMs }) => ageMs)) }
      if (!may(await whoAsks(request, clock), 'read-health-details')) return say(status, age)
      return say(status, { serviceId: 'plimsoll', version, ...age, checks: Object.fromEntries(looks.map(checkOf)) })
    }),
  ]
}

/** Nobody, when that cannot be told in time: health is told also while the database that knows people is away. */
async function whoAsks(request: IntakeRequest, clock: Clock): Promise<Actor> {
  const { cookie, authorization } = request.headers
  if (cookie === undefined && authorization === undefined) return NOBODY
  return await within(clock, WHO_ASKS_MS, 'Knowing who asks', request.actor()).catch(() => NOBODY)
}

/** @see draft-inadarei-api-health-check-06, section 4 "The Checks Object" */
const checkOf = ({ component, status, value, says, at, ageMs }: Look): [string, readonly object[]] => [
  `${component.kind}:${component.measures}`,
  [
    {
      componentId: component.kind,
      componentType: component.type,
      ...(value === undefined ? {} : { observedValue: value, observedUnit: component.unit }),
      status,
      ...(says === undefined ? {} : { output: says }),
      time: at.toISOString(),
      ageMs,
    },
  ],
]

const say = (status: HealthStatus, more: object): IntakeAnswer => ({
  status: status === 'fail' ? 503 : 200,
  headers: TYPE,
  body: JSON.stringify({ status, ...more }),
})
