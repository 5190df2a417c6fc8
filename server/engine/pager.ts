import { join } from 'node:path'
import type { Sql } from '@/db/client'
import { type LinkVerb, signAction } from '../access/action-token'
import type { SealKey } from '../access/seal'
import { deliver, toolsFor } from '../alerts/channels/carry'
import type { Action, ChannelTools, ChannelType } from '../alerts/channels/channel'
import { channelTypeOf, optionsSchemaOf, parseChannelOptions } from '../alerts/channels/registry'
import { SUBSCRIBER_WEBHOOK, subscriberWebhook } from '../alerts/channels/subscriber-webhook'
import { createDispatcher, type Dispatcher, type DispatcherParts } from '../alerts/dispatcher'
import { openJournal } from '../alerts/journal'
import type { ChannelInput, Notice, Recipient, Routing } from '../alerts/model'
import type { Deliver, Unsigned } from '../alerts/outbox/attempt'
import type { Outcome } from '../alerts/outbox/words'
import { verbsOf } from '../alerts/rules/acting'
import { insteadOf } from '../alerts/rules/addressing'
import { SEVERITIES } from '../checks/model'
import { sentenceOf } from '../kernel/errors'
import type { Clock } from '../runtime/clock'
import type { Ids } from '../runtime/ids'
import type { Log } from '../runtime/log'
import { toPublicOnly } from './public-ways'
import { ownEndpointIssue } from './rules/own-endpoint'
import type { SharedTools } from './tools'

export type PagerParts = {
  readonly sql: Sql
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly dataFolder: string
  readonly tools: SharedTools
  readonly giveUpAfterMs: DispatcherParts['giveUpAfterMs']
  /** The path of the address that the receiver of this notice has to call; undefined when it need not. */
  readonly echoOf: (key: string) => string | undefined
  /** Where Plimsoll is opened, without a slash at its end. */
  readonly publicUrl: string
  /** Signs what links and buttons may do. */
  readonly actionKey: SealKey
  readonly actionLinkForMs: () => number
  /** Signs what webhooks of subscribers get. */
  readonly statusKey: SealKey
  /** A message has arrived, is to be tried again, or never will. */
  onOutcome(outcome: Outcome): void
  /** The delivery log has it. */
  onRecorded(): void
}

export type Pager = Pick<Dispatcher, 'kick' | 'stop' | 'breakers' | 'latencies'> & {
  /** What is declared now; options of channels with their secrets. */
  plan(routing: Routing, channels: readonly ChannelInput[]): void
  /** What was decided and cannot be stored: what is grave goes out now, the rest with its row (ALR-5). */
  tellUnstored(notices: readonly Notice[]): void
}

type Channel = { readonly type: ReturnType<typeof channelTypeOf>; readonly options: unknown; readonly input: ChannelInput }

/** The least grave that goes out while nothing can be stored. */
const GRAVE = SEVERITIES.indexOf('critical')
/** Much was decided while nothing could be stored, and there was no room for all of it. */
const roomFor = (left: number) => `${left} ${left === 1 ? 'message waits' : 'messages wait'} until Postgres answers`

const LABELS: Readonly<Record<LinkVerb, string>> = { acknowledge: 'Acknowledge', escalate: 'Escalate', resolve: 'Resolve' }
const NONCE_BYTES = 16

