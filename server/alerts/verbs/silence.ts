import type { Ctx } from '@/server/context'
import { invalid } from '../../kernel/errors'
import { LONGEST_SILENCE, type SilenceInput } from '../model'
import { insertSilence, type KeptSilence } from '../queries/silences'
import { matchesEverything } from '../rules/matching'

/** Nobody is told of what it matches, from `from` on for `lasts` or `until` an instant. One that would silence everything has to say so. */
export function silence(ctx: Ctx, { matcher, from, lasts, until, reason, everything }: SilenceInput): Promise<KeptSilence> {
  const now = ctx.clock.now()
  const fromAt = from === undefined ? now : new Date(from)
  const toAt = endOf(fromAt, lasts, until)
  if (toAt <= now)
    throw invalid(`It would have ended at ${toAt.toISOString()}, which is past.`, [
      { path: until === undefined ? 'lasts' : 'until', message: 'ends in the past' },
    ])
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

/** @throws Refusal `invalid` unless exactly one of the two is given, and the other end is before it by at most 30 days */
function endOf(fromAt: Date, lasts: number | undefined, until: string | undefined): Date {
  const refused = (path: 'lasts' | 'until', message: string) => invalid(`${path} ${message}.`, [{ path, message }])
  if (until === undefined) {
    if (lasts === undefined) throw refused('lasts', 'is missing: say how long it lasts, like 2h, or until when')
    return new Date(fromAt.getTime() + lasts)
  }
  if (lasts !== undefined) throw refused('until', 'stands beside lasts: give one of the two')
  const toAt = new Date(until)
  if (toAt <= fromAt) throw refused('until', `is not after ${fromAt.toISOString()}, when it would begin: nothing would be silenced`)
  if (toAt.getTime() - fromAt.getTime() > LONGEST_SILENCE)
    throw refused('until', 'is more than 30 days after it begins: change for good what is to be quiet for longer')
  return toAt
}
