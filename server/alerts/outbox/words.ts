import type { Severity } from '../../checks/model'
import type { Delivered, Notice, NoticeState, Recipient } from '../model'

/** What is sent one after the other: all that waits for one mailbox or room, or one thread of a machine. */
export type Lane = {
  readonly key: string
  readonly recipient: Recipient
  readonly reader: string
  readonly urgency: number
  /** When the reader was sent something lately. */
  readonly sent: readonly Date[]
}

/** A notice that is ours to send, and which attempt this is, from 1. */
export type Claimed = { readonly notice: Notice; readonly attempt: number }

/** What goes out in one message: the notice that leads it, and those that are told, or stood for, by the same. */
export type Load = { readonly head: Claimed; readonly others: readonly Claimed[] }

/** What waits, as far as choosing needs it. */
export type Waiting = Pick<Notice, 'id' | 'kind' | 'at'> & {
  readonly incidentId: string | null
  readonly severity: Severity
  readonly lossPerMinute: number
}

/** One attempt as it is kept. */
export type Attempt = {
  readonly id: string
  readonly at: Date
  readonly outcome: Delivered['kind']
  readonly says: string
  readonly tookMs: number
  /** When the request had left, from the beginning of the attempt; absent where nobody can say, and the answer is the first sign. */
  readonly sentMs?: number | undefined
  readonly status: number | null
  /** By which it went: the notice's own channel, or the fallback. */
  readonly channel: string
}

/** What became of a message. Told to Postgres, or, while that does not answer, kept in memory and in the journal until it does. */
export type Outcome = {
  readonly load: Load
  readonly attempt: Attempt
  readonly state: Extract<NoticeState, 'delivered' | 'waiting' | 'dead'>
  /** When it is tried again; otherwise when it ended. */
  readonly at: Date
  readonly ref: string | null
}

/** Lanes and channels that need not be looked at now, and the channels whose lanes are threads. */
export type Blocked = { readonly lanes: readonly string[]; readonly channels: readonly string[]; readonly machines: readonly string[] }

/** What may go by now, the most urgent first; `cut` names the channels of which there is more. */
export type Due = { readonly lanes: readonly Lane[]; readonly cut: ReadonlySet<string>; readonly nextAt: Date | null }

/** Where notices wait: Postgres, or memory while that is away. */
export type Source = {
  look(now: Date, blocked: Blocked): Promise<Due>
  /** What of a lane may go now, in the order of its making: nothing that has to wait for something earlier of its thread. */
  list(lane: Lane, now: Date): Promise<readonly Waiting[]>
  /** Takes these, as far as nobody else has, and says what the other side called the first message of each one's thread. */
  claim(ids: readonly string[], now: Date): Promise<readonly (Claimed & { readonly ref: string | null })[]>
  settle(outcome: Outcome): Promise<void>
}

export const noticesOf = ({ head, others }: Load): readonly Claimed[] => [head, ...others]
