import { Resolver } from 'node:dns/promises'
import { isIP, isIPv4, isIPv6 } from 'node:net'
import { z } from 'zod'
import type { Assertion } from '../model'
import { type Trouble, troubleOf } from '../rules/network-words'
import { conclude, type Talk } from './drivers/talk'
import { Host, shownHost } from './http/host'
import { defineCheckType, type ProbeTools } from './type'

const RECORDS = ['A', 'AAAA', 'CNAME', 'MX', 'TXT', 'NS', 'SRV', 'CAA'] as const
type RecordType = (typeof RECORDS)[number]
const DEFAULT_PORT = 53
/** A packet may be lost: it is sent again after so long, at most so often. */
const ATTEMPT_MS = 1_000
const ATTEMPTS = 4

const Values = z.array(z.string().min(1).max(1_000)).max(50).optional()

const DnsOptions = z
  .strictObject({
    name: Host.meta({ title: 'Name' }),
    record: z.enum(RECORDS).default('A').meta({ title: 'Record' }),
    resolver: z
      .string()
      .refine((text) => placeOf(text) !== undefined, { error: ({ input }) => `"${input}" is no DNS server; write it like 10.0.0.53:53` })
      .optional()
      .meta({
        title: 'Resolver',
        description: 'The DNS server to ask: 10.0.0.53, ns1.example:53 or [fd00::53]:53. This machine’s own when left out.',
      }),
    expect: z
      .strictObject({
        allOf: Values.meta({ title: 'All of', description: 'Each of these must be among the records.' }),
        anyOf: Values.meta({ title: 'Any of', description: 'At least one of these must be.' }),
        exactly: Values.meta({
          title: 'Exactly',
          description: 'These and no others, in any order; an empty list when there must be none.',
        }),
      })
      .default({})
      .meta({ title: 'Expect', description: 'Values as dig writes them: 10 mail.example, 0 issue letsencrypt.org.' }),
  })
  .superRefine(({ record, expect }, ctx) => {
    for (const key of ['allOf', 'anyOf', 'exactly'] as const)
      for (const [i, value] of (expect[key] ?? []).entries()) {
        const message = valueIssue(record, value)
        if (message) ctx.addIssue({ code: 'custom', path: ['expect', key, i], message })
      }
  })
type DnsOptions = z.infer<typeof DnsOptions>

/** Passes when a DNS server answers with the records that are expected. */
export const dns = defineCheckType<DnsOptions>({
  kind: 'dns',
  label: 'DNS',
  about: 'Asks a DNS server for the records of a name and compares them with what is expected.',
  options: DnsOptions,
  example: { name: 'shop.example', record: 'MX', resolver: '10.0.0.53:53', expect: { allOf: ['10 mail.shop.example'] } },
  target: ({ name, record, resolver }) => ({
    says: `${record} ${name}${resolver === undefined ? '' : ` at ${resolver}`}`,
    host: resolver === undefined ? null : (placeOf(resolver)?.host ?? null),
  }),

  async probe(options, tools) {
    return conclude(
      await ask(options, tools),
      {
        judge: (found) => judge(found, options),
        says: ({ records, missing }) => (records.length === 0 ? missing : shown(records)),
        secrets: [],
      },
      tools,
    )
  },
})

/** What was answered; without records, why there are none. */
type Found = { readonly records: readonly string[]; readonly missing: string }
type Place = { readonly host: string; readonly port: number }

async function ask({ name, record, resolver: given }: DnsOptions, tools: ProbeTools): Promise<Talk<Found>> {
  const startedMs = tools.elapsedMs()
  const took = () => tools.elapsedMs() - startedMs
  const place = given === undefined ? undefined : placeOf(given)
  const where = place ? `${shownHost(place.host)}:${place.port}` : 'the DNS server of this machine'
  const server = place && (await serverAt(place, tools))
  if (server && 'says' in server) return { trouble: server, latencyMs: took() }
  const resolver = new Resolver({ timeout: Math.min(ATTEMPT_MS, Math.max(50, Math.round(tools.timeoutMs / 3))), tries: ATTEMPTS })
  let late: string | undefined
  tools.onTimeUp((says) => {
    late = says
    resolver.cancel()
  })
  try {
    if (server) resolver.setServers([`${shownHost(server.address)}:${server.port}`])
    return { answer: { records: await recordsOf(resolver, name, record), missing: `${name} has no ${record} record` }, latencyMs: took() }
  } catch (cause) {
    const code = codeOf(cause)
    if (code === 'ENOTFOUND') return { answer: { records: [], missing: `there is no name ${name} (NXDOMAIN)` }, latencyMs: took() }
    if (code === 'ENODATA') return { answer: { records: [], missing: `${name} has no ${record} record` }, latencyMs: took() }
    const says = late === undefined ? wordsOf(code, name, where) : `${late}, waiting for ${where} to answer`
    if (says === undefined) throw cause
    // Of a server that is not what is watched, silence says nothing about the name.
    return { trouble: { says, blind: !place && (late !== undefined || SILENT.has(code)) }, latencyMs: took() }
  } finally {
    tools.onTimeUp()
    resolver.cancel()
  }
}

/** Where to ask, through the guard (REL-5), or why not. */
async function serverAt({ host, port }: Place, tools: ProbeTools): Promise<{ readonly address: string; readonly port: number } | Trouble> {
  const address = isIP(host) ? host : await addressOf(host, port, tools)
  if (typeof address !== 'string') return address
  const refusal = tools.refuses(address, port)
  return refusal ? { says: refusal, blind: false } : { address, port }
}

