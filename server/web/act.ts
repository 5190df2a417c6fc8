import { z } from 'zod'
import type { Db } from '@/db/client'
import { ACTION_KEY, type ActionClaims, type LinkVerb, readAction } from '../access/action-token'
import { hashOf } from '../access/keys'
import { type Actor, may, rolesWith } from '../access/model'
import { findPersonByEmail, findTokenUse, spendToken } from '../access/queries'
import { sealKey } from '../access/seal'
import { type Ctx, createContext } from '../context'
import type { Incident } from '../incidents/model'
import { Escalate, Resolve } from '../incidents/model'
import { getIncident, listTeams } from '../incidents/queries'
import { acknowledge } from '../incidents/verbs/acknowledge'
import { escalate } from '../incidents/verbs/escalate'
import { resolve } from '../incidents/verbs/resolve'
import type { Answer } from '../kernel/answers'
import { isRefusal, Refusal } from '../kernel/errors'
import type { Change } from '../pipeline/model'
import type { ActedAnswer } from './answers'
import type { WebApp } from './app'
import type { WebCtx } from './handle'
import { isPostgresAway, type Problem } from './problem'

/** What a link of a message is pressed with: `to` for an escalation to somebody in particular, `reason` for a resolution. */
export const Act = z.strictObject({
  token: z.string().min(1).max(2_500),
  to: z.string().max(200).optional(),
  reason: z.string().max(500).optional(),
})
export type Act = z.infer<typeof Act>

/** What was done, or stands instead, in words. */
export type Acted = Answer<typeof ActedAnswer>

type ActParts = Pick<WebApp, 'db' | 'sql' | 'clock' | 'ids' | 'log' | 'publish'>

/** One deed from outside, with its proof used up by it. */
export type Deed = {
  readonly verb: LinkVerb
  readonly incidentId: string
  readonly actor: Actor
  /** For the audit log: "a link sent by mail". */
  readonly via: string
  readonly address: string | null
  /** Used up by this deed, and by nothing that was refused. */
  readonly proof: { readonly nonce: string; readonly expiresAt: Date }
  readonly to?: string | undefined
  readonly reason?: string | undefined
}

const DONE: Readonly<Record<LinkVerb, string>> = { acknowledge: 'acknowledged', escalate: 'escalated', resolve: 'resolved' }
const instant = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** @throws Refusal `forbidden` that says what is wrong with the token */
export function claimsIn(app: Pick<WebApp, 'clock' | 'settings'>, token: string): ActionClaims {
  const reading = readAction(token, sealKey(app.settings.secret, ACTION_KEY), app.clock.now())
  if (reading.kind === 'valid') return reading.claims
  throw new Refusal('forbidden', reading.says, { because: reading.kind })
}

/** `POST /api/v1/act`: does what a link of a message lets its bearer do, as whom it was sent to. Guessing is slowed down as at the sign-in. */
export async function act(ctx: WebCtx, { token, to, reason }: Act): Promise<Acted> {
  const { app } = ctx.web
  const address = ctx.address ?? 'unknown'
  const attempt = app.gate.attempt(`link ${hashOf(token).slice(0, 16)}`, address)
  try {
    const claims = claimsIn(app, token)
    attempt.succeeded()
    const actor = await bearerOf(app.db, claims)
    const { verb, incidentId, channel } = claims
    return await perform(app, { verb, incidentId, actor, via: `a link sent by ${channel}`, address, proof: claims, to, reason })
  } finally {
    attempt.done()
  }
}

/**
 * Does a deed once: the proof is used up in the transaction that does it, so that of two at the same moment one does it.
 *
 * @throws Refusal `conflict` when the proof was used, or somebody was faster; `forbidden` when the actor may not
 */
export async function perform(parts: ActParts, deed: Deed): Promise<Acted> {
  const { verb, incidentId, actor, via, address, proof } = deed
  if (!may(actor, 'work-incidents')) throw mayNot(actor, verb)
  const changes: Change[] = []
  const incident = await parts.db.transaction(async (db) => {
    const used = await spendToken(db, { nonce: proof.nonce, expiresAt: proof.expiresAt, usedAt: parts.clock.now(), usedBy: actor.name })
    if (!used) throw await usedBefore(db, verb, proof.nonce)
    const context = { ...parts, db, actor, via, address, action: `incident.${verb}`, subjectId: incidentId }
    return await doneBy(createContext({ ...context, publish: (made) => changes.push(...made) }), deed)
  })
  if (changes.length > 0) parts.publish(changes)
  return { number: incident.number, says: `${actor.name} ${DONE[verb]} INC-${incident.number}.` }
}

function doneBy(ctx: Ctx, { verb, incidentId: id, to, reason }: Deed): Promise<Incident> {
  if (verb === 'acknowledge') return acknowledge(ctx, { id })
  if (verb === 'escalate') {
    const input = Escalate.safeParse({ id, to: to?.trim() || undefined })
    if (!input.success)
      throw lacks('to', 'Say to whom it is handed: a person’s e-mail address, or a team; or nobody, for the policy’s next step.')
    return escalate(ctx, input.data)
  }
  const input = Resolve.safeParse({ id, reason })
  if (!input.success) throw lacks('reason', 'Say why it may be closed before the checks have proven it.')
  return resolve(ctx, input.data)
}

