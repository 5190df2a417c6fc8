import { z } from 'zod'
import { may } from '../access/model'
import { SilenceInput, SilenceLasts } from '../alerts/model'
import { silence } from '../alerts/verbs/silence'
import { SEVERITIES } from '../checks/model'
import { IncidentAnswer } from '../incidents/answers'
import { type Incident, IncidentRef } from '../incidents/model'
import { findByRef } from '../incidents/queries'
import { acknowledge } from '../incidents/verbs/acknowledge'
import { assign } from '../incidents/verbs/assign'
import { changeSeverity } from '../incidents/verbs/change-severity'
import { merge } from '../incidents/verbs/merge'
import { mitigate } from '../incidents/verbs/mitigate'
import { resolve } from '../incidents/verbs/resolve'
import { type Answer, answer } from '../kernel/answers'
import { SECOND } from '../kernel/duration'
import { isRefusal, Refusal } from '../kernel/errors'
import type { WebCtx } from './handle'
import { byRef } from './incident-ref'
import { problemOf } from './problem'

/** More are chosen by a filter than by hand; a hundred are done within the time of one request. */
const MOST = 100
/** Less than a request may take, so that whoever waits hears what was done; no other begins after that. */
const WITHIN_MS = 8 * SECOND

export const BulkIncidents = z.strictObject({
  incidents: z.array(IncidentRef.shape.id).min(1).max(MOST),
  deed: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('acknowledge') }),
    z.strictObject({ kind: z.literal('mitigate') }),
    z.strictObject({ kind: z.literal('assign'), to: z.string().min(1).max(200) }),
    z.strictObject({ kind: z.literal('severity'), severity: z.enum(SEVERITIES) }),
    z.strictObject({ kind: z.literal('resolve'), reason: z.string().trim().min(1, 'must say why they may be closed').max(500) }),
    z.strictObject({ kind: z.literal('silence'), lasts: SilenceLasts, reason: SilenceInput.shape.reason }),
    z.strictObject({ kind: z.literal('merge'), into: IncidentRef.shape.id }),
  ]),
})
export type BulkIncidents = z.infer<typeof BulkIncidents>

export const BulkIncidentsAnswer = answer('BulkIncidents', 'What became of each, in the order in which they were given.', {
  results: z.array(
    z.object({
      id: z.string().describe('As it was given.'),
      done: z.boolean(),
      says: z.string().nullable().describe('Why it was refused, in a sentence; null when it was done.'),
      incident: IncidentAnswer.nullable().describe('As it is afterwards; of a merged one, that which stays.'),
    }),
  ),
})

/**
 * Does one thing to several incidents, each by itself: what is refused for one keeps nothing from the others. What was done is told, whatever
 * becomes of the rest.
 */
export async function bulkIncidents(ctx: WebCtx, { incidents, deed }: BulkIncidents): Promise<Answer<typeof BulkIncidentsAnswer>> {
  const results: Answer<typeof BulkIncidentsAnswer>['results'][number][] = []
  const untilMs = ctx.clock.elapsedMs() + WITHIN_MS
  const kept = (id: string, says: string) => results.push({ id, done: false, says, incident: null })
  for (const id of new Set(incidents)) {
    if (ctx.clock.elapsedMs() >= untilMs) {
      kept(id, 'There was no time left for this one, and nothing was done to it. Choose it again.')
      continue
    }
    try {
      results.push({ id, done: true, says: null, incident: await doneTo(ctx, id, deed) })
    } catch (cause) {
      if (!isRefusal(cause) && !results.some(({ done }) => done)) throw cause
      kept(id, problemOf(cause, ctx.log, ctx.ids.next()).title)
    }
  }
  return { results }
}

/** Nobody is told of the services that it is about, for so long; the incident itself goes on. */
async function silenced(
  ctx: WebCtx,
  id: string,
  { lasts, reason }: Extract<BulkIncidents['deed'], { kind: 'silence' }>,
): Promise<Incident> {
  if (!may(ctx.actor, 'silence-alerts'))
    throw new Refusal('forbidden', 'Your role may not silence alerts. A responder may, or an administrator.')
  const incident = await findByRef(ctx.db, id)
  const { world } = ctx.web.app.mirror
  const ids = new Set([incident.serviceId, ...[...(world.alertsIn.get(incident.id)?.values() ?? [])].map(({ serviceId }) => serviceId)])
  const services = [...ids].flatMap((serviceId) => world.services.get(serviceId ?? '')?.service.name ?? [])
  if (services.length === 0)
    throw new Refusal(
      'illegal-move',
      `INC-${incident.number} is about no service, so there is nothing that a silence could name. Silence by check or label under Paging.`,
    )
  await silence(ctx, { matcher: { services }, lasts, reason, everything: false })
  return incident
}

function doneTo(ctx: WebCtx, id: string, deed: BulkIncidents['deed']): Promise<Incident> {
  switch (deed.kind) {
    case 'acknowledge':
      return byRef(acknowledge)(ctx, { id })
    case 'mitigate':
      return byRef(mitigate)(ctx, { id })
    case 'assign':
      return byRef(assign)(ctx, { id, to: deed.to })
    case 'severity':
      return byRef(changeSeverity)(ctx, { id, severity: deed.severity })
    case 'resolve':
      return byRef(resolve)(ctx, { id, reason: deed.reason })
    case 'silence':
      return silenced(ctx, id, deed)
    case 'merge':
      return byRef(merge)(ctx, { id, into: deed.into })
  }
}
