import type { Limits } from '../machine'
import type { Receiver } from '../receiver'
import type { Asked, Target } from '../target-client'
import type { Viewer } from '../viewer'
import type { World, WorldOptions } from '../world'

/** Where measurements are made: a Plimsoll that runs, what it watches, and somebody who looks. */
export type Stage = {
  readonly options: WorldOptions
  /** Of `options`, in milliseconds. */
  readonly intervalMs: number
  readonly target: Target
  readonly limits: Limits
  readonly full: boolean
  readonly signal: AbortSignal
  /** The one that runs now; some measures start it anew. */
  world: World
  viewer: Viewer
  /** What every page goes to. */
  readonly receiver: Receiver
  /** Requests at the target since the window began; filled when it ends. */
  asked: Asked
  readonly sleep: (ms: number) => Promise<void>
  readonly note: (line: string) => void
}

/** One figure of one run. */
export type Figure = {
  readonly id: string
  readonly what: string
  /** What is compared with the target, and kept in the history. */
  readonly value: number
  /** As the table shows it. */
  readonly measured: string
  readonly target: string
  readonly holds: boolean
  /** In units of this machine's own limit, or of what peers reach. */
  readonly against: string
}

/** Watches the window of a steady load: called at its start, the answer at its end. */
export type WindowMeasure = { readonly ids: readonly string[]; begin(stage: Stage): Promise<() => Promise<readonly Figure[]>> }
/** Does something to a Plimsoll under a steady load, after the window. */
export type ActMeasure = { readonly ids: readonly string[]; act(stage: Stage): Promise<readonly Figure[]> }
