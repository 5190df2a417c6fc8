import { isIP } from 'node:net'
import { z } from 'zod'
import type { Assertion } from '../model'
import { type Trouble, troubleOf } from '../rules/network-words'
import { type Pinged, pingTrouble, readPing } from '../rules/ping-output'
import { findPing, runPing } from './drivers/ping-program'
import { conclude, type Talk } from './drivers/talk'
import { Host, shownHost } from './http/host'
import { defineCheckType, type ProbeTools } from './type'

/** Between two requests; less is not allowed to everybody. */
const EVERY_S = 0.2

const PingOptions = z.strictObject({
  host: Host.meta({ title: 'Host' }),
  count: z.int().min(1).max(20).default(3).meta({ title: 'Requests', description: 'One each 0.2 s.' }),
  size: z.int().min(16).max(65_000).default(56).meta({ title: 'Size', description: 'Bytes that each carries.' }),
  ipFamily: z
    .union([z.literal(4), z.literal(6)])
    .optional()
    .meta({ title: 'IP family' }),
  expect: z
    .strictObject({
      lossAtMost: z
        .number()
        .min(0)
        .max(99)
        .default(50)
        .meta({ title: 'Loss at most', description: 'In %. All of them lost always fails.' }),
      roundTripAtMost: z.number().positive().optional().meta({ title: 'Round trip at most', description: 'In ms, of the median.' }),
    })
    .prefault({})
    .meta({ title: 'Expect' }),
})
type PingOptions = z.infer<typeof PingOptions>

/** Passes when most echo requests come back. How long it takes is the median of their round trips. */
export const ping = defineCheckType<PingOptions>({
  kind: 'ping',
  label: 'Ping',
  about: 'Sends ICMP echo requests by the ping program of the machine, and looks at how many come back and how soon.',
  options: PingOptions,
  example: { host: 'gateway.internal', count: 5, expect: { lossAtMost: 40, roundTripAtMost: 50 } },
  target: ({ host }) => ({ says: host, host }),

  async probe(options, tools) {
    const { answer, ...talk } = await ask(options, tools)
    return conclude(
      { ...talk, ...(answer && { answer, latencyMs: median(answer.tripsMs) ?? talk.latencyMs }) },
      {
        judge: (pinged) => judge(pinged, options),
        says: ({ sent, received, tripsMs }) => `${received} of ${sent} came back, in ${shownMs(median(tripsMs) ?? 0)}`,
        code: lossOf,
        secrets: [],
      },
      tools,
    )
  },
})

async function ask(options: PingOptions, tools: ProbeTools): Promise<Talk<Pinged>> {
  const { host, count, size, ipFamily } = options
  const startedMs = tools.elapsedMs()
  const program = findPing()
  const address = program === undefined ? NO_PROGRAM : await addressOf(host, ipFamily ?? 0, tools)
  if (program === undefined || typeof address !== 'string') {
    const trouble = typeof address === 'string' ? NO_PROGRAM : address
    return { trouble, latencyMs: tools.elapsedMs() - startedMs }
  }
  const resolvedMs = tools.elapsedMs()
  const args = ['-n', '-c', String(count), '-i', String(EVERY_S), '-s', String(size), ...waitOf(count, tools.timeoutMs), address]
  const { output, errors, isLate } = await runPing(program, args, tools)
  const pinged = readPing(output, Math.min(count, 1 + Math.floor((tools.elapsedMs() - resolvedMs) / (EVERY_S * 1_000))))
  const trouble = pinged.received === 0 ? pingTrouble(errors) : undefined
  const latencyMs = tools.elapsedMs() - startedMs
  if (trouble)
    return { trouble: { says: trouble.isOurs ? trouble.says : `${shownHost(address)} ${trouble.says}`, blind: trouble.isOurs }, latencyMs }
  if (pinged.received === 0 && !isLate && errors === '' && output === '')
    return { trouble: { says: 'the ping program ended without a word', blind: true }, latencyMs }
  const dnsMs = resolvedMs - startedMs
  const phases = { dnsMs, connectMs: 0, tlsMs: 0, firstByteMs: Math.max(0, pinged.tripsMs[0] ?? latencyMs - dnsMs), transferMs: 0 }
  return { answer: pinged, latencyMs, phases }
}

/** How long to wait when nothing comes back, in seconds: as long as the check may take. Elsewhere than on Linux the option means something else. */
const waitOf = (count: number, timeoutMs: number): readonly string[] =>
  process.platform === 'linux' ? ['-W', String(Math.max(1, Math.floor(timeoutMs / 1_000 - count * EVERY_S - 0.5)))] : []

const NO_PROGRAM: Trouble = { says: 'this machine has no ping program; install it (Debian: iputils-ping)', blind: true }

/** The address to send to, through the guard (REL-5), or why there is none. */
async function addressOf(host: string, family: number, tools: ProbeTools): Promise<string | Trouble> {
  const address = isIP(host) ? host : await resolved(host, family, tools)
  if (typeof address !== 'string') return address
  const refusal = tools.refuses(address, 0)
  return refusal ? { says: refusal, blind: false } : address
}

const resolved = (host: string, family: number, tools: ProbeTools): Promise<string | Trouble> =>
  new Promise((done) => {
    tools.onTimeUp((says) => done({ says: `${says}, resolving the name ${host}: the DNS server does not answer`, blind: true }))
    tools.lookup(host, { all: true, family }, (cause, found) => {
      const [first] = typeof found === 'string' ? [] : (found ?? [])
      done(cause || !first ? troubleOf(cause ?? { code: 'ENODATA' }, host, 0) : first.address)
    })
  })

function judge(pinged: Pinged, { expect: { lossAtMost, roundTripAtMost } }: PingOptions): readonly Assertion[] {
  const { sent, received, tripsMs } = pinged
  const trip = median(tripsMs)
  return [
    {
      expects: `a loss of at most ${lossAtMost} %`,
      got: `${lossOf(pinged)} % (${received} of ${sent} came back)`,
      holds: lossOf(pinged) <= lossAtMost,
    },
    ...(roundTripAtMost === undefined
      ? []
      : [
          {
            expects: `a round trip of at most ${roundTripAtMost} ms`,
            got: trip === undefined ? 'none' : shownMs(trip),
            holds: trip !== undefined && trip <= roundTripAtMost,
          },
        ]),
  ]
}

/** In whole percent. */
const lossOf = ({ sent, received }: Pinged): number => Math.round((100 * Math.max(0, sent - received)) / Math.max(sent, 1))

function median(trips: readonly number[]): number | undefined {
  const sorted = [...trips].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)]
}

const shownMs = (value: number): string => `${value < 10 ? value.toFixed(2) : Math.round(value)} ms`
