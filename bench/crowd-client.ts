import { fork } from 'node:child_process'
import { once } from 'node:events'

export type ToCrowd =
  | {
      readonly kind: 'open'
      readonly url: string
      readonly key: string
      readonly topics: readonly string[]
      readonly count: number
    }
  | { readonly kind: 'take' }
export type FromCrowd = { readonly kind: 'open' } | { readonly kind: 'refused'; readonly because: string } | Heard
export type Heard = {
  readonly kind: 'heard'
  /** Pairs: the number of a marked incident, and when a screen had it (epoch milliseconds with fractions). */
  readonly marks: Float64Array
  /** Of each frame at each screen but the first that had it: how long after that one. */
  readonly behindMs: Float64Array
  readonly frames: number
  readonly frameBytes: number
  /** Screens that were cut off. */
  readonly lost: number
}

/** Many screens, in a process of their own. */
export type Crowd = {
  /** So many more, which watch these topics; resolves when all are let in. */
  open(url: string, key: string, topics: readonly string[], count: number): Promise<void>
  /** What they heard since the last call. */
  take(): Promise<Heard>
  stop(): Promise<void>
}

const OPEN_WITHIN_MS = 120_000
const TAKE_WITHIN_MS = 60_000

export function startCrowd(script: string): Crowd {
  const child = fork(script, [], { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const next = async (withinMs: number): Promise<FromCrowd> => {
    const [message] = await once(child, 'message', { signal: AbortSignal.timeout(withinMs) })
    return message
  }
  return {
    async open(url, key, topics, count) {
      const answer = next(OPEN_WITHIN_MS)
      child.send({ kind: 'open', url, key, topics, count } satisfies ToCrowd)
      const said = await answer
      if (said.kind === 'refused') throw new Error(said.because)
    },
    async take() {
      const answer = next(TAKE_WITHIN_MS)
      child.send({ kind: 'take' } satisfies ToCrowd)
      const said = await answer
      if (said.kind !== 'heard') throw new Error(`The crowd said ${said.kind}.`)
      return said
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}
