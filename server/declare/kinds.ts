import type { z } from 'zod'
import { ServiceInput } from '../catalogue/model'
import { CheckInput } from '../checks/input'
import { hideSecrets, keepSecrets } from '../checks/rules/hidden-options'
import { checkTypeOf, optionsSchemaOf } from '../checks/types/registry'
import { ContractInput, OpportunityInput, type Profile, SegmentInput, StreamInput } from '../impact/model'
import { writeDuration } from '../kernel/duration'
import { invalid } from '../kernel/errors'
import { WEEKDAYS } from '../kernel/local-time'
import { toMajor } from '../kernel/money'
import { StatusPageInput } from '../status/model'
import type { Stored, Telling } from './difference'
import { type Document, needsOf } from './document'
import {
  type CheckShape,
  type ContractShape,
  checkShape,
  contractShape,
  type OpportunityShape,
  opportunityShape,
  type RoutingList,
  type SegmentShape,
  type ServiceShape,
  type StreamShape,
  segmentShape,
  serviceShape,
  streamShape,
} from './shapes'
import {
  type Inventory,
  type Names,
  type Writing,
  writeCheck,
  writeContract,
  writeOpportunity,
  writeSegment,
  writeService,
  writeStatusPage,
  writeStream,
} from './store'

export type List = 'services' | 'checks' | 'streams' | 'opportunities' | 'segments' | 'contracts' | 'statusPages' | RoutingList

/** A kind of thing that can be declared: its words, and how it is stored, shown and needed. */
export type Kind<Input extends { readonly name: string }, Shape extends { readonly name: string }> = Telling<Shape> & {
  readonly list: List
  readonly input: z.ZodType<Input>
  stored(inventory: Inventory): readonly Stored<Shape>[]
  /** The input with what an edit left hidden or unsaid filled in from what is stored. Throws a refusal where it cannot. */
  complete(input: Input, held: Shape | undefined): Input
  shape(input: Input): Shape
  write(writing: Writing, id: string, shape: Shape, names: Names): Promise<void>
  /** The others that refer to it, each as a person names it: `the stream managed-orders`. */
  users(inventory: Inventory, name: string): readonly string[]
  /** Those of them that hold its name, which it must therefore keep. */
  namedBy?(inventory: Inventory, name: string): readonly string[]
  /** The document in which it is checked: itself, and what of its kind it must agree with. */
  among(input: Input, inventory: Inventory, was: string): Partial<Document>
}

const given = <Value>(value: Value | null): Value | undefined => value ?? undefined
const asGiven = <Input>(input: Input): Input => input

export const SERVICE: Kind<ServiceInput, ServiceShape> = {
  noun: 'service',
  words: {},
  list: 'services',
  input: ServiceInput,
  stored: ({ services }) => services,
  complete: asGiven,
  shape: serviceShape,
  write: writeService,
  definition: ({ name, title, tier, owner, dependsOn, runbook }) => ({
    name,
    title,
    tier,
    owner: given(owner),
    dependsOn,
    runbook: given(runbook),
  }),
  users: ({ services, checks, streams, opportunities, segments, contracts, statusPages }, name) => [
    ...services.filter(({ shape }) => shape.dependsOn.includes(name)).map(({ shape }) => `the service ${shape.name}`),
    ...checks.filter(({ shape }) => shape.service === name).map(({ shape }) => `the check ${shape.name}`),
    ...streams.filter(({ shape }) => name in shape.dependence).map(({ shape }) => `the stream ${shape.name}`),
    ...inJourneys(opportunities, name),
    ...segments.filter(({ shape }) => name in shape.reach).map(({ shape }) => `the segment ${shape.name}`),
    ...contracts.filter(({ shape }) => shape.services.includes(name)).map(({ shape }) => `the contract ${shape.name}`),
    ...statusPages
      .filter(({ shape }) => shape.components.some(({ service }) => service === name))
      .map(({ shape }) => `the status page ${shape.name}`),
  ],
  among: (input, { services }, was) => ({
    services: [
      input,
      ...services
        .filter(({ shape }) => shape.name !== was)
        .map(({ shape: { name, tier, dependsOn } }) => ({
          name,
          tier,
          dependsOn: dependsOn.map((needed) => (needed === was ? input.name : needed)),
        })),
    ],
  }),
}

