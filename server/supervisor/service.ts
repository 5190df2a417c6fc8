import { type ChildProcess, fork } from 'node:child_process'
import { Refusal } from '@/server/kernel/errors'
import { type ChildMessage, EXIT_REFUSED, type ReadyFacts, STOP_WITHIN_MS, type SupervisorMessage } from '@/server/runtime/child'
import type { Clock } from '@/server/runtime/clock'
import type { Log } from '@/server/runtime/log'
import type { Variables } from '@/server/settings/environment'

/** A process that is kept running. */
export type ServiceSpec = {
  /** In sentences: "The engine". */
  readonly name: string
  readonly script: string
  readonly args?: readonly string[]
  readonly nodeOptions?: readonly string[]
  readonly environment: Variables
  readonly folder: string
  /** The file descriptor that takes what it prints. */
  readonly output: number
  /** `ours` tells each second that it is alive and stops when told to; a `guest` only says when it is ready, and stops on SIGTERM. */
  readonly manners?: 'ours' | 'guest'
}

export type Service = {
  readonly name: string
  readonly pid: number | undefined
  /** Resolves with what it said when it first became ready; rejects with a sentence when it refuses to start or never gets there. */
  readonly ready: Promise<Record<string, unknown> & ReadyFacts>
  /** Asks it to end; kills it when it does not in time. Nothing of it runs afterwards. */
  stop(): Promise<void>
}

/** A child tells each second that it is there. Nine seconds of silence are no pause of a garbage collector. */
const SILENT_MS = 9_000
/** Until it is ready: loading modules from a cold disk, or on a busy machine, keeps the event loop away from heartbeats. */
const STARTING_MS = 60_000
const LOOK_MS = 500
/** After that long without an accident the next one is a first one again. */
const HEALTHY_MS = 60_000
const LONGEST_PAUSE_MS = 5_000
/** A child that ends so often before it was ever ready would do so for ever. */
const ATTEMPTS = 5

/** At once, then after 0.5 s, 1 s, 2 s, 4 s, and at most every 5 s. */
export const pauseMs = (accidents: number): number => (accidents <= 1 ? 0 : Math.min(LONGEST_PAUSE_MS, 250 * 2 ** (accidents - 1)))

/** Starts a process and keeps it running: what dies is started again, what falls silent is killed first. */
export function keepRunning(spec: ServiceSpec, { clock, log }: { clock: Clock; log: Log }): Service {
  const stopped = new AbortController()
  let child: ChildProcess | undefined
  let becameReady = false
  let refusal: string | undefined
  const { promise: ready, resolve, reject } = Promise.withResolvers<Record<string, unknown> & ReadyFacts>()
  ready.catch(() => {})

  const done = live()
  return {
    name: spec.name,
    get pid() {
      return child?.pid
    },
    ready,
    async stop() {
      stopped.abort()
      if (spec.manners === 'guest') child?.kill('SIGTERM')
      else if (child?.connected) child.send({ kind: 'stop' } satisfies SupervisorMessage, () => {})
      const late = clock.after(STOP_WITHIN_MS + 2_000, () => {
        log.warn(`${spec.name} did not stop within ${(STOP_WITHIN_MS + 2_000) / 1000} s and is killed.`)
        child?.kill('SIGKILL')
      })
      await done
      late.cancel()
    },
  }

  async function live(): Promise<void> {
    for (let accidents = 0; !stopped.signal.aborted; ) {
      const startedMs = clock.elapsedMs()
      const how = await once()
      if (stopped.signal.aborted) break
      if (clock.elapsedMs() - startedMs > HEALTHY_MS) accidents = 0
      accidents++
      if (!becameReady && refusal !== undefined) return reject(new Refusal('invalid', refusal))
      if (!becameReady && accidents >= ATTEMPTS)
        return reject(new Error(`${spec.name} ended ${accidents} times before it was ready, last with ${how}.`))
      const pause = pauseMs(accidents)
      log.error(`${spec.name} ended with ${how} and is started again${pause > 0 ? ` in ${pause / 1000} s` : ''}.`)
      await clock.sleep(pause, stopped.signal)
    }
    reject(new Error(`${spec.name} was stopped before it was ready.`))
  }

  /** One life, from start to end; how it ended. */
  async function once(): Promise<string> {
    const started = fork(spec.script, [...(spec.args ?? [])], {
      execArgv: [...(spec.nodeOptions ?? [])],
      env: { ...spec.environment, NODE_ENV: 'production' },
      cwd: spec.folder,
      stdio: ['ignore', spec.output, spec.output, 'ipc'],
      // A session of its own: Ctrl-C reaches us alone, and we stop the children in order.
      detached: true,
    })
    child = started
    let heardMs = clock.elapsedMs()
    let patienceMs = STARTING_MS
    let lookedMs = heardMs
    let silentFor = 0
    started.on('message', (message: ChildMessage) => {
      heardMs = clock.elapsedMs()
      if (message.kind === 'ready') patienceMs = SILENT_MS
      if (message.kind === 'refused') refusal = message.sentence
      if (message.kind !== 'ready') return
      becameReady = true
      resolve(message)
    })
    const look = clock.every(LOOK_MS, () => {
      const now = clock.elapsedMs()
      // We were away ourselves (a suspended machine): what was sent meanwhile is still to be read.
      if (now - lookedMs > LOOK_MS * 4) heardMs = now
      lookedMs = now
      if (spec.manners === 'guest' || silentFor > 0 || now - heardMs < patienceMs) return
      silentFor = now - heardMs
      started.kill('SIGKILL')
    })
    const how = await ending(started)
    look.cancel()
    return silentFor > 0 ? `${how}, killed after ${Math.round(silentFor / 1000)} s of silence` : how
  }

  function ending(started: ChildProcess): Promise<string> {
    return new Promise((end) => {
      started.once('exit', (code, signal) => {
        if (code === EXIT_REFUSED) refusal ??= `${spec.name} refused to start.`
        end(signal ? `signal ${signal}` : `exit code ${code}`)
      })
      started.once('error', (cause) => {
        if (started.pid === undefined) end(cause.message)
      })
    })
  }
}
