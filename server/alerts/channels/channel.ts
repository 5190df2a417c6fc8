import type { LookupFunction } from 'node:net'
import type { SecureContext } from 'node:tls'
import type { z } from 'zod'
import type { Delivered, Facts, NoticeKind, Recipient } from '../model'

/** A button or link that acts for the recipient: `url` asks before it acts, `token` is for channels that have buttons of their own. */
export type Action = {
  readonly verb: 'acknowledge' | 'escalate' | 'resolve'
  readonly label: string
  readonly url: string
  readonly token: string
}

/** One message to be written and sent; `bundle` holds the others that go in it when there were too many (ALR-12). */
export type Message = {
  readonly key: string
  readonly kind: NoticeKind
  /** The same for all messages of one incident and recipient: `dedup_key`, thread, `Message-ID` that is replied to. */
  readonly thread: string
  readonly facts: Facts
  readonly bundle: readonly Facts[]
  readonly recipient: Recipient
  readonly actions: readonly Action[]
  /** What the other side called the first message of this thread. */
  readonly ref: string | null
  readonly at: Date
  /** Of a canary: the address that its receiver is to call, to say that it has it. */
  readonly echo?: string | undefined
}

export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
  /** The authority to trust instead of the known ones, as PEM. */
  readonly ca?: string | undefined
}
/** Names of headers in lower case. */
export type HttpAnswer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }

/** Everything a channel may use that is not its options. */
export type ChannelTools = {
  readonly signal: AbortSignal
  now(): Date
  /** Sends one request over a guarded connection (no metadata address, own deadline, body of the answer capped). Rejects on what the network refuses. */
  fetch(request: HttpRequest): Promise<HttpAnswer>
  readonly lookup: LookupFunction
  refuses(address: string, port: number): string | undefined
  secureContext(pems: { readonly ca?: string; readonly cert?: string; readonly key?: string }): SecureContext
  randomBytes(count: number): Buffer
}

/** What a kind of channel says of itself: one file, one line in the registry (ALR-4). */
type About<Options> = {
  readonly kind: string
  readonly label: string
  /** One sentence for the form and the manual. */
  readonly about: string
  /** Strict. Each field has `.meta({ title })`; a secret field has `.meta({ secret: true })`. */
  readonly options: z.ZodType<Options>
  readonly example: unknown
  /** `people`: takes an address for each person. `room`: many read there. `machine`: another system keeps its own state of each incident. */
  readonly reaches: 'people' | 'room' | 'machine'
  /** Which kinds of notices mean anything here. */
  readonly takes: readonly NoticeKind[]
  /** Where it sends to, for people; no secret in it. */
  target(options: Options): string
  /** Whether its messages have buttons of their own whose presses come back to us; otherwise links open a page that asks. */
  hasButtons?(options: Options): boolean
  /** What is wrong with an address in it, as the end of a sentence; undefined when nothing. Only where `reaches` is people. */
  addressIssue?(address: string): string | undefined
  /** Where a canary may go when nobody named an address. Only where `reaches` is people. */
  ownAddress?(options: Options): string | undefined
  /** A system reads it that can call an address which stands in the message. */
  readonly carriesEcho?: boolean
  /** Where a message for this address is sent because the address says so; undefined where the options do. Only where `reaches` is people. */
  endpointOf?(options: Options, address: string): string | undefined
  /** What of an address is as secret as a password: whoever knows it can write to its owner. */
  secretsOfAddress?(address: string): readonly string[]
}

/** A channel over HTTP: both halves are pure, and the dispatcher does the asking. */
export type HttpChannel<Options = unknown> = About<Options> & {
  request(options: Options, message: Message, now: Date): HttpRequest
  /** Reads what the other side answered. The dispatcher reads `Retry-After` itself. */
  read(answer: HttpAnswer): Delivered
}

/** A channel over anything else, or over several requests. */
export type SendingChannel<Options = unknown> = About<Options> & {
  /** Sends once. What the other side answers is a value; what is thrown is read as `retry`. */
  send(options: Options, message: Message, tools: ChannelTools): Promise<Delivered>
}

export type ChannelType<Options = unknown> = HttpChannel<Options> | SendingChannel<Options>

/** Keeps the options' type while it is written down, and forgets it for the registry. */
export const defineChannelType = <Options>(type: ChannelType<Options>): ChannelType<Options> => type
