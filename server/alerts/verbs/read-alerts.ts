import type { Ctx } from '../../context'
import { placeText } from '../../kernel/inputs'
import type { ListAlerts } from '../model'
import { type ListedAlert, listAlerts } from '../queries/list'

export type AlertPage = {
  readonly alerts: readonly ListedAlert[]
  /** What to give as `before` for the next page; null at the end. */
  readonly next: string | null
}

/** A page of alerts, open and ended, the newest first. */
export async function readAlerts({ db }: Pick<Ctx, 'db'>, input: ListAlerts): Promise<AlertPage> {
  const found = await listAlerts(db, { ...input, limit: input.limit + 1 })
  const alerts = found.slice(0, input.limit)
  const last = alerts.at(-1)
  return { alerts, next: found.length > input.limit && last ? placeText({ at: last.startedAt, id: last.id }) : null }
}
