import type { Db } from '@/db/client'
import { findPersonByEmail } from '@/server/access/queries'
import type { Asked } from '@/server/alerts/model'
import type { Ctx } from '@/server/context'
import { Refusal } from '../../kernel/errors'
import type { Escalate, Incident } from '../model'
import { getIncident, isAnybodyTold, lastActor, listTeams, saveIfStill } from '../queries'
import { told } from '../recording'
import { teamOr, workerOr } from '../rules/assignee'
import { raised } from '../rules/handing'
import { mustBeOpen } from '../rules/moves'
import { changedMeanwhile } from '../rules/refusals'
import { mustBeWhole } from '../whole'

/** Each is kept with the incident and done once, so there is an end to them. */
const MOST = 200

type Handed = { readonly target: Asked['target']; readonly assignee: string; readonly assigneeId: string | null }

/**
 * Asks for the policy's next step at once, or pages a named person (by e-mail) or team, who then has the incident; raises its severity by one
 * when asked to (INC-2, ALR-6). Whom that pages is decided by the engine, from what the incident remembers.
 */
export function escalate(ctx: Ctx, { id, to, raise, note }: Escalate): Promise<Incident> {
  const at = ctx.clock.now()
  return ctx.transaction(async (tx) => {
    const { db, actor } = tx
    const handed = to === undefined ? null : await handedTo(db, to)
    const was = await getIncident(db, id)
    await mustBeWhole(db, was, 'escalated')
    mustBeOpen(was, 'escalated')
    if (!handed && !(await isAnybodyTold(db))) throw nobodyIsNext()
    if (was.escalations.length >= MOST) throw tooOften(was)
    const severity = raise ? raised(was.severity) : was.severity
    const { escalations } = was
    const saved = await saveIfStill(
      db,
      { id, state: was.state, severity: was.severity, assignee: was.assignee, assigneeId: was.assigneeId, escalations },
      {
        severity,
        escalations: [...escalations, { by: actor.name, target: handed?.target ?? null }],
        ...(handed && { assignee: handed.assignee, assigneeId: handed.assigneeId }),
      },
    )
    if (!saved) {
      const now = await getIncident(db, id)
      await mustBeWhole(db, now, 'escalated')
      mustBeOpen(now, 'escalated')
      throw changedMeanwhile(now, await lastActor(db, id, 'escalated'), standsNow(now))
    }
    const whom = handed ? `escalated to ${handed.assignee}` : 'escalated to the next step'
    const says = severity === was.severity ? whom : `${whom}, from ${was.severity} to ${severity}`
    await told(ctx, tx, { incident: saved, was, at, action: 'escalate', kind: 'escalated', says, detail: note?.trim() || null })
    return saved
  })
}

async function handedTo(db: Db, to: string): Promise<Handed> {
  if (to.includes('@')) {
    const { id, name, email } = workerOr(await findPersonByEmail(db, to.trim().toLowerCase()), to)
    return { target: { person: email }, assignee: name, assigneeId: id }
  }
  const team = teamOr(await listTeams(db), to)
  return { target: { team }, assignee: team, assigneeId: null }
}

const nobodyIsNext = () =>
  new Refusal(
    'illegal-move',
    'Nothing declares whom to tell here, so there is no next step. Name a person or a team, or declare channels and a policy.',
  )

const tooOften = ({ number }: Incident) =>
  new Refusal('illegal-move', `INC-${number} was escalated ${MOST} times. Call somebody, or open a new incident.`)

const standsNow = ({ severity, assignee }: Incident): string => `it is ${severity} now and ${assignee ? `with ${assignee}` : 'with nobody'}`