const lookingAt = ({ checks }: Inventory, name: string): readonly string[] =>
  checks.filter(({ shape }) => needsOf(shape).some((need) => need.name === name)).map(({ shape }) => `the check ${shape.name}`)

/** Who uses each check by its name, for many names: all of them are read once. */
export function usersOfChecks({ checks, opportunities }: Inventory): (name: string) => readonly string[] {
  const users = new Map<string, Set<string>>()
  const note = (name: string, user: string) => {
    const held = users.get(name)
    if (held) held.add(user)
    else users.set(name, new Set([user]))
  }
  for (const { shape } of checks) for (const { name } of needsOf(shape)) note(name, `the check ${shape.name}`)
  for (const { shape } of opportunities)
    for (const { kind, name } of shape.journeys) if (kind === 'check') note(name, `the opportunity ${shape.name}`)
  return (name) => [...(users.get(name) ?? [])]
}

export const CHECK: Kind<CheckInput, CheckShape> = {
  noun: 'check',
  words: {
    intervalMs: 'interval',
    confirmIntervalMs: 'confirmInterval',
    timeoutMs: 'timeout',
    slowAfterMs: 'slowAfter',
    target: 'options',
  },
  list: 'checks',
  input: CheckInput,
  stored: ({ checks }) => checks,
  complete: (input, held) => ({ ...input, options: completeOptions(input, held) }),
  shape: checkShape,
  write: writeCheck,
  definition: (shape) => ({
    name: shape.name,
    title: shape.title,
    service: shape.service,
    type: shape.type,
    options: hideSecrets(optionsSchemaOf(checkTypeOf(shape.type)), shape.options),
    interval: writeDuration(shape.intervalMs),
    confirmInterval: writeDuration(shape.confirmIntervalMs),
    timeout: writeDuration(shape.timeoutMs),
    slowAfter: shape.slowAfterMs === null ? undefined : writeDuration(shape.slowAfterMs),
    openAfter: shape.openAfter,
    closeAfter: shape.closeAfter,
    critical: shape.critical,
    severity: given(shape.severity),
    consequence: given(shape.consequence),
    tags: shape.tags,
    paused: shape.paused,
  }),
  users: (inventory, name) => usersOfChecks(inventory)(name),
  namedBy: lookingAt,
  among: (input) => ({ checks: [input] }),
}

/** A heartbeat that is edited without a token keeps the one that its service calls. */
function completeOptions({ type, options }: CheckInput, held: CheckShape | undefined): CheckInput['options'] {
  const before = held?.type === type ? held.options : undefined
  const unhidden = keepSecrets(optionsSchemaOf(checkTypeOf(type)), options, before)
  if (unhidden.issues.length > 0) throw invalid(sentenceFor(unhidden.issues), unhidden.issues)
  const token = type === 'heartbeat' && unhidden.options.token === undefined ? before?.token : undefined
  return token === undefined ? unhidden.options : { ...unhidden.options, token }
}

/** The issues of an input in one sentence: `options.url "x" is not an address; name is missing.` */
export const sentenceFor = (issues: readonly { readonly path: string; readonly message: string }[]): string =>
  `${issues.map(({ path, message }) => `${path} ${message}`.trim()).join('; ')}.`

export const STREAM: Kind<StreamInput, StreamShape> = {
  noun: 'stream',
  words: { baselinePerHourMinor: 'perHour', dependence: 'dependsOn' },
  list: 'streams',
  input: StreamInput,
  stored: ({ streams }) => streams,
  complete: asGiven,
  shape: streamShape,
  write: writeStream,
  definition: ({ name, title, currency, baselinePerHourMinor, profile, dependence }) => ({
    name,
    title,
    currency,
    perHour: toMajor(baselinePerHourMinor, currency),
    profile: profile ? { timeZone: profile.timeZone, week: weekOf(profile) } : undefined,
    dependsOn: dependence,
  }),
  users: () => [],
  among: (input) => ({ streams: [input] }),
}

