import { parseDocument } from 'yaml'
import { z } from 'zod'
import { ChannelInput, ContactInput, DefinitionInput, MaintenanceInput, PolicyInput, SourceInput } from '../alerts/model'
import { ServiceInput } from '../catalogue/model'
import { CheckInput } from '../checks/input'
import { checkTypes, parseOptions } from '../checks/types/registry'
import { ContractInput, CurrenciesInput, OpportunityInput, SegmentInput, StreamInput } from '../impact/model'
import { type Issue, invalid, isRefusal } from '../kernel/errors'
import { issuesOf, Name } from '../kernel/inputs'
import { ScheduleInput, TeamInput } from '../oncall/model'
import { nearest } from '../settings/rules/effective'
import { StatusPageInput } from '../status/model'
import { type RoutingNames, routingIssues } from './routing-issues'
import { byRoutingList, ROUTING_LISTS, type RoutingList } from './shapes'
import { pageIssues } from './status-pages'

/** More than anybody writes, less than what hurts. */
const MAX_BYTES = 4 * 1_048_576
/** A YAML bomb needs many aliases; a person a handful. */
const MAX_ALIASES = 100

/** Everything that a file can declare. Unknown keys are refused: a misspelt one would be a check that silently does not run. */
export const Document = z.strictObject({
  currencies: CurrenciesInput.optional(),
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  anchors: z
    .array(z.string().regex(/^[^\s:]+:\d{1,5}$|^\[[0-9a-f:]+\]:\d{1,5}$/i, 'must be host:port'))
    .max(20)
    .default([]),
  services: z.array(ServiceInput).max(10_000).default([]),
  checks: z.array(CheckInput).max(100_000).default([]),
  streams: z.array(StreamInput).max(1_000).default([]),
  opportunities: z.array(OpportunityInput).max(1_000).default([]),
  segments: z.array(SegmentInput).max(1_000).default([]),
  contracts: z.array(ContractInput).max(1_000).default([]),
  channels: z.array(ChannelInput).max(200).default([]),
  teams: z.array(TeamInput).max(1_000).default([]),
  contacts: z.array(ContactInput).max(10_000).default([]),
  schedules: z.array(ScheduleInput).max(500).default([]),
  policies: z.array(PolicyInput).max(500).default([]),
  definitions: z.array(DefinitionInput).max(1_000).default([]),
  sources: z.array(SourceInput).max(200).default([]),
  maintenance: z.array(MaintenanceInput).max(1_000).default([]),
  statusPages: z.array(StatusPageInput).max(100).default([]),
  paging: z.strictObject({ lastResort: Name.optional() }).optional(),
})
export type Document = z.infer<typeof Document>

/** What is known beside the document: names that were declared elsewhere (through the API) and may be referred to. */
export type Known = { readonly services: ReadonlySet<string>; readonly checks: ReadonlySet<string> } & Partial<
  Pick<RoutingNames, RoutingList>
> & {
    readonly kindOfChannel?: (name: string) => string | undefined
    /** The checks that a known one looks at. */
    readonly neededBy?: (check: string) => readonly string[]
  }
const NOTHING_KNOWN: Known = { services: new Set(), checks: new Set() }

/**
 * Reads `plimsoll.yaml`: YAML, then `${VARIABLE}` and `${VARIABLE:-default}` in its texts, then the schemas, then what only makes sense together.
 *
 * @throws Refusal `invalid`; each issue has the path (`checks[3].interval`) and a sentence with the value
 */
export function readDocument(
  text: string,
  variables: Readonly<Record<string, string | undefined>>,
  known: Known = NOTHING_KNOWN,
): Document {
  if (text.length > MAX_BYTES) throw refusal([{ path: '', message: `is larger than ${MAX_BYTES} bytes` }])
  const issues: Issue[] = []
  const parsed = Document.safeParse(interpolate(parseYaml(text), variables, '', issues))
  if (!parsed.success) issues.push(...parsed.error.issues.flatMap((issue) => issuesOf(issue)))
  if (!parsed.success || issues.length > 0) throw refusal(issues)
  const wrong = checkDocument(parsed.data, known)
  if (wrong.length > 0) throw refusal(wrong)
  return parsed.data
}

const refusal = (issues: readonly Issue[]) =>
  invalid(
    `The configuration cannot be used: ${issues.map(({ path, message }) => (path ? `${path} ${message}` : message)).join('; ')}.`,
    issues,
  )

