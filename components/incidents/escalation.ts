import { HOUR, MINUTE, SECOND } from '@/server/kernel/duration'
import type { AheadRow, PageRow, SendingRow } from '@/server/live/rows'

/** The names of people by their e-mail address, as far as they are known. */
export type Names = Readonly<Record<string, string>>

/** What stands first: a countdown to what comes next, or in a sentence why nothing does. */
export type Next =
  | { readonly kind: 'countdown'; readonly atMs: number; readonly says: string; readonly reachesNobody: boolean }
  | { readonly kind: 'said'; readonly says: string; readonly untilMs: number | null; readonly tone: 'calm' | 'warns' | 'grave' }

const said = (tone: 'calm' | 'warns' | 'grave', says: string, untilMs: number | null = null): Next => ({
  kind: 'said',
  says,
  untilMs,
  tone,
})

/** Who is paged next and when, unless somebody acknowledges; or why nobody is (ALR-15). */
export function nextOf(page: PageRow, names: Names): Next {
  if (page.closed) return said('calm', 'It is over. Whoever was told of it is told of its end.')
  if (!page.declared) return said('grave', 'Nobody is paged: nothing declares by which channel anybody is told.')
  if (page.mutedBy.length > 0) return said('warns', `Nobody is paged because of ${page.mutedBy.join(' and ')}`, page.mutedUntilMs)
  const [step] = page.stepAtMs === null ? [] : page.steps
  const { executives } = page
  if (step && (!executives || step.atMs <= executives.atMs))
    return {
      kind: 'countdown',
      atMs: page.stepAtMs ?? step.atMs,
      says: `until ${stepWords(step, names)}, unless someone acknowledges`,
      reachesNobody: step.resort === 'nobody',
    }
  if (executives)
    return {
      kind: 'countdown',
      atMs: executives.atMs,
      says: executives.resort === 'nobody' ? 'until the executives are told, who cannot be reached' : 'until executives are told',
      reachesNobody: executives.resort === 'nobody',
    }
  if (page.answered) return said('calm', 'Somebody is on it, so nobody else is paged.')
  if (page.unheard) return said('grave', 'Nobody could be reached. Call somebody.')
  if (page.steps.length > 0) return said('warns', 'Something that is planned keeps it quiet before the next step is due.')
  return said('warns', 'Every step is taken and nobody has answered. Escalate to page somebody again.')
}

function stepWords({ step, who, resort }: AheadRow, names: Names): string {
  if (resort === 'nobody') return `step ${step}, which reaches nobody`
  const whom = listed([...new Set(who.map((one) => nameOf(one, names)))])
  const isOne = who.length === 1
  return resort === 'direct' ? `${whom} ${isOne ? 'is' : 'are'} paged` : `the last resort, ${whom}, is paged`
}

/** Whom the next step pages, for the choice of an escalation: "The next step: Ben Ito". */
export function nextStepWords(page: PageRow | undefined, names: Names): string | undefined {
  const step = page?.steps[0]
  if (!step) return undefined
  return step.who.length === 0
    ? 'The next step, which reaches nobody now'
    : `The next step: ${listed([...new Set(step.who.map((one) => nameOf(one, names)))])}`
}

/** A person by name, a room or a machine by its channel. */
export const nameOf = ({ channel, person }: { readonly channel: string; readonly person: string | null }, names: Names): string =>
  person === null ? channel : (names[person] ?? person)

const listed = (whom: readonly string[]): string =>
  whom.length > 3 ? `${whom.slice(0, 2).join(', ')} and ${whom.length - 2} more` : whom.join(whom.length === 2 ? ' and ' : ', ')

/** A sentence of the trail with the names of people instead of their addresses. */
export const withNames = (text: string, names: Names): string =>
  text.replaceAll(/[^\s,;:()]+@[^\s,;:()]+?(?=[.,;:)]?(?:\s|$))/g, (address) => names[address] ?? address)

/** Whom it was told by which channel, how the last message stands, and how many there were. */
export type ToldLine = {
  readonly key: string
  readonly name: string
  readonly channel: string | null
  readonly last: SendingRow
  readonly count: number
}

/** One line for each way to somebody, in the order in which they were first told. */
export function toldLines(sendings: readonly SendingRow[], names: Names): readonly ToldLine[] {
  const ways = Map.groupBy(
    sendings.toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1)),
    ({ channel, person }) => `${channel}/${person ?? ''}`,
  )
  return [...ways].flatMap(([key, all]) => {
    const last = all.at(-1)
    return last ? [{ key, name: nameOf(last, names), channel: last.person === null ? null : last.channel, last, count: all.length }] : []
  })
}

/** `4:05`, `1:04:05`; `now` when it is due. */
export function countdown(ms: number): string {
  const left = Math.ceil(ms / SECOND) * SECOND
  if (left <= 0) return 'now'
  const parts = [Math.floor(left / HOUR), Math.floor((left % HOUR) / MINUTE), Math.floor((left % MINUTE) / SECOND)]
  const shown = parts[0] === 0 ? parts.slice(1) : parts
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':')
}
