import { z } from 'zod'
import { spendToken } from '../../access/queries'
import { oneLine } from '../../alerts/rules/clip'
import { DAY } from '../../kernel/duration'
import { isRefusal, Refusal } from '../../kernel/errors'
import { perform } from '../act'
import { parseObject } from '../body'
import type { WebCtx } from '../handle'
import { isSigned } from './signature'

/** PagerDuty signs no time, and tries again for a day or so: an event counts for so long, and only once. */
const COUNTS_FOR_MS = 7 * DAY
const MOST_NAME = 80
/** Source: https://support.pagerduty.com/main/docs/webhooks#supported-events */
const VERBS = { 'incident.acknowledged': 'acknowledge', 'incident.escalated': 'escalate', 'incident.resolved': 'resolve' } as const

const OfIncident = z.looseObject({
  event: z.looseObject({
    id: z.string().min(1).max(200),
    event_type: z.enum(['incident.acknowledged', 'incident.escalated', 'incident.resolved']),
    occurred_at: z.coerce.date(),
    agent: z.looseObject({ id: z.string().max(80), type: z.string(), summary: z.string().nullish() }).nullish(),
    data: z.looseObject({ incident_key: z.string().max(300).nullish() }),
  }),
})
/** Our thread: the incident's id and the channel's name. */
const KEY = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) (.+)$/

type Answer = { readonly says: string }

/**
 * `POST /api/v1/inbound/pagerduty`: what a person did in PagerDuty is done here too. All that is signed is taken, so that it is not sent
 * again; the answer says what came of it.
 *
 * @throws Refusal `unauthenticated` when no channel's webhook secret signed it
 */
export async function pagerDutyEvent(ctx: WebCtx): Promise<Answer> {
  const { app, request, text } = ctx.web
  const given = (request.headers.get('x-pagerduty-signature') ?? '').slice(0, 2_000)
  const hexes = given.split(',').flatMap((one) => /^\s*v1=([0-9a-f]{64})\s*$/.exec(one)?.[1] ?? [])
  const channels = await app.answerable(['pagerduty'])
  const signers = channels.filter(
    ({ options: { webhookSecret: secret } }) => typeof secret === 'string' && hexes.some((hex) => isSigned(text, hex, secret)),
  )
  if (signers.length === 0) {
    app.inbound.unproven('pagerduty', ctx.address ?? 'unknown')
    throw new Refusal('unauthenticated', 'No PagerDuty webhook whose secret a channel here knows has signed this.')
  }
  app.inbound.proven('pagerduty')
  const parsed = OfIncident.safeParse(parseObject(text))
  if (!parsed.success) return { says: 'This is none of the events that change something here.' }
  const { id, event_type, occurred_at, agent, data } = parsed.data.event
  // What we told PagerDuty comes back as the deed of an integration.
  if (agent?.type !== 'user_reference') return { says: 'No person did this; nothing was done here.' }
  const [, incidentId, channel] = KEY.exec(data.incident_key ?? '') ?? []
  if (!incidentId || !signers.some(({ name }) => name === channel)) return { says: 'This incident of PagerDuty is none of ours.' }
  const expiresAt = new Date(occurred_at.getTime() + COUNTS_FOR_MS)
  if (expiresAt <= app.clock.now()) return { says: 'This happened too long ago to be done here.' }

  const name = `${oneLine(agent.summary ?? agent.id, MOST_NAME)} in PagerDuty`
  const actor = { kind: 'link', id: `pagerduty:${agent.id}`, name } as const
  const proof = { nonce: `pagerduty:${id}`, expiresAt }
  const deed = { verb: VERBS[event_type], incidentId, actor, via: `PagerDuty, by ${channel}`, address: ctx.address, proof }
  try {
    return {
      says: (await perform(app, { ...deed, reason: `Resolved in PagerDuty by ${oneLine(agent.summary ?? agent.id, MOST_NAME)}.` })).says,
    }
  } catch (cause) {
    if (!isRefusal(cause) || cause.code === 'unavailable') throw cause
    // Sent once more after the incident was reopened, it must not do then what came too late now.
    await spendToken(app.db, { ...proof, usedAt: app.clock.now(), usedBy: name })
    return { says: cause.message }
  }
}
