import { SEVERITIES, type Severity } from '../../checks/model'
import type { Issue } from '../../kernel/errors'
import type { Contact, Policy, Recipient, Target } from '../model'

/** What has to be known of a channel to say whether it can be used. */
export type ChannelState = {
  readonly reaches: 'people' | 'room' | 'machine'
  /** Its breaker is open. */
  readonly broken: boolean
  readonly fallback: string | undefined
}

/** Who and what there is, as the moment has it. `undefined` is for a name that nobody knows. */
export type Directory = {
  channel(name: string): ChannelState | undefined
  /** The ways to reach a person, the one to be tried first at the front. */
  contacts(person: string): readonly Contact[] | undefined
  /** Who is on call; empty in a gap. */
  onCall(schedule: string, now: Date): readonly string[] | undefined
  members(team: string): readonly string[] | undefined
}

/** Whom some targets lead to. `working` says that at least one of them can be expected to hear of it. */
export type Reached = {
  readonly recipients: readonly Recipient[]
  readonly working: boolean
  /** At least one of those that work is known to be read by somebody. */
  readonly known: boolean
  /** Why somebody is not among them, or is so in a second-best way: sentences. */
  readonly because: readonly string[]
}

const NOBODY: Reached = { recipients: [], working: false, known: false, because: [] }

/** The same for one recipient however it was found. Names of channels have no slash. */
export const recipientKey = ({ channel, address }: Recipient): string => (address === null ? channel : `${channel}/${address}`)

/** As sentences name them. */
export const recipientName = ({ channel, person, address }: Recipient): string =>
  person === null ? (address === null ? channel : `${address} by ${channel}`) : `${person} by ${channel}`

/** As sentences name them, and the same for the same target. */
export const targetName = (target: Target): string => {
  if ('channel' in target) return `channel ${target.channel}`
  const name = 'person' in target ? `person ${target.person}` : 'schedule' in target ? `schedule ${target.schedule}` : `team ${target.team}`
  return target.by ? `${name} by ${target.by.join(' and ')}` : name
}

/** Whether a channel can be expected to deliver: it is not broken, or what stands in for it is not. A circle of fallbacks ends. */
function delivers(name: string, directory: Directory, tried: ReadonlySet<string> = new Set()): boolean {
  const channel = directory.channel(name)
  if (!channel || tried.has(name)) return false
  return !channel.broken || (channel.fallback !== undefined && delivers(channel.fallback, directory, new Set([...tried, name])))
}

/** By each channel that is asked for where there is a verified way, and when none of these works by the first way that does. */
function reachBy(person: string, by: readonly string[], directory: Directory): Reached {
  const parts = by.flatMap((channel): readonly Reached[] => {
    // Of browsers somebody may have several.
    const ways = directory.contacts(person)?.filter((one) => one.channel === channel && one.verifiedAt !== null) ?? []
    const told = ways.filter(({ besides }, index) => besides || index === 0)
    if (told.length === 0 || directory.channel(channel)?.reaches !== 'people')
      return [{ ...NOBODY, because: [`${person} has no verified way by ${channel}`] }]
    const working = delivers(channel, directory)
    const because = working ? [] : [`channel ${channel} is down and nothing stands in for it`]
    const isKnown = told.some(({ isGuess }) => !isGuess)
    return [{ recipients: told.map(({ address }) => ({ channel, address, person })), working, known: working && isKnown, because }]
  })
  return joined(parts.some(({ working }) => working) ? parts : [...parts, reachPerson(person, directory)])
}

/** The first verified way that works, and every browser besides; else any verified way, as a broken channel may come back while a message waits for it (ALR-12). */
function reachPerson(person: string, directory: Directory): Reached {
  const contacts = directory.contacts(person)
  if (!contacts) return { ...NOBODY, because: [`${person} is nobody here`] }
  if (contacts.length === 0) return { ...NOBODY, because: [`${person} has no way to be reached`] }
  const verified = contacts.filter(({ channel, verifiedAt }) => verifiedAt !== null && directory.channel(channel)?.reaches === 'people')
  const besides = verified
    .filter((contact) => contact.besides && delivers(contact.channel, directory))
    .map(({ channel, address }): Recipient => ({ channel, address, person }))
  const usable = verified.filter((contact) => !contact.besides)
  const [first] = usable
  if (!first && besides.length > 0) return { recipients: besides, working: true, known: true, because: [] }
  if (!first) return { ...NOBODY, because: [`${person} has no verified way to be reached`] }
  const ways = contacts.filter((contact) => !contact.besides)
  const working = usable.find(({ channel }) => delivers(channel, directory))
  const { channel, address, isGuess = false } = working ?? first
  const guess = `nobody here goes by ${person}: that somebody reads it is a guess; make an account or a contact for it`
  const because = !working
    ? [`${person} can only be reached by ${channel}, which is down`]
    : working === ways[0]
      ? isGuess
        ? [guess]
        : []
      : [`${person} is reached by ${channel}, as ${ways[0]?.channel ?? channel} cannot be used`]
  const hearsBesides = besides.length > 0
  return {
    recipients: [{ channel, address, person }, ...besides],
    working: working !== undefined || hearsBesides,
    known: (working !== undefined && !isGuess) || hearsBesides,
    because,
  }
}

