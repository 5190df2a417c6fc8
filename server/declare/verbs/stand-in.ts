import { formatDuration } from '../../kernel/duration'
import { invalid, notFound, Refusal } from '../../kernel/errors'
import { LONGEST_STAND_IN, type ScheduleInput, type StandIn, type StandInInput } from '../../oncall/model'
import { onCallAt } from '../../oncall/rules/rotation'
import { endedAt, keptAt, standInsOf, withStandIns } from '../../oncall/rules/stand-ins'
import type { Stored } from '../difference'
import { type DeclareCtx, type Desk, editing, find } from '../editing'
import { SCHEDULE } from '../routing'
import { readInventory, readStandIns, writeStandIns } from '../store'

export type OfSchedule = { readonly id: string }

/** More at once are a layer, or a mistake. */
const MOST = 200

/** Who stands in by hand in a schedule: those that hold, will, or did lately, the one made last at the end. */
export async function readStandInsOf({ sql, key }: Pick<DeclareCtx, 'sql' | 'key'>, { id }: OfSchedule): Promise<readonly StandIn[]> {
  const { shape } = find(SCHEDULE, await readInventory(sql, key, { list: 'schedules', one: id }), id)
  return standInsOf(await readStandIns(sql), shape.name)
}

/**
 * Puts somebody on call instead of whoever is, and in exchange, where that is asked for, the other way round at another time. It is an act of
 * operation, so it is also taken for what the file declares, and `apply` does not undo it.
 */
export function makeStandIn(ctx: DeclareCtx, { id, person, from, to, inExchange }: StandInInput & OfSchedule): Promise<readonly StandIn[]> {
  return editing(ctx, async (desk) => {
    const { now, inventory } = desk
    const held = find(SCHEDULE, inventory, id)
    const all = await readStandIns(desk.tx)
    const before = keptAt(standInsOf(all, held.shape.name), now)
    const made = (who: string, fromAt: Date, toAt: Date): StandIn => ({
      id: ctx.ids.next(),
      from: fromAt.toISOString(),
      to: toAt.toISOString(),
      person: who,
      by: ctx.actor.name,
      at: now.toISOString(),
    })
    const fromAt = from === undefined ? now : new Date(from)
    refuseTimes(fromAt, new Date(to), now, '')
    await refuseUnknown(desk, person)
    const first = made(person, fromAt, new Date(to))
    const news = [first]
    if (inExchange) {
      const [back, until] = [new Date(inExchange.from), new Date(inExchange.to)]
      refuseTimes(back, until, now, 'inExchange.')
      news.push(made(otherIn(held, before, first), back, until))
    }
    if (before.length + news.length > MOST)
      throw new Refusal(
        'conflict',
        `${held.shape.name} has ${before.length} overrides made by hand already; remove some, or change its layers.`,
      )
    await writeStandIns(desk.tx, { ...all, [held.shape.name]: [...before, ...news] })
    for (const { person: who, from: begins, to: ends } of news)
      await noted(desk, held, 'stand-in', { after: { person: who, from: begins, to: ends } })
    return news
  })
}

/** Lets one end at another time, which may be later; from now on at the earliest. */
export function changeStandIn(
  ctx: DeclareCtx,
  { id, override, to }: OfSchedule & { readonly override: string; readonly to: string },
): Promise<StandIn> {
  return editing(ctx, async (desk) => {
    const { held, all, mine, one } = await standInOf(desk, id, override)
    refuseTimes(new Date(one.from), new Date(to), desk.now, '')
    const changed = { ...one, to: new Date(to).toISOString() }
    await writeStandIns(desk.tx, { ...all, [held.shape.name]: mine.map((other) => (other === one ? changed : other)) })
    await noted(desk, held, 'stand-in-until', { before: { to: one.to }, after: { person: one.person, to: changed.to } })
    return changed
  })
}

/** Ends one at once, or takes it away before it begins: whoever is on call without it is on call. */
export function endStandIn(ctx: DeclareCtx, { id, override }: OfSchedule & { readonly override: string }): Promise<void> {
  return editing(ctx, async (desk) => {
    const { held, all, mine, one } = await standInOf(desk, id, override)
    await writeStandIns(desk.tx, { ...all, [held.shape.name]: endedAt(mine, one.id, desk.now) })
    await noted(desk, held, 'stand-in-end', { before: { person: one.person, from: one.from, to: one.to } })
  })
}

/** One that has not ended. */
async function standInOf({ tx, now, inventory }: Desk, id: string, override: string) {
  const held = find(SCHEDULE, inventory, id)
  const all = await readStandIns(tx)
  const mine = keptAt(standInsOf(all, held.shape.name), now)
  const one = mine.find((each) => each.id === override && Date.parse(each.to) > now.getTime())
  if (!one) throw notFound('override made by hand that has not ended', override)
  return { held, all, mine, one }
}

const noted = (
  { changed }: Desk,
  { id, shape }: Stored<ScheduleInput>,
  deed: string,
  sides: { readonly before?: object; readonly after?: object },
) => changed({ action: `schedule.${deed}`, subject: { id, name: shape.name }, ...sides })

/** Whoever is replaced, and takes another time in exchange. */
function otherIn({ shape }: Stored<ScheduleInput>, before: readonly StandIn[], { person, from }: StandIn): string {
  const other = onCallAt(withStandIns(shape, before), new Date(from)).person
  if (other !== null && other !== person) return other
  const message = other === null ? 'cannot be: nobody is on call at `from`' : `cannot be: ${person} is on call at \`from\` already`
  throw invalid(`inExchange ${message}, so there is nobody to exchange with; leave it out.`, [{ path: 'inExchange', message }])
}

function refuseTimes(from: Date, to: Date, now: Date, at: '' | 'inExchange.'): void {
  const issue = (message: string) => invalid(`${at}to ${message}.`, [{ path: `${at}to`, message }])
  if (to <= from) throw issue(`(${to.toISOString()}) must be after ${from.toISOString()}, when it begins, or nobody would be on call by it`)
  if (to <= now) throw issue(`(${to.toISOString()}) is past, and who was on call then cannot be changed; choose a later time`)
  if (to.getTime() - from.getTime() > LONGEST_STAND_IN)
    throw issue(`must be within ${formatDuration(LONGEST_STAND_IN)} of when it begins; who is on call for longer belongs into a layer`)
}

/** Nobody whom Plimsoll does not know can be told. */
async function refuseUnknown({ tx }: Desk, person: string): Promise<void> {
  const [known] = await tx`select 1 from people where email = ${person}`
  if (known) return
  const message = `${person} is not a person of Plimsoll, so nobody could be told; add them under Settings, People, or name somebody else`
  throw invalid(`person ${message}.`, [{ path: 'person', message }])
}
