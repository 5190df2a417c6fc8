import type { Sql } from '@/db/client'
import type { ChannelType } from '../alerts/channels/channel'
import { channelTypeOf, parseChannelOptions } from '../alerts/channels/registry'
import type { ChannelInput, Notice } from '../alerts/model'
import type { Latencies } from '../alerts/outbox/latencies'
import type { Outcome } from '../alerts/outbox/words'
import { readFigures, readLastCanaries, type StoredCanary, writeCanaries, writeFigures } from '../alerts/queries/canaries'
import type { Breaker } from '../alerts/rules/breaker'
import {
  type Canary,
  type CanaryNumbers,
  type CanaryPlan,
  canaryArrived,
  canaryDueAt,
  canaryHeard,
  canaryJudged,
  canaryPlanOf,
  canaryResult,
  canarySent,
  unproven,
} from '../alerts/rules/canary'
import { formatDuration, HOUR, SECOND } from '../kernel/duration'
import { sentenceOf } from '../kernel/errors'
import type { ChannelSight } from '../pipeline/model'
import type { Clock } from '../runtime/clock'
import { within } from '../runtime/deadline'
import type { Ids } from '../runtime/ids'
import type { Log } from '../runtime/log'

/** Figures wait so long for being stored: what a kill costs. */
const STORE_EVERY_MS = 5 * SECOND
const STORE_WITHIN_MS = 2 * SECOND
/** Results that wait while Postgres is away; the newest are kept. */
const WAITING_MAX = 1_000
const ECHO_BYTES = 24

export type CanaryParts = {
  readonly sql: Sql
  readonly clock: Clock
  readonly ids: Pick<Ids, 'next' | 'secret'>
  readonly log: Log
  readonly latencies: Latencies
  readonly numbers: () => CanaryNumbers
  /** Nothing can be seen, so what does not arrive says nothing of its channel. */
  readonly isBlind: () => boolean
  /** Puts messages in the outbox, the way that all go. */
  send(notices: readonly Notice[]): void
  /** Whether an incident says that this channel fails, and since when. */
  openSince(channel: string): Date | undefined
  /** Channels of which an incident says so. */
  openFor(): readonly string[]
  /** Messages by this channel do not arrive, or do again. */
  onVerdict(channel: string, fails: boolean, says: string): void
}

export type Canaries = {
  /** What is declared now. */
  plan(inputs: readonly ChannelInput[]): Promise<void>
  /** Sends what is due and judges what is late. Asked each second. */
  tick(): void
  heard(outcome: Outcome): void
  /** The address part that the receiver of this notice has to call; undefined when it need not. */
  echoOf(key: string): string | undefined
  /** A receiver has called; whether anybody waited for it. */
  echoed(token: string): boolean
  /** How long a canary of this channel may take, in milliseconds. */
  withinMs(channel: string): number
  sight(breakers: ReadonlyMap<string, Breaker>): readonly ChannelSight[]
  stop(): Promise<void>
}

type Channel = {
  readonly name: string
  readonly plan: CanaryPlan | { readonly off: string }
  readonly seenAt: Date
  canary: Canary
  echo: string | null
}

