import { DAY, MINUTE, SECOND } from '../../kernel/duration'
import type { ChannelInput } from '../model'

/** How one channel proves that messages arrive by it (ALR-13). */
export type CanaryPlan = {
  /** A channel that stops taking messages is found within this, in milliseconds. */
  readonly everyMs: number
  /** A canary that has not arrived after this is lost. */
  readonly withinMs: number
  /** Of a person, where the channel takes one. */
  readonly address: string | null
  /** It has arrived only when the receiver has called the address that it carries. */
  readonly echo: boolean
}

/** What holds for channels that say nothing else, in milliseconds. */
export type CanaryNumbers = { readonly everyMs: number; readonly everyForReadersMs: number; readonly withinMs: number }

/** What has to be known of a kind of channel. */
export type CanaryKind = {
  readonly reaches: 'people' | 'room' | 'machine'
  readonly takesCanaries: boolean
  /** Where one may go when nobody named an address. */
  readonly ownAddress: string | null
}

/** The plan of a channel, or why none travels through it, as the end of a sentence. */
export function canaryPlanOf(
  declared: ChannelInput['canary'],
  { reaches, takesCanaries, ownAddress }: CanaryKind,
  numbers: CanaryNumbers,
): CanaryPlan | { readonly off: string } {
  if (declared === false) return { off: 'its canary is switched off' }
  if (!takesCanaries) return { off: 'this kind of channel cannot take one without disturbing its reader' }
  const address = reaches === 'people' ? (declared?.address ?? ownAddress) : null
  if (reaches === 'people' && address === null) return { off: 'it has no address; give it one in canary.address' }
  const everyMs = declared?.every ?? (reaches === 'machine' ? numbers.everyMs : numbers.everyForReadersMs)
  return { everyMs, withinMs: Math.min(declared?.within ?? numbers.withinMs, everyMs / 2), address, echo: declared?.echo ?? false }
}

/** Where the proving of one channel stands. */
export type Canary = {
  /** When the last one left; null before the first. */
  readonly sentAt: Date | null
  /** The key of the one of which nothing final is known. */
  readonly out: string | null
  /** The channel has taken that one, and its echo is waited for. */
  readonly takenAt: Date | null
  /** The last time that one arrived. */
  readonly provenAt: Date | null
  /** Since the first of those that were lost in a row. */
  readonly failingSince: Date | null
  /** What became of the last one, or what the last attempt said. */
  readonly says: string | null
}

export const unproven: Canary = { sentAt: null, out: null, takenAt: null, provenAt: null, failingSince: null, says: null }

/**
 * When the next one leaves. They leave a deadline more often than the promise, so that a loss is known within it; each channel at its own place
 * in that rhythm, the same after every restart. What was missed while nobody looked leaves at once. The first one leaves within two minutes of
 * when the channel was first seen: a wrong address is found while whoever wrote it is still there.
 */
export function canaryDueAt(name: string, plan: CanaryPlan, { sentAt }: Canary, seenAt: Date, now: Date): Date {
  const stepMs = Math.max(SECOND, plan.everyMs - plan.withinMs)
  const lastMs = Math.min((sentAt ?? seenAt).getTime(), now.getTime())
  const phaseMs = placeOf(name) % stepMs
  const nextMs = Math.floor((lastMs - phaseMs) / stepMs + 1) * stepMs + phaseMs
  return new Date(sentAt ? nextMs : Math.min(nextMs, lastMs + MINUTE + (placeOf(name) % MINUTE)))
}

/** FNV-1a over the name, spread over a day. */
function placeOf(name: string): number {
  let hash = 0x811c9dc5
  for (const letter of name) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash % DAY
}

export const canarySent = (canary: Canary, key: string, at: Date): Canary => ({ ...canary, out: key, sentAt: at, takenAt: null })

/** An attempt has ended. `at` is when. */
export type Heard = { readonly state: 'delivered' | 'waiting' | 'dead'; readonly says: string; readonly at: Date }

/** What an attempt says of the channel. */
export function canaryHeard(canary: Canary, plan: Pick<CanaryPlan, 'echo'>, { state, says, at }: Heard): Canary {
  if (state === 'waiting') return { ...canary, says }
  if (state === 'dead') return { ...lost(canary, says), out: null }
  return plan.echo ? { ...canary, takenAt: at, says } : canaryArrived(canary, says, at)
}

/** It got through. */
export const canaryArrived = (canary: Canary, says: string, at: Date): Canary => ({
  ...canary,
  out: null,
  takenAt: null,
  provenAt: at,
  failingSince: null,
  says,
})

/**
 * Judges the one that is out by its deadline; the same object while there is nothing to say. One that nobody has taken stays out, so that it is
 * heard should it arrive late, and no second one waits behind it.
 */
export function canaryJudged(canary: Canary, { withinMs }: Pick<CanaryPlan, 'withinMs'>, now: Date): Canary {
  const { out, sentAt, takenAt, failingSince, says } = canary
  if (out === null || sentAt === null || now.getTime() < sentAt.getTime() + withinMs) return canary
  const seconds = Math.round(withinMs / SECOND)
  if (takenAt) return { ...lost(canary, `It took the canary, but did not call its echo address within ${seconds} s`), out: null }
  return failingSince ? canary : lost(canary, says ?? `Nothing was answered within ${seconds} s`)
}

const lost = (canary: Canary, says: string): Canary => ({
  ...canary,
  takenAt: null,
  failingSince: canary.failingSince ?? canary.sentAt,
  says,
})

/** What follows for whoever keeps a log: how the last one ended, when it has. */
export type CanaryResult = { readonly at: Date; readonly arrivedAt: Date | null; readonly inTime: boolean; readonly says: string }

/** Compares before and after: the result that is new, if one is. */
export function canaryResult(before: Canary, after: Canary, { withinMs }: Pick<CanaryPlan, 'withinMs'>): CanaryResult | undefined {
  const at = after.sentAt
  if (at === null || before === after) return undefined
  const says = after.says ?? ''
  if (after.provenAt !== before.provenAt && after.provenAt)
    return { at, arrivedAt: after.provenAt, inTime: after.provenAt.getTime() - at.getTime() <= withinMs, says }
  const hasEnded = before.out !== null && after.out === null
  const isNewlyLate = before.failingSince === null && after.failingSince !== null
  return hasEnded || isNewlyLate ? { at, arrivedAt: null, inTime: false, says } : undefined
}
