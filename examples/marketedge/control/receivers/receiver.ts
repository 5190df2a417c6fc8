import type { IncomingHttpHeaders } from 'node:http'
import type { Draft, Message } from './message.ts'

/** `ok`: as documented. The others are the bad days of a service, so that retries, fallbacks and dead letters can be seen. */
export const MODES = ['ok', 'off', 'slow', '429', '500', '400'] as const
export type Mode = (typeof MODES)[number]
export type Refusing = Exclude<Mode, 'ok' | 'off' | 'slow'>

export type Call = {
  readonly method: string
  /** Which of its mounts, and what follows it. */
  readonly mount: string
  readonly path: readonly string[]
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  readonly at: Date
  /** Rises with each message. */
  readonly sequence: number
  find(key: string): Message | undefined
}

export type Answer = { readonly status: number; readonly body: string | object }

/** What a receiver makes of a call when it is well. */
export type Reading = {
  readonly answer: Answer
  readonly refused: boolean
  /** What came, by itself. */
  readonly draft: Draft
  /** The kept message that it changes instead of standing for itself. */
  readonly changes?: { readonly id: string; readonly draft: Draft }
}

/** What is sent to Plimsoll when somebody presses a button here. */
export type PressRequest = {
  readonly label: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** What the message is afterwards, whatever Plimsoll answers: it is the service's own. */
  readonly becomes?: Draft
}

/** What all receivers say of themselves. */
export type About = {
  readonly name: string
  readonly title: string
  /** What `off`, `429`, `500` and `400` mean here. */
  readonly modes: Readonly<Record<Mode, string>>
}

export type HttpReceiver = About & {
  /** The first parts of the paths that lead to it. */
  readonly mounts: readonly string[]
  /** What goes into a channel's options, below the base address. */
  readonly paths: readonly string[]
  /** Reads and answers as the service's documentation says. Undefined: nobody answers that address there. */
  read(call: Call): Reading | undefined
  /** What it answers on a bad day, in its own words. */
  refuses(mode: Refusing, call: Call): Answer
  /** The request of a press. A sentence when it cannot be made, undefined when there is no such button. */
  press?(message: Message, buttonId: string, base: string, now: Date): PressRequest | string | undefined
}

export const RETRY_AFTER_SECONDS = 20

export const HTTP_MODES: Readonly<Record<Mode, string>> = {
  ok: 'Works',
  off: 'Off: the connection is cut',
  slow: 'Slow: takes it, answers after 15 s',
  '429': '429: too many, with Retry-After',
  '500': '500: fails',
  '400': '400: refuses for good',
}
