import { connect } from 'node:net'
import { SECOND } from '../kernel/duration'
import type { Clock } from '../runtime/clock'

/** A look at the anchors is believed for this long. */
const FRESH_MS = SECOND
const CONNECT_MS = 2 * SECOND

export type Anchors = {
  /** Whether at least one anchor answers; true when none is declared, as there is nothing to doubt by. */
  canSee(): Promise<boolean>
  /** Since when none answers; null while one does. */
  readonly blindSince: Date | null
}

/**
 * The engine's own connectivity (CHK-8): while none of the declared anchors can be reached, what fails may well be us.
 *
 * @param anchors each `host:port`
 */
export function createAnchors(anchors: readonly string[], clock: Clock): Anchors {
  let blindSince: Date | null = null
  let lookedMs = Number.NEGATIVE_INFINITY
  let looking: Promise<boolean> | undefined

  async function look(): Promise<boolean> {
    const answers = await Promise.all(anchors.map((anchor) => reaches(anchor, clock)))
    const sees = answers.includes(true)
    lookedMs = clock.elapsedMs()
    blindSince = sees ? null : (blindSince ?? clock.now())
    return sees
  }
  return {
    async canSee() {
      if (anchors.length === 0) return true
      if (!looking && clock.elapsedMs() - lookedMs < FRESH_MS) return blindSince === null
      looking ??= look().finally(() => (looking = undefined))
      return await looking
    },
    get blindSince() {
      return blindSince
    },
  }
}

function reaches(anchor: string, clock: Clock): Promise<boolean> {
  const at = anchor.lastIndexOf(':')
  const host = anchor.slice(0, at).replace(/^\[|\]$/g, '')
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(anchor.slice(at + 1)) })
    const settle = (answer: boolean) => {
      timer.cancel()
      socket.destroy()
      resolve(answer)
    }
    const timer = clock.after(CONNECT_MS, () => settle(false))
    socket.once('connect', () => settle(true))
    socket.once('error', () => settle(false))
  })
}