/** Proves channel after channel that messages arrive by it, and keeps what that shows (ALR-13). */
export function createCanaries(parts: CanaryParts): Canaries {
  const { sql, clock, ids, log, latencies } = parts
  let channels = new Map<string, Channel>()
  let waiting: StoredCanary[] = []
  let storing: Promise<void> | undefined
  let storedMs = 0
  let isResumed = false

  const become = (channel: Channel, plan: CanaryPlan, after: Canary) => {
    const before = channel.canary
    channel.canary = after
    const result = canaryResult(before, after, plan)
    if (!result) return
    waiting = [...waiting, { ...result, channel: channel.name }].slice(-WAITING_MAX)
    const fails = after.failingSince !== null
    if (fails || before.failingSince !== null) parts.onVerdict(channel.name, fails, result.says)
  }

  async function resume(): Promise<void> {
    if (isResumed) return
    const hour = new Date(Math.floor(clock.now().getTime() / HOUR) * HOUR)
    latencies.resume(await readFigures(sql, hour))
    isResumed = true
  }

  async function store(): Promise<void> {
    storedMs = clock.elapsedMs()
    const [results, figures] = [waiting, latencies.unstored()]
    await within(
      clock,
      STORE_WITHIN_MS,
      'Keeping what canaries showed',
      Promise.all([writeCanaries(sql, results), writeFigures(sql, figures)]),
    )
    waiting = waiting.filter((one) => !results.includes(one))
    latencies.stored(figures)
  }
  const storeSoon = () => {
    if (clock.elapsedMs() - storedMs < STORE_EVERY_MS || !isResumed) return
    storing ??= store()
      // What cannot be stored is kept, and said by whoever stores results.
      .catch(() => {})
      .finally(() => (storing = undefined))
  }

  return {
    async plan(inputs) {
      await resume()
      const now = clock.now()
      const fresh = inputs.filter(({ name }) => !channels.has(name)).map(({ name }) => name)
      const known = new Map((await readLastCanaries(sql, fresh)).map((one) => [one.channel, one]))
      const next = inputs.map(({ name, kind, options, canary }): Channel => {
        const held = channels.get(name)
        const plan = planOf({ kind, options, canary }, parts.numbers(), log)
        if (held) return { ...held, plan, canary: 'off' in plan ? { ...held.canary, out: null } : held.canary }
        const last = known.get(name)
        const before: Canary = {
          ...unproven,
          sentAt: last?.at ?? null,
          provenAt: last?.provenAt ?? null,
          failingSince: parts.openSince(name) ?? null,
          says: last?.says ?? null,
        }
        return { name, plan, seenAt: now, canary: before, echo: null }
      })
      channels = new Map(next.map((channel) => [channel.name, channel]))
      for (const name of parts.openFor()) {
        const channel = channels.get(name)
        if (channel && !('off' in channel.plan)) continue
        if (channel) channel.canary = { ...channel.canary, failingSince: null }
        parts.onVerdict(name, false, channel && 'off' in channel.plan ? channel.plan.off : 'the channel is not declared any more')
      }
    },

    tick() {
      const now = clock.now()
      const notices: Notice[] = []
      for (const channel of channels.values()) {
        const { plan } = channel
        if ('off' in plan) continue
        if (parts.isBlind()) {
          channel.canary = { ...channel.canary, out: null, takenAt: null }
          continue
        }
        become(channel, plan, canaryJudged(channel.canary, plan, now))
        if (channel.canary.out !== null || canaryDueAt(channel.name, plan, channel.canary, channel.seenAt, now) > now) continue
        const notice = canaryNotice(channel.name, plan, ids.next(), now)
        channel.canary = canarySent(channel.canary, notice.key, now)
        channel.echo = plan.echo ? ids.secret(ECHO_BYTES) : null
        notices.push(notice)
      }
      if (notices.length > 0) parts.send(notices)
      storeSoon()
    },

    heard({ load: { head }, attempt: { says }, state, at }) {
      if (head.notice.kind !== 'canary') return
      const channel = channels.get(head.notice.recipient.channel)
      if (!channel || 'off' in channel.plan || channel.canary.out !== head.notice.key) return
      become(channel, channel.plan, canaryHeard(channel.canary, channel.plan, { state, says, at: state === 'waiting' ? clock.now() : at }))
    },

    echoOf: (key) => [...channels.values()].find(({ canary }) => canary.out === key)?.echo ?? undefined,

    echoed(token) {
      const channel = [...channels.values()].find(({ echo, canary }) => echo === token && canary.out !== null)
      if (!channel || 'off' in channel.plan) return false
      channel.echo = null
      become(channel, channel.plan, canaryArrived(channel.canary, 'It called its echo address', clock.now()))
      return true
    },

    withinMs(channel) {
      const plan = channels.get(channel)?.plan
      return plan && !('off' in plan) ? plan.withinMs : parts.numbers().withinMs
    },

    sight: (breakers) =>
      [...channels.values()].map(({ name, plan, seenAt, canary }): ChannelSight => {
        const { provenAt, failingSince, says } = canary
        const openAt = breakers.get(name)?.openAt ?? null
        const isOff = 'off' in plan
        return {
          name,
          down: failingSince
            ? { sinceAt: failingSince, says: says ?? 'its canary was lost' }
            : openAt && { sinceAt: openAt, says: 'one message after the other failed' },
          canary: isOff
            ? { off: plan.off }
            : {
                everyMs: plan.everyMs,
                withinMs: plan.withinMs,
                echo: plan.echo,
                provenAt,
                nextAt: canaryDueAt(name, plan, canary, seenAt, clock.now()),
              },
        }
      }),

    async stop() {
      await storing
      if (isResumed) await store().catch((cause) => log.warn('What canaries showed could not be kept', { because: sentenceOf(cause) }))
    },
  }
}

function planOf(
  { kind, options, canary }: Pick<ChannelInput, 'kind' | 'options' | 'canary'>,
  numbers: CanaryNumbers,
  log: Log,
): CanaryPlan | { readonly off: string } {
  try {
    const type: ChannelType = channelTypeOf(kind)
    const ownAddress = type.ownAddress?.(parseChannelOptions(kind, options)) ?? null
    return canaryPlanOf(canary, { reaches: type.reaches, takesCanaries: type.takes.includes('canary'), ownAddress }, numbers)
  } catch (cause) {
    log.warn('No canary travels through a channel that cannot be used', { because: sentenceOf(cause) })
    return { off: 'the channel cannot be used as it is stored' }
  }
}

const canaryNotice = (channel: string, { everyMs, address, echo }: CanaryPlan, id: string, at: Date): Notice => ({
  id,
  key: `canary/${channel}/${at.toISOString()}`,
  kind: 'canary',
  recipient: { channel, address, person: null },
  at,
  dueAt: at,
  facts: {
    incidentId: null,
    number: null,
    severity: 'low',
    title: 'Canary: this way works',
    service: null,
    sinceAt: at,
    resolvedAt: null,
    by: 'Plimsoll',
    says: `Nothing is wrong, and there is nothing to do. One comes every ${formatDuration(everyMs)}${echo ? ' and is to be answered' : ''}.`,
    money: null,
    customers: null,
    cause: null,
    nextStep: null,
    runbook: null,
    link: null,
    context: null,
    checks: [],
  },
})
