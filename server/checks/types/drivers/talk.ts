import { isIP, type LookupFunction } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Assertion, Phases, Probed } from '../../model'
import type { Trouble } from '../../rules/network-words'
import { createRedactor } from '../../rules/redact'
import { Connection, type Target, type TlsRequest } from '../http/connection'
import { shownHost } from '../http/host'
import type { ProbeTools } from '../type'
import { guarded } from './guard'
import { Metered, MOST_ANSWER_BYTES } from './metered'

/** What became of talking to a server: what it answered, or why there is no answer. */
export type Talk<Answer> = {
  readonly answer?: Answer
  readonly trouble?: Trouble
  readonly latencyMs: number
  readonly phases?: Phases
}

const NO_ANSWER = { says: '', blind: false }
const LARGER = `the answer is larger than ${MOST_ANSWER_BYTES / 1024 / 1024} MiB; ask for less`

type Over<Answer> = {
  readonly target: Target
  readonly tls?: TlsRequest | undefined
  /** Has the driver talk, and tell what it waits for. What it throws is read by `troubleOf`. */
  readonly speak: (stream: Duplex, waitsFor: (what: string) => void) => Promise<Answer>
  readonly troubleOf: (cause: unknown) => Trouble
  /** Takes leave, so that the server does not note a broken connection. */
  readonly leave?: () => Promise<unknown>
}

/** Has a driver talk over a connection of ours: guarded (REL-5), timed, bounded in bytes and in time, closed at the end whatever happens. */
export async function talkOver<Answer>({ target, tls, speak, troubleOf, leave }: Over<Answer>, tools: ProbeTools): Promise<Talk<Answer>> {
  const startedMs = tools.elapsedMs()
  const connection = new Connection(target, tools)
  const isThere = (await connection.open()) && (!tls || (await connection.secure(tls)))
  const end = broken(connection)
  const said = isThere ? await Promise.race([spoken(connection, speak, troubleOf), end]) : { trouble: NO_ANSWER }
  const latencyMs = tools.elapsedMs() - startedMs
  const { trouble, dnsMs, connectMs, tlsMs } = connection
  if (leave && 'answer' in said && !trouble) await Promise.race([leave(), end])
  connection.close()
  const phases = { dnsMs, connectMs, tlsMs, firstByteMs: Math.max(0, latencyMs - dnsMs - connectMs - tlsMs), transferMs: 0 }
  return trouble ? { trouble, latencyMs, phases } : { ...said, latencyMs, phases }
}

async function spoken<Answer>(
  connection: Connection,
  speak: Over<Answer>['speak'],
  troubleOf: (cause: unknown) => Trouble,
): Promise<{ answer: Answer } | { trouble: Trouble }> {
  const { socket } = connection
  if (!socket) return { trouble: NO_ANSWER }
  connection.doing = 'waiting for the first byte of the answer'
  const stream = new Metered(socket, () => connection.fail({ says: LARGER, blind: false }))
  // What breaks is told by the socket already.
  stream.on('error', () => {})
  try {
    const waitsFor = (what: string) => {
      connection.doing = `waiting for ${what}`
    }
    return { answer: await speak(stream, waitsFor) }
  } catch (cause) {
    return { trouble: troubleOf(cause) }
  }
}

/** When the connection breaks while nobody waits for a step of it. What the server said last is read first. */
function broken(connection: Connection): Promise<{ trouble: Trouble }> {
  const { host, port } = connection.target
  return new Promise((done) => {
    connection.onTrouble = () => done({ trouble: NO_ANSWER })
    if (connection.trouble) done({ trouble: NO_ANSWER })
    connection.socket?.once('close', () =>
      setImmediate(() => done({ trouble: { says: `${shownHost(host)}:${port} closed the connection before it answered`, blind: false } })),
    )
  })
}

type Net = { readonly lookup: LookupFunction; readonly signal: AbortSignal }

type Alone<Answer> = {
  readonly target: Target
  /**
   * Has the driver connect by itself, with what it may use for that, and tells how leave is taken, so that the server does not note a broken
   * connection. All that it began must end when the signal aborts.
   */
  readonly speak: (net: Net) => Promise<{ readonly answer: Answer; readonly leave: () => Promise<unknown> }>
  readonly troubleOf: (cause: unknown) => Trouble
}

/** The same for a driver that insists on connecting by itself: it gets our resolution of names, and no address that the guard refuses. */
export async function talkAlone<Answer>({ target, speak, troubleOf }: Alone<Answer>, tools: ProbeTools): Promise<Talk<Answer>> {
  const { host, port } = target
  const startedMs = tools.elapsedMs()
  const took = () => tools.elapsedMs() - startedMs
  const refusal = isIP(host) ? tools.refuses(host, port) : undefined
  if (refusal) return { trouble: { says: refusal, blind: false }, latencyMs: took() }
  const ending = new AbortController()
  const late = new Promise<{ trouble: Trouble }>((done) =>
    tools.onTimeUp((says) => done({ trouble: { says: `${says}, talking to ${shownHost(host)}:${port}`, blind: false } })),
  )
  const work = speak({ lookup: guarded(tools, port), signal: ending.signal }).catch((cause: unknown) => ({ trouble: troubleOf(cause) }))
  const said = await Promise.race([work, late])
  const latencyMs = took()
  if ('leave' in said) await Promise.race([said.leave().catch(() => {}), late])
  tools.onTimeUp()
  ending.abort()
  return 'leave' in said ? { answer: said.answer, latencyMs } : { trouble: said.trouble, latencyMs }
}

type Conclusion<Answer> = {
  readonly judge: (answer: Answer) => readonly Assertion[]
  /** What is said when all holds. */
  readonly says: (answer: Answer) => string
  readonly code?: (answer: Answer) => number | undefined
  readonly secrets: readonly string[]
}

/** The result of a talk: the first assertion that does not hold is what is said. Secrets are taken out of all of it. */
export function conclude<Answer>(
  { answer, trouble, latencyMs, phases }: Talk<Answer>,
  { judge, says, code, secrets }: Conclusion<Answer>,
  { wantsEvidence }: Pick<ProbeTools, 'wantsEvidence'>,
): Probed {
  const redact = createRedactor(secrets)
  const clean = (text: string) => redact(text).replaceAll('\0', '�').toWellFormed().slice(0, LONGEST_TEXT)
  const assertions =
    trouble || answer === undefined
      ? [{ expects: 'an answer', got: trouble?.says ?? 'none', holds: false }]
      : [{ expects: 'an answer', got: 'it came', holds: true }, ...judge(answer)]
  const broken = assertions.find(({ holds }) => !holds)
  const told = trouble?.says ?? (broken ? `expected ${broken.expects}, got ${broken.got}` : answer === undefined ? '' : says(answer))
  const number = answer === undefined ? undefined : code?.(answer)
  return {
    outcome: trouble?.blind ? 'blind' : broken ? 'fail' : 'pass',
    latencyMs,
    says: clean(told),
    ...(phases && { phases }),
    ...(number !== undefined && { code: number }),
    ...((broken || wantsEvidence) && {
      evidence: { assertions: assertions.map(({ expects, got, holds }) => ({ expects: clean(expects), got: clean(got), holds })) },
    }),
  }
}

const LONGEST_TEXT = 1_000
