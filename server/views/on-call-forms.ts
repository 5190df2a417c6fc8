import { z } from 'zod'
import type { Right } from '../access/model'
import { getPerson, listPeople } from '../access/queries'
import { sealKey } from '../access/seal'
import { channelTypes, optionsSchemaOf } from '../alerts/channels/registry'
import type { Stored } from '../declare/difference'
import type { Kind } from '../declare/kinds'
import { type FilePlace, placeOf } from '../declare/read-config'
import { CHANNEL, CONTACT, POLICY, SCHEDULE, TEAM } from '../declare/routing'
import { type Inventory, readInventory } from '../declare/store'
import { readLastResort } from '../declare/verbs/last-resort'
import { notFound } from '../kernel/errors'
import type { PageContext } from '../web/page-context'
import { type Choices, withChoices } from './rules/choices'
import { reader } from './section'

type Any = Kind<{ readonly name: string }, { readonly name: string }>

/** What has to be declared before anybody is told, in the order in which one thing needs the other. */
const KINDS = {
  channels: CHANNEL as never as Any,
  contacts: CONTACT as never as Any,
  schedules: SCHEDULE as never as Any,
  policies: POLICY as never as Any,
  teams: TEAM as never as Any,
} as const
/** Whoever says whom to tell: contacts hold addresses of people. */
export const RIGHT_TO_DECLARE: Right = 'change-settings'
export type OnCallList = keyof typeof KINDS

export function onCallListOf(text: string): OnCallList {
  if (!Object.hasOwn(KINDS, text)) throw notFound('page', text)
  return text as OnCallList
}

export type OnCallRow = {
  readonly id: string
  readonly name: string
  readonly source: 'file' | 'api'
  readonly version: number
  /** In the words of the file, secrets hidden. */
  readonly definition: Readonly<Record<string, unknown>>
  /** Where the file declares it, as far as that is known. */
  readonly at: FilePlace | null
  /** What refers to it, as a person names it. */
  readonly users: readonly string[]
}

const inventoryOf = ({ app, sql }: PageContext): Promise<Inventory> => readInventory(sql, sealKey(app.settings.secret))

/** Plain data, so that it may travel to the browser: what is not set is left out. */
const plain = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value

const rowOf = (
  { app }: PageContext,
  kind: Any,
  inventory: Inventory,
  { id, source, version, shape }: Stored<{ readonly name: string }>,
): OnCallRow => ({
  id,
  name: shape.name,
  source,
  version,
  definition: plain(kind.definition(shape)),
  at: source === 'file' ? placeOf(app.config, kind.list, shape.name) : null,
  users: kind.users(inventory, shape.name),
})

/** All of one kind, with which policy holds for what has none. */
export async function onCallListView(ctx: PageContext, list: OnCallList) {
  const kind = KINDS[list]
  const rows = await reader(ctx)(
    `what is declared of ${list}`,
    inventoryOf(ctx).then((inventory) => kind.stored(inventory).map((stored) => rowOf(ctx, kind, inventory, stored))),
  )
  const { routing } = ctx.world
  return {
    list,
    rows,
    lastResort: list === 'policies' ? await reader(ctx)('the policy of last resort', readLastResort(ctx.sql)) : null,
    declared: Object.fromEntries((Object.keys(KINDS) as OnCallList[]).map((one) => [one, one === 'contacts' ? null : routing[one].length])),
  }
}
export type OnCallListView = Awaited<ReturnType<typeof onCallListView>>

/** What the form of a kind needs: its schema with everything that can be named in it, and the thing itself unless it is new. */
export async function onCallFormView(ctx: PageContext, list: OnCallList, name?: string) {
  const kind = KINDS[list]
  const [inventory, people, lastResort, self] = await Promise.all([
    inventoryOf(ctx),
    listPeople(ctx.db),
    readLastResort(ctx.sql),
    ctx.actor.kind === 'person' ? getPerson(ctx.db, ctx.actor.id) : null,
  ])
  const stored = name === undefined ? undefined : kind.stored(inventory).find(({ id, shape }) => id === name || shape.name === name)
  if (name !== undefined && !stored) throw notFound(kind.noun, name)
  const { routing } = inventory
  const titled = (items: readonly Stored<{ readonly name: string; readonly title?: string | undefined }>[]) =>
    items.map(({ shape }) => ({ value: shape.name, title: shape.title ?? shape.name }))
  const ofPeople = routing.channels.filter(({ shape }) => channelTypes.get(shape.kind)?.reaches === 'people')
  const choices: Choices = {
    channel: titled(list === 'contacts' ? ofPeople : routing.channels.filter((one) => !ofPeople.includes(one))),
    by: titled(ofPeople),
    fallback: titled(routing.channels.filter(({ shape }) => shape.name !== stored?.shape.name)),
    schedule: titled(routing.schedules),
    team: routing.teams.map(({ shape }) => ({ value: shape.name, title: shape.name })),
    policy: titled(routing.policies),
    person: people.map(({ email, name: title }) => ({ value: email, title: `${title}, ${email}` })),
  }
  return {
    list,
    row: stored && rowOf(ctx, kind, inventory, stored),
    schema: plain(withChoices(z.toJSONSchema(kind.input, { io: 'input', unrepresentable: 'any' }), choices)),
    kinds:
      list === 'channels'
        ? channelTypes.all.map((type) => ({
            kind: type.kind,
            label: type.label,
            about: type.about,
            reaches: type.reaches,
            schema: plain(optionsSchemaOf(type)),
          }))
        : [],
    me: self?.email ?? null,
    lastResort,
    today: ctx.clock.now().toISOString().slice(0, 10),
  }
}
export type OnCallFormView = Awaited<ReturnType<typeof onCallFormView>>