/** Sends what the pipeline has decided to tell: the dispatcher, with the channels as they are declared. */
export function createPager(parts: PagerParts): Pager {
  const { sql, clock, ids, log, dataFolder, tools, giveUpAfterMs, onOutcome } = parts
  let channels: ReadonlyMap<string, Channel> = new Map()
  let routing: Routing | undefined
  const subscribers: Channel = {
    type: subscriberWebhook as ChannelType,
    options: { key: parts.statusKey },
    input: { name: SUBSCRIBER_WEBHOOK, kind: SUBSCRIBER_WEBHOOK, options: {} },
  }
  const randomBytes = (count: number) => Buffer.from(ids.secret(count), 'base64url')
  const shared = { ...tools, randomBytes }
  const journal = openJournal(join(dataFolder, 'spool'), (trouble) =>
    log.error('What became of a message cannot be kept on disk', { because: trouble }),
  )

  const send: Deliver = async (message, signal) => {
    const channel = channels.get(message.recipient.channel)
    if (!channel) return { kind: 'retry', says: `There is no channel called ${message.recipient.channel} any more.` }
    if (!channel.type.takes.includes(message.kind))
      return { kind: 'delivered', says: `${channel.type.label} has no use for this kind of message.` }
    const named = endpointOf(channel, message.recipient)
    const issue = named === undefined ? undefined : ownEndpointIssue(named)
    if (issue !== undefined) return { kind: 'refused', says: `This ${issue}.` }
    const startedMs = clock.elapsedMs()
    let sentMs: number | undefined
    const tools = toolsFor(named === undefined ? shared : toPublicOnly(shared), signal, () => {
      sentMs = clock.elapsedMs() - startedMs
    })
    let status: number | undefined
    const heard: ChannelTools = {
      ...tools,
      async fetch(request) {
        const answer = await tools.fetch(request)
        status = answer.status
        return answer
      },
    }
    const token = parts.echoOf(message.key)
    const echo = token === undefined ? undefined : `${parts.publicUrl}/echo/${token}`
    const delivered = await deliver(channel.type, channel.options, { ...message, actions: actionsOf(message, channel), echo }, heard)
    return { ...delivered, ...(status === undefined ? {} : { status }), ...(sentMs === undefined ? {} : { sentMs }) }
  }
  /** Where it goes because the address says so, unless an operator declared that address. */
  function endpointOf({ type, options }: Channel, { channel, address }: Recipient): string | undefined {
    const named = address === null ? undefined : type.endpointOf?.(options, address)
    const isDeclared = routing?.contacts.some((one) => one.channel === channel && one.address === address && one.isOwn !== true)
    return isDeclared ? undefined : named
  }
  function actionsOf({ kind, facts: { incidentId }, recipient }: Unsigned, { type, options }: Channel): readonly Action[] {
    if (incidentId === null) return []
    const { person, channel } = recipient
    const issuedAt = clock.now()
    const expiresAt = new Date(issuedAt.getTime() + parts.actionLinkForMs())
    const verbs = verbsOf({ kind, person, channelKind: type.kind, hasButtons: type.hasButtons?.(options) ?? false })
    return verbs.map((verb) => {
      const token = signAction({ verb, incidentId, person, channel, issuedAt, expiresAt, nonce: ids.secret(NONCE_BYTES) }, parts.actionKey)
      return { verb, label: LABELS[verb], url: `${parts.publicUrl}/act/${token}`, token }
    })
  }
  const fallbackOf = (recipient: Recipient): Recipient | null => {
    const name = channels.get(recipient.channel)?.input.fallback
    const type = name === undefined ? undefined : channels.get(name)?.type
    if (name === undefined || !type) return null
    const addressIssue = (address: string) => type.addressIssue?.(address)
    return insteadOf(recipient, { name, reaches: type.reaches, addressIssue }, routing?.contacts ?? [])
  }

  const dispatcher = createDispatcher({
    sql,
    clock,
    ids,
    log,
    journal,
    random: () => randomBytes(4).readUInt32BE() / 2 ** 32,
    deliver: send,
    roads: () => [...channels].map(([name, { type, input }]) => ({ name, reaches: type.reaches, fallback: input.fallback ?? null })),
    fallbackOf,
    giveUpAfterMs,
    isPlanned: () => routing !== undefined,
    onOutcome,
    onRecorded: parts.onRecorded,
  })

  return {
    plan(declared, inputs) {
      routing = declared
      channels = new Map([
        [SUBSCRIBER_WEBHOOK, subscribers],
        ...inputs.flatMap((input): [string, Channel][] => {
          try {
            const type = channelTypeOf(input.kind)
            // The first message must not wait for it.
            optionsSchemaOf(type)
            return [[input.name, { type, options: parseChannelOptions(input.kind, input.options), input }]]
          } catch (cause) {
            log.error('A channel cannot be used as it is stored', { channel: input.name, because: sentenceOf(cause) })
            return []
          }
        }),
      ])
      dispatcher.kick()
    },
    kick: dispatcher.kick,
    tellUnstored(notices) {
      // A canary proves the way that a grave message takes now.
      const grave = notices.filter(({ kind, facts }) => kind === 'canary' || SEVERITIES.indexOf(facts.severity) <= GRAVE)
      const left = dispatcher.hand(grave)
      if (left > 0) log.warn('Not every grave message could be sent without Postgres', { because: roomFor(left) })
    },
    breakers: dispatcher.breakers,
    latencies: dispatcher.latencies,
    async stop(withinMs) {
      await dispatcher.stop(withinMs)
      journal.close()
    },
  }
}
