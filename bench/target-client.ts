import { fork } from 'node:child_process'
import { once } from 'node:events'

/** Requests in the order in which they came: which path, when (epoch milliseconds with fractions), and whether the answer was a failure. */
export type Asked = { readonly paths: Int32Array; readonly atMs: Float64Array; readonly failed: Uint8Array }
export type FromTarget = { readonly kind: 'listening'; readonly ports: readonly number[] } | ({ readonly kind: 'asked' } & Asked)
export type ToTarget = { readonly kind: 'take' } | { readonly kind: 'fail'; readonly path: number; readonly fails: boolean }

export type Target = {
  readonly pid: number
  /** The address of one check's own path. */
  url(path: number): string
  /** From now on the path answers 503, or 200 again. */
  fail(path: number, fails: boolean): void
  /** All requests since the last call. */
  take(): Promise<Asked>
  stop(): Promise<void>
}

/** Several addresses, so that thousands of connections a second do not run out of ports. */
const HOSTS = ['127.0.0.1', '127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5', '127.0.0.6', '127.0.0.7', '127.0.0.8']

export async function startTarget(script: string): Promise<Target> {
  const child = fork(script, HOSTS, { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const next = async <Kind extends FromTarget['kind']>(kind: Kind): Promise<Extract<FromTarget, { kind: Kind }>> => {
    const [message] = await once(child, 'message', { signal: AbortSignal.timeout(10_000) })
    if (message.kind !== kind) throw new Error(`The target said ${message.kind}, not ${kind}.`)
    return message
  }
  const { ports } = await next('listening')
  return {
    pid: child.pid ?? 0,
    url: (path) => `http://${HOSTS[path % HOSTS.length]}:${ports[path % HOSTS.length]}/c/${path}`,
    fail: (path, fails) => void child.send({ kind: 'fail', path, fails } satisfies ToTarget),
    take() {
      const answer = next('asked')
      child.send({ kind: 'take' } satisfies ToTarget)
      return answer
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}