function parseYaml(text: string): unknown {
  const unread = /[\0\ufffd]/.exec(text)
  if (unread)
    throw refusal([{ path: '', message: `is not UTF-8 at line ${text.slice(0, unread.index).split('\n').length}; save it as UTF-8` }])
  const document = parseDocument(text, { uniqueKeys: true, prettyErrors: true, strict: true })
  const [error] = document.errors
  if (error)
    throw refusal([
      {
        path: '',
        message: `is not YAML: ${error.message
          .split('\n')[0]
          ?.replace(/:$/, '')
          .replace(/^Maximum call stack size exceeded/, 'it is nested too deeply')}`,
      },
    ])
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES }) ?? {}
  } catch (cause) {
    throw refusal([
      {
        path: '',
        message: `unfolds without end: ${cause instanceof Error ? cause.message : String(cause)}; use at most ${MAX_ALIASES} aliases`,
      },
    ])
  }
}

function interpolate(value: unknown, variables: Readonly<Record<string, string | undefined>>, path: string, issues: Issue[]): unknown {
  if (typeof value === 'string')
    return value.replaceAll(/\$\{([A-Za-z_]\w*)(?::-([^}]*))?\}/g, (_whole, name: string, fallback: string | undefined) => {
      const found = (Object.hasOwn(variables, name) && variables[name]) || fallback
      if (found === undefined)
        issues.push({
          path,
          message: `refers to the environment variable ${name}, which is not set; set it, or write \${${name}:-default}`,
        })
      return found ?? ''
    })
  if (Array.isArray(value)) return value.map((item, i) => interpolate(item, variables, `${path}[${i}]`, issues))
  if (typeof value !== 'object' || value === null || value instanceof Date)
    return value instanceof Date ? value.toISOString().slice(0, 10) : value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, interpolate(item, variables, path ? `${path}.${key}` : key, issues)]),
  )
}

/** What no schema of one thing can see: names that are taken twice, or that nothing has; cycles; currencies without a rate. */
export function checkDocument(document: Document, known: Known = NOTHING_KNOWN): readonly Issue[] {
  const issues: Issue[] = []
  const services = new Set([...known.services, ...document.services.map(({ name }) => name)])
  const checks = new Set([...known.checks, ...document.checks.map(({ name }) => name)])
  const mustExist = (path: string, noun: string, name: string, among: ReadonlySet<string>) => {
    if (!among.has(name))
      issues.push({
        path,
        message: `names the ${noun} "${name}", which is not declared${among.size > 0 ? `; did you mean "${nearest(name, [...among])}"?` : ''}`,
      })
  }
  for (const list of ['services', 'checks', 'streams', 'opportunities', 'segments', 'statusPages', ...ROUTING_LISTS] as const)
    issues.push(...duplicates(list, document[list]))

  document.services.forEach(({ dependsOn }, i) => {
    for (const [j, name] of dependsOn.entries()) mustExist(`services[${i}].dependsOn[${j}]`, 'service', name, services)
  })
  issues.push(...cycles(document.services))
  document.checks.forEach((check, i) => {
    mustExist(`checks[${i}].service`, 'service', check.service, services)
    issues.push(...optionIssues(check, `checks[${i}]`))
    for (const { path, name } of needsOf(check)) mustExist(`checks[${i}].options.${path}`, 'check', name, checks)
  })
  issues.push(...circlesOfChecks(document.checks, known))
  document.streams.forEach(({ dependsOn, currency }, i) => {
    for (const name of Object.keys(dependsOn)) mustExist(`streams[${i}].dependsOn.${name}`, 'service', name, services)
    issues.push(...rateIssues(document, currency, `streams[${i}].currency`))
  })
  document.opportunities.forEach(({ journeys, currency }, i) => {
    journeys.forEach((journey, j) => {
      if ('service' in journey) mustExist(`opportunities[${i}].journeys[${j}].service`, 'service', journey.service, services)
      else mustExist(`opportunities[${i}].journeys[${j}].check`, 'check', journey.check, checks)
    })
    issues.push(...rateIssues(document, currency, `opportunities[${i}].currency`))
  })
  document.segments.forEach(({ reach }, i) => {
    for (const name of Object.keys(reach)) mustExist(`segments[${i}].reach.${name}`, 'service', name, services)
  })
  document.contracts.forEach(({ services: measured, currency }, i) => {
    measured.forEach((name, j) => {
      mustExist(`contracts[${i}].services[${j}]`, 'service', name, services)
    })
    issues.push(...rateIssues(document, currency, `contracts[${i}].currency`))
  })
  const kinds = new Map(document.channels.map(({ name, kind }) => [name, kind]))
  const routed = byRoutingList((list) => new Set([...(known[list] ?? []), ...document[list].map(({ name }) => name)]))
  issues.push(...routingIssues(document, { ...routed, services, checks }, (name) => kinds.get(name) ?? known.kindOfChannel?.(name)))
  issues.push(
    ...pageIssues(document.statusPages, mustExist, routed.channels, services, (name) => kinds.get(name) ?? known.kindOfChannel?.(name)),
  )
  return issues
}