const addressOf = (host: string, port: number, tools: ProbeTools): Promise<string | Trouble> =>
  new Promise((done) => {
    tools.onTimeUp((says) => done({ says: `${says}, resolving the name ${host}: the DNS server does not answer`, blind: true }))
    tools.lookup(host, { all: true }, (cause, found) => {
      const [first] = typeof found === 'string' ? [] : (found ?? [])
      done(cause || !first ? troubleOf(cause ?? { code: 'ENODATA' }, host, port) : first.address)
    })
  })

async function recordsOf(resolver: Resolver, name: string, record: RecordType): Promise<readonly string[]> {
  switch (record) {
    case 'A':
      return await resolver.resolve4(name)
    case 'AAAA':
      return await resolver.resolve6(name)
    case 'CNAME':
      return await resolver.resolveCname(name)
    case 'NS':
      return await resolver.resolveNs(name)
    case 'MX':
      return (await resolver.resolveMx(name)).map(({ priority, exchange }) => `${priority} ${exchange || '.'}`)
    case 'TXT':
      return (await resolver.resolveTxt(name)).map((parts) => parts.join(''))
    case 'SRV':
      return (await resolver.resolveSrv(name)).map((one) => `${one.priority} ${one.weight} ${one.port} ${one.name || '.'}`)
    case 'CAA':
      return (await resolver.resolveCaa(name)).map(({ critical, ...property }) => {
        const [tag, value] = Object.entries(property).find(([key]) => key !== 'type') ?? ['', '']
        return `${critical} ${tag} ${String(value)}`
      })
  }
}

function judge({ records, missing }: Found, { name, record, expect }: DnsOptions): readonly Assertion[] {
  const got = records.length === 0 ? missing : shown(records)
  const found = new Set(records.map((value) => alike(record, value)))
  const has = (value: string) => found.has(alike(record, value))
  const { allOf, anyOf, exactly } = expect
  return [
    ...(allOf || anyOf || exactly ? [] : [{ expects: `${record} records of ${name}`, got, holds: records.length > 0 }]),
    ...(allOf ?? []).map((value) => ({ expects: `${record} ${value}`, got, holds: has(value) })),
    ...(anyOf ? [{ expects: `${record} ${anyOf.join(' or ')}`, got, holds: anyOf.some(has) }] : []),
    ...(exactly
      ? [
          {
            expects: exactly.length === 0 ? `no ${record} record` : `${record} ${exactly.join(' and ')}, and no other`,
            got,
            holds: exactly.every(has) && found.size === new Set(exactly.map((value) => alike(record, value))).size,
          },
        ]
      : []),
  ]
}

const shown = (records: readonly string[]): string => [...records].sort().join(', ').slice(0, 500)

/** One writing for what is the same: names in any case, with or without the last dot; addresses with or without zeros. A text is taken as it is. */
function alike(record: RecordType, value: string): string {
  if (record === 'TXT') return value
  if (record === 'AAAA' && isIPv6(value)) return new URL(`http://[${value}]`).hostname
  if (record === 'CAA') return value.replaceAll('"', '').trim()
  return value
    .trim()
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .replace(/(?<=\S)\.$/, (dot, at: number) => (value[at - 1] === ' ' ? dot : ''))
}

function valueIssue(record: RecordType, value: string): string | undefined {
  if (record === 'A' && !isIPv4(value)) return `"${value}" is not an IPv4 address, so no A record can be it`
  if (record === 'AAAA' && !isIPv6(value)) return `"${value}" is not an IPv6 address, so no AAAA record can be it`
  if (record === 'MX' && !/^\d+ \S+$/.test(value)) return `"${value}" is no MX record; write priority and name: 10 mail.example`
  if (record === 'SRV' && !/^\d+ \d+ \d+ \S+$/.test(value))
    return `"${value}" is no SRV record; write priority, weight, port and name: 0 5 5060 sip.example`
  if (record === 'CAA' && !/^\d+ \S+ \S/.test(value)) return `"${value}" is no CAA record; write it like 0 issue letsencrypt.org`
  return undefined
}

const SILENT: ReadonlySet<unknown> = new Set(['ETIMEOUT', 'ECONNREFUSED', 'ECANCELLED'])
const WORDS: Readonly<Record<string, (name: string) => string>> = {
  ESERVFAIL: (name) => `failed to resolve ${name} (SERVFAIL)`,
  EREFUSED: (name) => `refused to resolve ${name} (REFUSED)`,
  ENOTIMP: (name) => `does not answer such questions (NOTIMP), asked for ${name}`,
  EFORMERR: (name) => `could not read the question for ${name} (FORMERR)`,
  EBADRESP: () => 'gave an answer that cannot be read',
  ECONNREFUSED: () => 'refused the connection',
  ETIMEOUT: () => 'did not answer',
}

function wordsOf(code: unknown, name: string, where: string): string | undefined {
  if (code === 'EBADNAME' || code === 'EBADQUERY') return `${name} is not a name that DNS can resolve`
  const words = typeof code === 'string' ? WORDS[code] : undefined
  return words && `${where} ${words(name)}`
}

const codeOf = (cause: unknown): unknown => (typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined)

/** `10.0.0.53`, `ns1.example:53`, `[fd00::53]:53` or `fd00::53`. */
function placeOf(text: string): Place | undefined {
  if (isIPv6(text)) return { host: text, port: DEFAULT_PORT }
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text) ?? []
  const host = bracketed ?? plain
  const port = digits === undefined ? DEFAULT_PORT : Number(digits)
  if (host === undefined || port < 1 || port > 65_535) return undefined
  return (bracketed === undefined ? Host.safeParse(host).success : isIPv6(host)) ? { host, port } : undefined
}
