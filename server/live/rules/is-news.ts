import type { World } from '../../pipeline/model'

/**
 * Whether a world that was read anew says something that the one held does not know: another catalogue, a later result, a status, a
 * stake or an incident that moved. What is held may be ahead, since results reach the screens before they are stored; that is no news.
 */
export function isNews(held: World, read: World): boolean {
  return (
    isRedeclared(held, read) ||
    some(
      held.checks,
      read.checks,
      (was, is) => timeOf(is.lastAt) > timeOf(was.lastAt) || (was.lastAt?.getTime() === is.lastAt?.getTime() && was.status !== is.status),
    ) ||
    some(held.services, read.services, (was, is) => was.status !== is.status && fromOf(is) > fromOf(was)) ||
    some(held.silences, read.silences, (was, is) => was.toAt.getTime() !== is.toAt.getTime()) ||
    some(held.opportunities, read.opportunities, (was, is) => was.stake !== is.stake && is.sinceAt > was.sinceAt) ||
    [...read.incidents].some(([id, { version }]) => version > (held.incidents.get(id)?.version ?? -1))
  )
}

function isRedeclared(held: World, read: World): boolean {
  return (
    some(held.checks, read.checks, (was, is) => was.check.version !== is.check.version) ||
    some(held.services, read.services, (was, is) => was.service.version !== is.service.version) ||
    some(held.opportunities, read.opportunities, (was, is) => was.opportunity.version !== is.opportunity.version) ||
    some(held.streams, read.streams, (was, is) => was.version !== is.version) ||
    some(held.windows, read.windows, (was, is) => was.version !== is.version) ||
    some(held.contracts, read.contracts, (was, is) => was.version !== is.version) ||
    some(held.segments, read.segments, (was, is) => was.version !== is.version) ||
    JSON.stringify(held.currencies) !== JSON.stringify(read.currencies) ||
    JSON.stringify(held.routing) !== JSON.stringify(read.routing)
  )
}

/** Whether one was added or removed, or is different. */
function some<T>(held: ReadonlyMap<string, T>, read: ReadonlyMap<string, T>, differs: (was: T, is: T) => boolean): boolean {
  if (held.size !== read.size) return true
  for (const [id, is] of read) {
    const was = held.get(id)
    if (was === undefined || differs(was, is)) return true
  }
  return false
}

const timeOf = (at: Date | null): number => at?.getTime() ?? 0
const fromOf = ({ spans }: { readonly spans: readonly { readonly fromAt: Date }[] }): number => timeOf(spans.at(-1)?.fromAt ?? null)
