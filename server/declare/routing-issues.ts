import type { ChannelType } from '../alerts/channels/channel'
import { channelTypeOf, parseChannelOptions } from '../alerts/channels/registry'
import type {
  ChannelInput,
  ContactInput,
  DefinitionInput,
  MaintenanceInput,
  Matcher,
  PolicyInput,
  SourceInput,
  Target,
} from '../alerts/model'
import { matchesEverything } from '../alerts/rules/matching'
import { fallbackIssue } from '../alerts/rules/reach'
import { parseSourceOptions } from '../alerts/sources/registry'
import { type Issue, isRefusal } from '../kernel/errors'
import type { ScheduleInput, TeamInput } from '../oncall/model'
import { scheduleRefusals } from '../oncall/rules/findings'
import { nearest } from '../settings/rules/effective'
import type { RoutingList } from './shapes'

/** Names that may be referred to, by list. */
export type RoutingNames = Readonly<Record<'services' | 'checks' | RoutingList, ReadonlySet<string>>>

type Routing = {
  readonly channels: readonly ChannelInput[]
  readonly teams: readonly TeamInput[]
  readonly contacts: readonly ContactInput[]
  readonly schedules: readonly ScheduleInput[]
  readonly policies: readonly PolicyInput[]
  readonly definitions: readonly DefinitionInput[]
  readonly sources: readonly SourceInput[]
  readonly maintenance: readonly MaintenanceInput[]
  readonly paging?: { readonly lastResort?: string | undefined } | undefined
}

/** What no schema of one thing can see: names that nothing has, options that are not their kind's, fallbacks in a circle. */
export function routingIssues(
  routing: Routing,
  names: RoutingNames,
  kindOfChannel: (name: string) => string | undefined,
): readonly Issue[] {
  const issues: Issue[] = []
  const mustExist = (path: string, noun: string, name: string, among: ReadonlySet<string>) => {
    if (among.has(name)) return
    const guess = among.size > 0 ? `; did you mean "${nearest(name, [...among])}"?` : ''
    issues.push({ path, message: `names the ${noun} "${name}", which is not declared${guess}` })
  }
  const mustMatch = (path: string, { services, checks }: Matcher) => {
    const written = (list: readonly string[] | undefined) => [...(list ?? []).entries()].filter(([, name]) => !name.endsWith('*'))
    for (const [j, name] of written(services)) mustExist(`${path}.services[${j}]`, 'service', name, names.services)
    for (const [j, name] of written(checks)) mustExist(`${path}.checks[${j}]`, 'check', name, names.checks)
  }
  const target = (path: string, one: Target) => {
    if ('channel' in one) {
      mustExist(`${path}.channel`, 'channel', one.channel, names.channels)
      const kind = kindOfChannel(one.channel)
      if (kind !== undefined && channelTypeOf(kind).reaches === 'people')
        issues.push({
          path: `${path}.channel`,
          message: `names ${one.channel}, which needs the address of a person, so nobody would be told; name the person instead`,
        })
    }
    if ('schedule' in one) mustExist(`${path}.schedule`, 'schedule', one.schedule, names.schedules)
    if ('team' in one) mustExist(`${path}.team`, 'team', one.team, names.teams)
    if ('channel' in one) return
    for (const [i, name] of (one.by ?? []).entries()) {
      mustExist(`${path}.by[${i}]`, 'channel', name, names.channels)
      const kind = kindOfChannel(name)
      if (kind !== undefined && channelTypeOf(kind).reaches !== 'people')
        issues.push({
          path: `${path}.by[${i}]`,
          message: `names ${name}, which is ${channelTypeOf(kind).label} and reaches no single person; tell the channel itself`,
        })
    }
  }
  const targets = (path: string, list: readonly Target[]) => {
    for (const [i, one] of list.entries()) target(`${path}[${i}]`, one)
  }
  for (const [i, channel] of routing.channels.entries()) {
    const wrong = optionIssues(() => parseChannelOptions(channel.kind, channel.options), `channels[${i}]`)
    issues.push(...wrong)
    if (wrong.length === 0 && channel.canary)
      issues.push(...canaryIssues(channelTypeOf(channel.kind), channel.canary, `channels[${i}].canary`))
    if (channel.fallback !== undefined) mustExist(`channels[${i}].fallback`, 'channel', channel.fallback, names.channels)
  }
  const byName = new Map(routing.channels.map((channel) => [channel.name, channel]))
  for (const [i, { name }] of routing.channels.entries()) {
    const circle = fallbackIssue(name, (one) => byName.get(one))
    if (circle !== undefined) issues.push({ path: `channels[${i}].fallback`, message: circle })
  }
  for (const [i, schedule] of routing.schedules.entries())
    issues.push(...scheduleRefusals(schedule).map(({ path, message }) => ({ path: `schedules[${i}].${path}`, message })))
  for (const [i, { policy }] of routing.teams.entries())
    if (policy !== undefined) mustExist(`teams[${i}].policy`, 'policy', policy, names.policies)
  for (const [i, { channel, address }] of routing.contacts.entries()) {
    mustExist(`contacts[${i}].channel`, 'channel', channel, names.channels)
    const kind = kindOfChannel(channel)
    if (kind !== undefined) issues.push(...addressIssues(kind, channel, address, `contacts[${i}]`))
  }
  for (const [i, policy] of routing.policies.entries()) {
    for (const [j, { tell }] of policy.steps.entries()) targets(`policies[${i}].steps[${j}].tell`, tell)
    targets(`policies[${i}].executives.tell`, policy.executives?.tell ?? [])
    targets(`policies[${i}].lastResort`, policy.lastResort)
  }
  for (const [i, { channels, when }] of routing.definitions.entries()) {
    for (const [j, name] of channels.entries()) mustExist(`definitions[${i}].channels[${j}]`, 'channel', name, names.channels)
    mustMatch(`definitions[${i}].when`, when)
  }
  for (const [i, { matcher, everything }] of routing.maintenance.entries()) {
    mustMatch(`maintenance[${i}].matcher`, matcher)
    if (matchesEverything(matcher) && !everything)
      issues.push({
        path: `maintenance[${i}].matcher`,
        message: 'takes in every check: nobody would be paged of anything while it holds; say what it is for, or add everything: true',
      })
  }
  for (const [i, { kind, options, service }] of routing.sources.entries()) {
    issues.push(...optionIssues(() => parseSourceOptions(kind, options), `sources[${i}]`))
    for (const [value, name] of Object.entries(service.names))
      mustExist(`sources[${i}].service.names.${value}`, 'service', name, names.services)
    if (service.otherwise !== undefined) mustExist(`sources[${i}].service.otherwise`, 'service', service.otherwise, names.services)
  }
  if (routing.paging?.lastResort !== undefined) mustExist('paging.lastResort', 'policy', routing.paging.lastResort, names.policies)
  return issues
}

