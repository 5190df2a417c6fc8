import type { Ctx } from '../../context'
import type { Answer } from '../../kernel/answers'
import { placeText } from '../../kernel/inputs'
import type { AlertPageAnswer } from '../answers'
import type { ListAlerts } from '../model'
import { listAlerts } from '../queries/list'

export type AlertPage = Answer<typeof AlertPageAnswer>

/** A page of alerts, open and ended, the newest first. */
export async function readAlerts({ db }: Pick<Ctx, 'db'>, input: ListAlerts): Promise<AlertPage> {
  const found = await listAlerts(db, { ...input, limit: input.limit + 1 })
  const alerts = found.slice(0, input.limit)
  const last = alerts.at(-1)
  return { alerts, next: found.length > input.limit && last ? placeText({ at: last.startedAt, id: last.id }) : null }
}
