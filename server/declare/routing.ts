import type { z } from 'zod'
import { channelTypeOf, optionsSchemaOf } from '../alerts/channels/registry'
import { ChannelInput, ContactInput, DefinitionInput, MaintenanceInput, PolicyInput, SourceInput, type Target } from '../alerts/model'
import { writtenWindow } from '../alerts/rules/maintenance-words'
import { optionsSchemaOf as sourceOptionsSchema, sourceTypeOf } from '../alerts/sources/registry'
import { hideSecrets, keepSecrets } from '../checks/rules/hidden-options'
import { writeDuration } from '../kernel/duration'
import { invalid } from '../kernel/errors'
import { ScheduleInput, TeamInput } from '../oncall/model'
import type { Definition, Noun } from './difference'
import type { Kind } from './kinds'
import type { RoutingList } from './shapes'
import type { Inventory } from './store'
import { writeRouting } from './store'

type Named = { readonly name: string }

function routingKind<Input extends Named>(
  noun: Noun,
  list: RoutingList,
  input: z.ZodType<Input>,
  {
    complete = (given) => given,
    shown = (shape) => shape,
    users = () => [],
    among = (given) => ({ [list]: [given] }),
  }: {
    readonly complete?: (given: Input, held: Input | undefined) => Input
    readonly shown?: (shape: Input) => object
    readonly users?: (inventory: Inventory, name: string) => readonly string[]
    readonly among?: Kind<Input, Input>['among']
  } = {},
): Kind<Input, Input> & { readonly list: RoutingList } {
  return {
    noun,
    list,
    words: {},
    input,
    stored: ({ routing }) => routing[list] as never,
    complete,
    shape: (given) => given,
    write: (writing, id, shape) => writeRouting(writing, id, list, shape),
    definition: (shape) => ({ ...shown(shape), name: shape.name }) as Definition,
    users,
    among,
  }
}

export const CHANNEL = routingKind<ChannelInput>('channel', 'channels', ChannelInput, {
  complete(given, held) {
    const before = held?.kind === given.kind ? held.options : undefined
    const { options, issues } = keepSecrets(optionsSchemaOf(channelTypeOf(given.kind)), given.options, before)
    if (issues.length > 0) throw invalid(issues.map(({ path, message }) => `${path} ${message}`).join('; '), issues)
    return { ...given, options }
  },
  // A circle of fallbacks leads through others.
  among: (given, { routing }, was) => ({
    channels: [given, ...routing.channels.map(({ shape }) => shape).filter(({ name }) => name !== was)],
  }),
  shown: (shape) => ({ ...shape, options: hideSecrets(optionsSchemaOf(channelTypeOf(shape.kind)), shape.options) }),
  users: ({ routing, statusPages }, name) => [
    ...statusPages.filter(({ shape }) => shape.mail === name).map(({ shape }) => `the status page ${shape.name}`),
    ...routing.channels.filter(({ shape }) => shape.fallback === name).map(({ shape }) => `the channel ${shape.name}`),
    ...routing.contacts.filter(({ shape }) => shape.channel === name).map(({ shape }) => `the contact of ${shape.person}`),
    ...policiesWith(routing.policies, (target) => ('channel' in target ? target.channel === name : (target.by?.includes(name) ?? false))),
    ...routing.definitions.filter(({ shape }) => shape.channels.includes(name)).map(({ shape }) => `the definition ${shape.name}`),
  ],
})

export const TEAM = routingKind<TeamInput>('team', 'teams', TeamInput, {
  users: ({ routing }, name) => policiesWith(routing.policies, (target) => 'team' in target && target.team === name),
})

export const CONTACT = routingKind<ContactInput>('contact', 'contacts', ContactInput)

export const SCHEDULE = routingKind<ScheduleInput>('schedule', 'schedules', ScheduleInput, {
  shown: (shape) => ({
    ...shape,
    layers: shape.layers.map((layer) => ({ ...layer, turn: typeof layer.turn === 'number' ? writeDuration(layer.turn) : layer.turn })),
  }),
  users: ({ routing }, name) => policiesWith(routing.policies, (target) => 'schedule' in target && target.schedule === name),
})

export const POLICY = routingKind<PolicyInput>('policy', 'policies', PolicyInput, {
  shown: ({ executives, ...shape }) => ({
    ...shape,
    steps: shape.steps.map((step) => ({ ...step, after: writeDuration(step.after) })),
    repeatAfter: writeDuration(shape.repeatAfter),
    ...(executives && { executives: { ...executives, after: writeDuration(executives.after) } }),
  }),
  users: ({ routing, lastResort }, name) => [
    ...routing.teams.filter(({ shape }) => shape.policy === name).map(({ shape }) => `the team ${shape.name}`),
    ...(lastResort === name ? ['paging.lastResort'] : []),
  ],
})

export const DEFINITION = routingKind<DefinitionInput>('definition', 'definitions', DefinitionInput)

export const SOURCE = routingKind<SourceInput>('source', 'sources', SourceInput, {
  complete(given, held) {
    const before = held?.kind === given.kind ? held.options : undefined
    const { options, issues } = keepSecrets(sourceOptionsSchema(sourceTypeOf(given.kind)), given.options, before)
    if (issues.length > 0) throw invalid(issues.map(({ path, message }) => `${path} ${message}`).join('; '), issues)
    return { ...given, options }
  },
  shown: (shape) => ({
    ...shape,
    options: hideSecrets(sourceOptionsSchema(sourceTypeOf(shape.kind)), shape.options),
    unheardAfter: writeDuration(shape.unheardAfter),
  }),
})

export const WINDOW = routingKind<MaintenanceInput>('window', 'maintenance', MaintenanceInput, { shown: writtenWindow })

export const ROUTING_KINDS = [CHANNEL, TEAM, CONTACT, SCHEDULE, POLICY, DEFINITION, SOURCE, WINDOW] as const

const targetsOf = ({ steps, executives, lastResort }: PolicyInput): readonly Target[] => [
  ...steps.flatMap(({ tell }) => tell),
  ...(executives?.tell ?? []),
  ...lastResort,
]

const policiesWith = (policies: Inventory['routing']['policies'], uses: (target: Target) => boolean): readonly string[] =>
  policies.filter(({ shape }) => targetsOf(shape).some(uses)).map(({ shape }) => `the policy ${shape.name}`)
