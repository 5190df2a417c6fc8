import { sentenceOf } from '../../kernel/errors'
import type { Clock } from '../../runtime/clock'
import { DeadlineError, within } from '../../runtime/deadline'
import type { Ids } from '../../runtime/ids'
import type { Message } from '../channels/channel'
import type { Notice, Recipient } from '../model'
import { threadOf } from '../rules/addressing'
import { retryAt } from '../rules/backoff'
import type { Parcel } from './pump'
import type { Answer } from './traffic'
import type { Attempt, Load, Outcome } from './words'

/** Whoever takes longer is asked again. */
export const ATTEMPT_MS = 10_000
/** A channel that does not heed its signal is left alone after so much more. */
const GRACE_MS = 500
/** However little the other side asks for. */
const LEAST_WAIT_MS = 1_000

/** A message without the links that act: whoever delivers it signs them. */
export type Unsigned = Omit<Message, 'actions'>
/** Sends one message by the channel of its recipient, once. What it throws is read as a failure that may pass. */
export type Deliver = (message: Unsigned, signal: AbortSignal) => Promise<Answer>

export type AttemptParts = {
  readonly clock: Clock
  readonly ids: Pick<Ids, 'next'>
  /** 0..1 */
  readonly random: () => number
  readonly deliver: Deliver
  /** From when it was made; a canary is tried for as long as it may take, a page for hours. */
  readonly giveUpAfterMs: (notice: Notice) => number
  readonly goesElsewhere: (recipient: Recipient, now: Date) => boolean
}

export type Attempting = (parcel: Parcel) => Promise<{ readonly answer: Answer; conclude(load: Load, now: Date): Outcome }>

/** Makes one attempt, and says what follows from its answer. */
export const createAttempting =
  ({ clock, ids, random, deliver, giveUpAfterMs, goesElsewhere }: AttemptParts): Attempting =>
  async (parcel) => {
    const at = clock.now()
    const startMs = clock.elapsedMs()
    const answer = await answerOf(clock, deliver, messageOf(parcel))
    const attempt: Attempt = {
      id: ids.next(),
      at,
      outcome: answer.kind,
      says: parcel.isInstead ? `Sent by ${parcel.recipient.channel} instead: ${answer.says}` : answer.says,
      tookMs: clock.elapsedMs() - startMs,
      sentMs: answer.sentMs,
      status: answer.status ?? null,
      channel: parcel.recipient.channel,
    }
    const ended = (load: Load, state: Outcome['state'], when: Date, says = attempt.says): Outcome => ({
      load,
      attempt: { ...attempt, says },
      state,
      at: when,
      ref: answer.kind === 'delivered' && !parcel.isInstead ? (answer.ref ?? null) : null,
    })
    return {
      answer,
      conclude(load, now) {
        if (answer.kind !== 'retry') return ended(load, answer.kind === 'delivered' ? 'delivered' : 'dead', now)
        if (!parcel.isInstead && goesElsewhere(parcel.recipient, now)) return ended(load, 'waiting', now)
        const giveUpMs = giveUpAfterMs(parcel.lead)
        if (parcel.kind === 'canary' && now.getTime() - parcel.lead.at.getTime() >= giveUpMs) return ended(load, 'dead', now)
        const failed = { failed: parcel.attempt, firstAt: parcel.lead.at, retryAfterMs: answer.afterMs }
        const retry = retryAt(failed, random(), giveUpMs, now)
        if (retry.kind === 'dead') return ended(load, 'dead', now, `${attempt.says} Not tried again: ${retry.says}.`)
        // Whoever names a time is asked again at that time.
        const named = answer.afterMs === undefined ? retry.at : new Date(now.getTime() + Math.max(LEAST_WAIT_MS, answer.afterMs))
        return ended(load, 'waiting', named)
      },
    }
  }

/** A channel that was declared a moment ago is known within seconds. Until then what is for it is looked at so often, at this distance. */
const UNKNOWN_LOOKS = 10
const UNKNOWN_LOOK_MS = 1_000

/** A canary says whether its own channel works, and a letter is for its subscriber alone: they go by no other. */
export const elsewhere =
  (ids: Pick<Ids, 'next'>) =>
  (load: Load, now: Date): Outcome => {
    const { channel } = load.head.notice.recipient
    const attempt = { id: ids.next(), at: now, outcome: 'refused', tookMs: 0, status: null, channel } as const
    return {
      load,
      attempt: { ...attempt, says: `${channel} has not answered for so long that nothing is sent by it` },
      state: 'dead',
      at: now,
      ref: null,
    }
  }

/** What has no channel waits for its declaration for some seconds, and is then a dead letter. */
export const refusal =
  (ids: Pick<Ids, 'next'>) =>
  (load: Load, now: Date): Outcome => {
    const { notice, attempt } = load.head
    const { channel } = notice.recipient
    const isLast = attempt >= UNKNOWN_LOOKS
    const says = `There is no channel called ${channel}${isLast ? ' any more' : ', or not yet'}.`
    return {
      load,
      attempt: { id: ids.next(), at: now, outcome: isLast ? 'refused' : 'retry', says, tookMs: 0, status: null, channel },
      state: isLast ? 'dead' : 'waiting',
      at: isLast ? now : new Date(now.getTime() + UNKNOWN_LOOK_MS),
      ref: null,
    }
  }

async function answerOf(clock: Clock, deliver: Deliver, message: Unsigned): Promise<Answer> {
  const controller = new AbortController()
  const deadline = clock.after(ATTEMPT_MS, () => controller.abort())
  try {
    return await within(clock, ATTEMPT_MS + GRACE_MS, 'Sending', deliver(message, controller.signal))
  } catch (cause) {
    const says = cause instanceof DeadlineError ? `Not answered within ${ATTEMPT_MS / 1_000} s` : sentenceOf(cause)
    return { kind: 'retry', says }
  } finally {
    deadline.cancel()
  }
}

const messageOf = ({ lead, kind, bundle, recipient, isInstead, ref }: Parcel): Unsigned => ({
  key: lead.key,
  kind,
  thread: threadOf(lead.facts.incidentId, lead.key, recipient),
  facts: lead.facts,
  bundle,
  recipient,
  ref: isInstead ? null : ref,
  at: lead.at,
})