function reachChannel(name: string, directory: Directory): Reached {
  const channel = directory.channel(name)
  if (!channel) return { ...NOBODY, because: [`there is no channel ${name}`] }
  if (channel.reaches === 'people') return { ...NOBODY, because: [`channel ${name} needs an address; name the person instead`] }
  const working = delivers(name, directory)
  return {
    recipients: [{ channel: name, address: null, person: null }],
    working,
    known: working,
    because: working ? [] : [`channel ${name} is down and nothing stands in for it`],
  }
}

function reachPeople(
  noun: string,
  people: readonly string[] | undefined,
  by: readonly string[] | undefined,
  directory: Directory,
): Reached {
  if (!people) return { ...NOBODY, because: [`there is no ${noun}`] }
  if (people.length === 0) return { ...NOBODY, because: [`nobody is behind ${noun}`] }
  return joined(people.map((person) => (by ? reachBy(person, by, directory) : reachPerson(person, directory))))
}

function reachTarget(target: Target, directory: Directory, now: Date): Reached {
  if ('channel' in target) return reachChannel(target.channel, directory)
  if ('person' in target) return reachPeople(`person ${target.person}`, [target.person], target.by, directory)
  if ('schedule' in target) return reachPeople(`schedule ${target.schedule}`, directory.onCall(target.schedule, now), target.by, directory)
  return reachPeople(`team ${target.team}`, directory.members(target.team), target.by, directory)
}

/** Everybody once, in the order found. */
function joined(parts: readonly Reached[]): Reached {
  const byKey = new Map(parts.flatMap(({ recipients }) => recipients.map((recipient) => [recipientKey(recipient), recipient] as const)))
  return {
    recipients: [...byKey.values()],
    working: parts.some(({ working }) => working),
    known: parts.some(({ known }) => known),
    because: [...new Set(parts.flatMap(({ because }) => because))],
  }
}

/** Everybody whom some targets lead to at that moment, each once. */
export const reachAll = (targets: readonly Target[], directory: Directory, now: Date): Reached =>
  joined(targets.map((target) => reachTarget(target, directory, now)))

/** How far one had to go to find somebody who can be expected to hear of it. */
export type Resort = 'direct' | 'policy' | 'installation' | 'nobody'
export type ReachedStep = Reached & { readonly resort: Resort }

/**
 * Whom a step tells: its own targets; when none of them can be expected to hear of it, the policy's last resort as well, then the installation's
 * (ALR-12). Ways that are merely down are kept, as messages wait for them.
 */
export function reachStep(
  tell: readonly Target[],
  lastResorts: readonly [policy: readonly Target[], installation: readonly Target[]],
  reach: (targets: readonly Target[]) => Reached,
): ReachedStep {
  const parts: Reached[] = []
  const stages = [
    ['direct', tell],
    ['policy', lastResorts[0]],
    ['installation', lastResorts[1]],
  ] as const
  for (const [resort, targets] of stages) {
    const part = reach(targets)
    parts.push(part)
    if (part.working) return { ...joined(parts), resort }
  }
  return { ...joined(parts), resort: 'nobody' }
}

export type Verdict = 'reaches' | 'unknown-people' | 'only-last-resort' | 'nobody'

/** What one step does if it were taken now. */
export type StepReach = ReachedStep & { readonly step: number; readonly says: string }

/** "Can this policy reach someone now?" (ALR-12). The verdict is that of the severity that is worst off. */
export type Reachability = { readonly verdict: Verdict; readonly says: string; readonly steps: readonly StepReach[] }