/** The days that differ from an ordinary one. */
const weekOf = ({ hours }: Profile): Record<string, readonly number[]> =>
  Object.fromEntries(
    WEEKDAYS.map((day, i) => [day, hours.slice(i * 24, (i + 1) * 24)] as const).filter(([, factors]) =>
      factors.some((factor) => factor !== 1),
    ),
  )

export const OPPORTUNITY: Kind<OpportunityInput, OpportunityShape> = {
  noun: 'opportunity',
  words: { valueMinor: 'value' },
  list: 'opportunities',
  input: OpportunityInput,
  stored: ({ opportunities }) => opportunities,
  complete: asGiven,
  shape: opportunityShape,
  write: writeOpportunity,
  definition: ({ name, title, currency, valueMinor, probability, closesOn, nextStep, stakeholders, journeys, target }) => ({
    name,
    title,
    currency,
    value: toMajor(valueMinor, currency),
    probability,
    closesOn: given(closesOn),
    nextStep: given(nextStep),
    stakeholders,
    journeys: journeys.map(({ kind, name: journey }) => ({ [kind]: journey })),
    target: given(target),
  }),
  users: () => [],
  among: (input) => ({ opportunities: [input] }),
}

export const SEGMENT: Kind<SegmentInput, SegmentShape> = {
  noun: 'segment',
  words: {},
  list: 'segments',
  input: SegmentInput,
  stored: ({ segments }) => segments,
  complete: asGiven,
  shape: segmentShape,
  write: writeSegment,
  definition: ({ name, title, customers, reach }) => ({ name, title, customers, reach }),
  users: () => [],
  among: (input) => ({ segments: [input] }),
}

export const CONTRACT: Kind<ContractInput, ContractShape> = {
  noun: 'contract',
  words: { monthlyFeeMinor: 'monthlyFee', tiers: 'credits' },
  list: 'contracts',
  input: ContractInput,
  stored: ({ contracts }) => contracts,
  complete: asGiven,
  shape: contractShape,
  write: writeContract,
  definition: ({ name, title, customer, currency, monthlyFeeMinor, sla, services, timeZone, maintenance, tiers }) => ({
    name,
    title,
    customer,
    currency,
    monthlyFee: toMajor(monthlyFeeMinor, currency),
    sla,
    services,
    timeZone,
    maintenance,
    credits: tiers,
  }),
  users: () => [],
  among: (input) => ({ contracts: [input] }),
}

export const STATUS_PAGE: Kind<StatusPageInput, StatusPageInput> = {
  noun: 'status page',
  words: {},
  list: 'statusPages',
  input: StatusPageInput,
  stored: ({ statusPages }) => statusPages,
  complete: asGiven,
  shape: asGiven,
  write: writeStatusPage,
  definition: asGiven,
  users: () => [],
  // Two must not have one domain.
  among: (input, { statusPages }, was) => ({
    statusPages: [input, ...statusPages.map(({ shape }) => shape).filter(({ name }) => name !== was)],
  }),
}

const inJourneys = (opportunities: Inventory['opportunities'], name: string): readonly string[] =>
  opportunities
    .filter(({ shape }) => shape.journeys.some((journey) => journey.kind === 'service' && journey.name === name))
    .map(({ shape }) => `the opportunity ${shape.name}`)

/** So many users are named in a refusal. */
const NAMED = 5

/** `used is still used by the check its-check and the segment its-people`: the users as `users` of a kind names them. */
export function stillUsed(name: string, users: readonly string[]): string {
  const named = users.length > NAMED ? [...users.slice(0, NAMED), `${users.length - NAMED} more`] : users
  return `${name} is still used by ${named.length > 1 ? `${named.slice(0, -1).join(', ')} and ${named.at(-1)}` : (named[0] ?? '')}`
}