function optionIssues(parse: () => unknown, path: string): readonly Issue[] {
  try {
    parse()
    return []
  } catch (cause) {
    if (!isRefusal(cause)) throw cause
    return (cause.detail.issues as readonly Issue[]).map((issue) => ({ path: `${path}.${issue.path}`, message: issue.message }))
  }
}

function canaryIssues(
  type: ChannelType,
  { address, echo }: Exclude<ChannelInput['canary'], false | undefined>,
  path: string,
): readonly Issue[] {
  const issues: Issue[] = []
  if (!type.takes.includes('canary'))
    issues.push({ path, message: `cannot be: ${type.label} would show it to its reader each time; leave it out` })
  if (echo && !type.carriesEcho)
    issues.push({ path: `${path}.echo`, message: `cannot be: nothing that reads ${type.label} can call an address; leave it out` })
  const wrong =
    address === undefined
      ? undefined
      : type.reaches === 'people'
        ? type.addressIssue?.(address)
        : `is not taken by ${type.label}; leave it out`
  if (wrong !== undefined) issues.push({ path: `${path}.address`, message: wrong })
  return issues
}

function addressIssues(kind: string, channel: string, address: string, path: string): readonly Issue[] {
  const type = channelTypeOf(kind)
  if (type.reaches !== 'people')
    return [
      {
        path: `${path}.channel`,
        message: `names ${channel}, which is ${type.label} and takes no address of a person; tell the channel itself`,
      },
    ]
  const wrong = type.addressIssue?.(address)
  return wrong === undefined ? [] : [{ path: `${path}.address`, message: wrong }]
}
