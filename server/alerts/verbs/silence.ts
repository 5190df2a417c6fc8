import type { Ctx } from '@/server/context'
import { invalid } from '../../kernel/errors'
import type { SilenceInput } from '../model'
import { insertSilence, type KeptSilence } from '../queries/silences'
import { matchesEverything } from '../rules/matching'

/** Nobody is told of what it matches, from `from` on for `lasts`. One that would silence everything has to say so. */
export function silence(ctx: Ctx, { matcher, from, lasts, reason, everything }: SilenceInput): Promise<KeptSilence> {
  const now = ctx.clock.now()
  const fromAt = from === undefined ? now : new Date(from)
  const toAt = new Date(fromAt.getTime() + lasts)
  if (toAt <= now)
    throw invalid(`It would have ended at ${toAt.toISOString()}, which is past.`, [{ path: 'lasts', message: 'ends in the past' }])
  if (matchesEverything(matcher) && !everything) {
    const message = `takes in every alert: nobody would be told of anything until ${toAt.toISOString()}; say what it is for, or send "everything": true`
    throw invalid(`This silence ${message}.`, [{ path: 'matcher', message }])
  }
  const kept = { id: ctx.ids.next(), matcher, fromAt, toAt, reason, by: ctx.actor.name, byId: ctx.actor.id, endedAt: null, endedBy: null }
  return ctx.transaction(async (tx) => {
    await insertSilence(tx.db, kept)
    await tx.record({ kind: 'silence', silence: { id: kept.id, matcher, fromAt, toAt, reason, by: kept.by } })
    await tx.audit({ action: 'silence.create', subject: { id: kept.id, name: reason }, after: { matcher, fromAt, toAt, reason } })
    return kept
  })
}