const lacks = (path: string, message: string) => new Refusal('invalid', message, { issues: [{ path, message }] })

async function usedBefore(db: Db, verb: LinkVerb, nonce: string): Promise<Refusal> {
  const use = await findTokenUse(db, nonce)
  return new Refusal('conflict', use ? usedSaying(verb, use) : 'This was done already; nothing was done again.', { used: true, ...use })
}

const usedSaying = (verb: LinkVerb, { usedBy, usedAt }: { readonly usedBy: string; readonly usedAt: Date }): string =>
  `${usedBy} ${DONE[verb]} it with this link on ${instant(usedAt)}. A link works once.`

const mayNot = ({ name }: Actor, verb: LinkVerb) =>
  new Refusal(
    'forbidden',
    `${name} may not ${verb} incidents any more; that comes with the role ${rolesWith('work-incidents').join(' or ')}. Nothing was done.`,
    { right: 'work-incidents' },
  )

/** The page of a link, where a browser without JavaScript goes after its form; the page itself knows what became of the link. */
export function pagePathOf(token: unknown, problem?: Problem): string {
  const path = `/act/${encodeURIComponent(typeof token === 'string' ? token.slice(0, 2_500) : 'none')}`
  if (!problem) return path
  const query = new URLSearchParams({ problem: problem.type.split(':').at(-1) ?? 'bug' })
  if (problem.retryAfterSeconds !== undefined) query.set('wait', String(problem.retryAfterSeconds))
  return `${path}?${query}`
}

/** What was wrong with a form that was sent, where the page would ask again; the sentence of nothing that the page sees by itself. */
export function formProblem(code: string | undefined, waitSeconds: number): string | undefined {
  if (code === 'too-many') return `Too many attempts failed. Try again in ${Math.max(1, Math.ceil(waitSeconds / 60))} min.`
  if (code === 'unavailable') return 'Plimsoll cannot reach its database. Nothing was done; try again in a moment.'
  if (code === 'invalid') return 'A field is missing, or names nobody who works on incidents here. Nothing was done.'
  return code === undefined ? undefined : 'That did not work, and nothing was done. Try again.'
}

/** Who acts by a link: the person whom it was sent to, with the role that they have now; else whoever has that address, or reads that room. */
export async function bearerOf(db: Db, { person, channel }: Pick<ActionClaims, 'person' | 'channel'>): Promise<Actor> {
  if (person === null) return { kind: 'link', id: `link:${channel}`, name: `Somebody in ${channel}` }
  const known = await findPersonByEmail(db, person.toLowerCase())
  return known ? { kind: 'person', id: known.id, name: known.name, role: known.role } : { kind: 'link', id: `link:${person}`, name: person }
}

/** What the page of a link shows; looking does nothing. */
export type LinkView =
  | { readonly kind: 'ask'; readonly verb: LinkVerb; readonly incident: Incident; readonly as: string; readonly teams: readonly string[] }
  | { readonly kind: 'over'; readonly title: string; readonly says: string; readonly incidentId: string | null }

/** Where a link stands: what it would do, or why it does nothing (any more). */
export async function viewLink(app: Pick<WebApp, 'db' | 'clock' | 'settings'>, token: string): Promise<LinkView> {
  let incidentId: string | null = null
  try {
    const claims = claimsIn(app, token)
    const { verb } = claims
    incidentId = claims.incidentId
    const use = await findTokenUse(app.db, claims.nonce)
    if (use) return { kind: 'over', title: 'Done', says: usedSaying(verb, use), incidentId }
    const [incident, actor] = [await getIncident(app.db, incidentId), await bearerOf(app.db, claims)]
    const says = doneMeanwhile(incident, verb)
    if (says) return { kind: 'over', title: 'Nothing is left to do', says, incidentId }
    if (!may(actor, 'work-incidents')) throw mayNot(actor, verb)
    return { kind: 'ask', verb, incident, as: actor.name, teams: verb === 'escalate' ? await listTeams(app.db) : [] }
  } catch (cause) {
    return { kind: 'over', ...sayingOf(cause), incidentId }
  }
}

function doneMeanwhile({ number, title, state, ...incident }: Incident, verb: LinkVerb): string | undefined {
  const named = `INC-${number}, “${title}”,`
  if (state === 'resolved') return `${named} was resolved${by(incident.resolvedBy)}${on(incident.resolvedAt)}.`
  if (verb !== 'acknowledge') return undefined
  if (state === 'mitigated') return `${named} was marked as mitigated${by(incident.mitigatedBy)}${on(incident.mitigatedAt)}.`
  return state === 'acknowledged' ? `${named} was acknowledged${by(incident.acknowledgedBy)}${on(incident.acknowledgedAt)}.` : undefined
}

const by = (name: string | null): string => (name === null ? '' : ` by ${name}`)
const on = (at: Date | null): string => (at === null ? '' : ` on ${instant(at)}`)

function sayingOf(cause: unknown): { readonly title: string; readonly says: string } {
  if (isPostgresAway(cause))
    return { title: 'Not now', says: 'Postgres cannot be reached, so nothing can be stored now. Nothing was done; try again in a moment.' }
  if (!isRefusal(cause)) throw cause
  if (cause.code === 'not-found')
    return { title: 'Not now', says: 'This incident is not stored yet. Nothing was done; try again in a moment.' }
  return { title: 'This link does nothing', says: cause.message }
}