/** Answers for each step who is told by which channel or why nobody is, and whether an incident of any severity would be heard of. */
export function reachability(policy: Policy, lastResort: readonly Target[], directory: Directory, now: Date): Reachability {
  const reach = (targets: readonly Target[]) => reachAll(targets, directory, now)
  const steps = policy.steps.map(({ tell }, index): StepReach => {
    const reached = reachStep(tell, [policy.lastResort, lastResort], reach)
    return { ...reached, step: index + 1, says: saysOf(index + 1, reached) }
  })
  const told = SEVERITIES.filter((severity) => policy.steps.some((step) => isFor(step, severity)))
  const verdicts = told.map((severity) => ({
    severity,
    verdict: verdictOf(steps.filter((_, index) => isFor(policy.steps[index], severity))),
  }))
  const verdict = VERDICTS.find((worst) => verdicts.some((one) => one.verdict === worst)) ?? 'nobody'
  const of = verdicts.filter((one) => one.verdict === verdict).map(({ severity }) => severity)
  const scope = of.length === SEVERITIES.length ? '' : ` for ${of.join(', ')}`
  return { verdict, says: `${VERDICT_SAYS[verdict]}${scope}.`, steps }
}

const VERDICTS = ['nobody', 'only-last-resort', 'unknown-people', 'reaches'] as const satisfies readonly Verdict[]
const VERDICT_SAYS: Readonly<Record<Verdict, string>> = {
  nobody: 'Nobody would hear of an incident now',
  'only-last-resort': 'Only the last resort would hear of an incident now',
  'unknown-people': 'Only addresses that nobody here goes by would be written to now',
  reaches: 'Somebody would hear of an incident now',
}

const isFor = (step: Policy['steps'][number] | undefined, severity: Severity): boolean => step?.severities?.includes(severity) ?? true

const verdictOf = (steps: readonly StepReach[]): Verdict =>
  steps.some(({ resort, known }) => resort === 'direct' && known)
    ? 'reaches'
    : steps.some(({ resort }) => resort === 'direct')
      ? 'unknown-people'
      : steps.some(({ resort }) => resort !== 'nobody')
        ? 'only-last-resort'
        : 'nobody'

/** One step in a sentence. */
function saysOf(step: number, { recipients, resort, because }: ReachedStep): string {
  const names = recipients.map(recipientName).join(', ')
  const why = because.length > 0 ? `: ${because.join('; ')}` : ''
  if (resort === 'nobody') return `Step ${step} reaches nobody${why}.`
  if (resort === 'direct') return `Step ${step} tells ${names}${why}.`
  return `Step ${step} falls back to the last resort and tells ${names}${why}.`
}

/** What is said of a policy when it is saved: steps with nobody behind them, each with its consequence. What cannot be meant is refused before. */
export function findingsOf(policy: Policy, lastResort: readonly Target[], directory: Directory, now: Date): readonly Issue[] {
  const places = [
    ...policy.steps.map(({ tell }, index) => ({ path: `steps[${index}].tell`, tell })),
    ...(policy.executives ? [{ path: 'executives.tell', tell: policy.executives.tell }] : []),
    { path: 'lastResort', tell: policy.lastResort },
  ]
  return places.flatMap(({ path, tell }) => {
    const { working, because } = reachAll(tell, directory, now)
    if (working || tell.length === 0) return []
    return [{ path, message: `reaches nobody now (${because.join('; ')}); ${consequenceOf(path, policy, lastResort)}` }]
  })
}

const consequenceOf = (path: string, policy: Policy, lastResort: readonly Target[]): string =>
  path !== 'lastResort' && policy.lastResort.length > 0
    ? 'its last resort would be told instead'
    : lastResort.length > 0
      ? 'the last resort of the installation would be told instead'
      : 'an incident at that moment would be told to nobody'

/**
 * A channel whose fallbacks lead back to it, in a sentence; undefined when all is well. One that merely leads into a circle of others is not
 * at fault.
 */
export function fallbackIssue(
  name: string,
  channel: (name: string) => { readonly fallback?: string | undefined } | undefined,
): string | undefined {
  const path = [name]
  for (let next = channel(name)?.fallback; next !== undefined; next = channel(next)?.fallback) {
    if (next === name)
      return `makes a circle (${[...path, name].join(' -> ')}): while they are down a message would wait for all of them; leave one of them out`
    if (path.includes(next)) return undefined
    path.push(next)
  }
  return undefined
}
