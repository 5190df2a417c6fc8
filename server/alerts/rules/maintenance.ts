import { currentOrNext } from '../../kernel/window-times'
import type { MaintenanceWindow } from '../model'
import { matchesPlace, type Place } from './matching'

/** From an instant, inclusive, to another, exclusive. */
export type Stretch = { readonly fromAt: Date; readonly toAt: Date }

/** As much of a window as says when it holds. */
type Times = Pick<MaintenanceWindow, 'when' | 'createdAt' | 'endedAt'>

/** The shortest window lasts a minute, and nobody looks back further than a day or two. */
const STRETCHES_MAX = 5_000

/**
 * The stretch for which a window holds, or will hold next; undefined when it never will again. It changes nothing of what was before it was
 * declared, and one that somebody has ended is over from then on.
 */
export function holdsNext(window: Times, now: Date): Stretch | undefined {
  for (const stretch of stretchesFrom(window, now)) if (stretch.toAt > now) return stretch
  return undefined
}

/** All for which it holds at some time from one instant to another, both inclusive. */
export function heldWithin(window: Times, fromAt: Date, toAt: Date): readonly Stretch[] {
  const found: Stretch[] = []
  for (const stretch of stretchesFrom(window, fromAt)) {
    if (stretch.fromAt > toAt || found.length >= STRETCHES_MAX) break
    if (stretch.toAt > fromAt) found.push(stretch)
  }
  return found
}

function* stretchesFrom({ when, createdAt, endedAt }: Times, at: Date): Generator<Stretch> {
  for (let next = currentOrNext(when, at); next; next = currentOrNext(when, next.toAt)) {
    const { toAt } = next
    const fromAt = next.fromAt < createdAt ? createdAt : next.fromAt
    const isEnded = endedAt !== null && next.fromAt <= endedAt && endedAt < toAt
    const stretch = { fromAt, toAt: isEnded ? endedAt : toAt }
    if (stretch.fromAt < stretch.toAt) yield stretch
  }
}

/** Whether a window is about what is there. */
export const isAbout = ({ matcher }: Pick<MaintenanceWindow, 'matcher'>, place: Place): boolean => matchesPlace(matcher, place)