/** The options of a check by the schema of its type; paths begin at the check. */
export function optionIssues(check: Pick<CheckInput, 'type' | 'options'>, path: string): readonly Issue[] {
  const reserved = reservedIn(check.options, path ? `${path}.options` : 'options')
  if (reserved.length > 0) return reserved
  try {
    parseOptions(check.type, check.options)
    return []
  } catch (cause) {
    if (!isRefusal(cause)) throw cause
    const found = cause.detail.issues as readonly Issue[]
    return found.map((issue) => ({ path: path ? `${path}.${issue.path}` : issue.path, message: issue.message }))
  }
}

type Need = { readonly path: string; readonly name: string }

/** The other checks that a check looks at; none when its options are not those of its type, which is told elsewhere. */
export function needsOf({ type, options }: Pick<CheckInput, 'type' | 'options'>): readonly Need[] {
  const known = checkTypes.get(type)
  const parsed = known?.needs && known.options.safeParse(options)
  return parsed?.success ? (known?.needs?.(parsed.data) ?? []) : []
}

function circlesOfChecks(checks: readonly CheckInput[], { neededBy = () => [] }: Known): readonly Issue[] {
  const own = new Map(checks.map((check) => [check.name, needsOf(check)]))
  const needed = (name: string) => own.get(name)?.map((need) => need.name) ?? neededBy(name)
  return checks.flatMap(({ name }, i) => {
    const circle = circleFrom(name, needed)
    const [, next] = circle
    const path = own.get(name)?.find((need) => need.name === next)?.path
    return path === undefined
      ? []
      : [{ path: `checks[${i}].options.${path}`, message: `makes a circle: ${circle.join(' looks at ')}; leave one of them out` }]
  })
}

/** The shortest way from a name back to itself; nothing when there is none. */
function circleFrom(name: string, needed: (name: string) => readonly string[]): readonly string[] {
  const ways = new Map([[name, [name]]])
  for (const [at, way] of ways) {
    for (const next of needed(at)) {
      if (next === name) return [...way, name]
      if (!ways.has(next)) ways.set(next, [...way, next])
    }
  }
  return []
}

/** Keys by which a stored secret is recognised. */
const RESERVED = new Set(['$sealed', '$secret'])

function reservedIn(value: unknown, path: string): readonly Issue[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => reservedIn(item, `${path}[${i}]`))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) =>
    RESERVED.has(key)
      ? [{ path: `${path}.${key}`, message: 'is a word of Plimsoll itself, which marks a stored secret; enter the value instead' }]
      : reservedIn(item, `${path}.${key}`),
  )
}

function duplicates(list: string, items: readonly { readonly name: string }[]): readonly Issue[] {
  const first = new Map<string, number>()
  return items.flatMap(({ name }, i) => {
    const at = first.get(name)
    if (at !== undefined)
      return [{ path: `${list}[${i}].name`, message: `"${name}" is already the name of ${list}[${at}]; names are unique` }]
    first.set(name, i)
    return []
  })
}

function rateIssues({ currencies }: Document, currency: string, path: string): readonly Issue[] {
  const base = currencies?.base
  if (!base || currency === base || currencies.rates[currency] !== undefined) return []
  return [
    {
      path,
      message: `is ${currency}, for which currencies.rates has no rate; add currencies.rates.${currency}, what one ${currency} is worth in ${base}`,
    },
  ]
}

function cycles(services: readonly ServiceInput[]): readonly Issue[] {
  const needs = new Map(services.map(({ name, dependsOn }) => [name, dependsOn]))
  const done = new Set<string>()
  const issues: Issue[] = []
  const visit = (name: string, path: readonly string[]): void => {
    const at = path.indexOf(name)
    if (at >= 0) {
      const index = services.findIndex((service) => service.name === name)
      issues.push({
        path: `services[${index}].dependsOn`,
        message: `makes a circle: ${[...path.slice(at), name].join(' needs ')}; leave one of them out`,
      })
      return
    }
    if (done.has(name)) return
    for (const next of needs.get(name) ?? []) visit(next, [...path, name])
    done.add(name)
  }
  for (const { name } of services) visit(name, [])
  return issues
}
