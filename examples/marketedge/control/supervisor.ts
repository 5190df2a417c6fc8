import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Order, Word } from '../platform/conditions.ts'

/** Where the platform stands. `refused`: it validated its start and said no; `crashed`: it ended otherwise. Both are tried again. */
export type PlatformState =
  | { readonly kind: 'starting' | 'stopped'; readonly since: string }
  | { readonly kind: 'running'; readonly since: string; readonly pid: number; readonly validation: readonly string[] }
  | {
      readonly kind: 'refused' | 'crashed'
      readonly since: string
      readonly exit: string
      readonly reason: readonly string[]
      readonly retryAt: string
    }

export type Supervisor = {
  readonly state: PlatformState
  readonly ports: { readonly port: number; readonly tlsPort: number }
  readonly restarts: number
  /** Ends the platform if it runs, starts it, and resolves once it runs, has refused or has crashed. */
  restart(): Promise<void>
  /** Changes a running platform and resolves when it has taken it; one that does not run gets it at its next start. */
  configure(order: Order): Promise<void>
  /** Ends the platform for good, also in the middle of its start. */
  stop(): Promise<void>
}

type Terms = {
  environment(ports: { port: number; tlsPort: number }): Record<string, string>
  readonly port: number
  readonly tlsPort: number
  changed(): void
}

const START_DEADLINE_MS = 15_000
const STOP_DEADLINE_MS = 4_000
const CONFIGURE_DEADLINE_MS = 2_000

/** Crashes in a row wait longer and longer. A refusal waits the longest at once: the same release will say the same. */
const FIRST_RETRY_MS = 500
const LONGEST_RETRY_MS = 15_000

/** A platform that ran this long has recovered: the next crash is a first one. */
const SETTLED_MS = 30_000

const LAST_LINES = 40
const LONGEST_LINE = 500

/** Keeps the platform running as a process apart, whatever happens to it. */
export function supervise({ environment, port, tlsPort, changed }: Terms): Supervisor {
  let state: PlatformState = { kind: 'stopped', since: at() }
  let ports = { port, tlsPort }
  let child: ChildProcess | undefined
  let restarts = -1
  let failures = 0
  let retry: NodeJS.Timeout | undefined
  let ending = false
  let isOver = false

  const become = (next: PlatformState) => {
    state = next
    changed()
  }

  async function start(): Promise<void> {
    clearTimeout(retry)
    if (isOver) return
    restarts++
    become({ kind: 'starting', since: at() })
    const lines: string[] = []
    let refused: readonly string[] | undefined
    const startedMs = performance.now()
    const platform = spawn(process.execPath, [fileURLToPath(new URL('../platform/main.ts', import.meta.url))], {
      env: { NODE_ENV: 'production', PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, ...environment(ports) },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    child = platform
    keepLines(platform, lines)

    await new Promise<void>((settled) => {
      const late = setTimeout(() => platform.kill('SIGKILL'), START_DEADLINE_MS)
      platform.on('message', (word: Word) => {
        if (word.kind === 'refused') refused = word.validation
        if (word.kind !== 'ready') return
        clearTimeout(late)
        ports = { port: word.port, tlsPort: word.tlsPort }
        become({ kind: 'running', since: at(), pid: platform.pid ?? 0, validation: word.validation })
        settled()
      })
      // `close` comes after the last of its lines, or instead of `exit` when it could not be spawned at all.
      platform.once('error', (cause) => lines.push(cause.message))
      platform.once('close', (code, signal) => {
        clearTimeout(late)
        if (child === platform) child = undefined
        if (!ending)
          failed(platform, {
            exit: signal ? `killed by ${signal}` : `exit code ${code}`,
            refused,
            lines,
            ranMs: performance.now() - startedMs,
          })
        settled()
      })
    })
  }

  function failed(
    platform: ChildProcess,
    { exit, refused, lines, ranMs }: { exit: string; refused: readonly string[] | undefined; lines: string[]; ranMs: number },
  ): void {
    if (child && child !== platform) return
    failures = ranMs > SETTLED_MS ? 1 : failures + 1
    const waitMs = refused ? LONGEST_RETRY_MS : Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS)
    retry = setTimeout(() => void start(), waitMs)
    become({
      kind: refused ? 'refused' : 'crashed',
      since: at(),
      exit,
      reason: refused ?? lines.slice(-LAST_LINES),
      retryAt: new Date(Date.now() + waitMs).toISOString(),
    })
  }

  async function end(): Promise<void> {
    clearTimeout(retry)
    const platform = child
    if (!platform) return
    ending = true
    const gone = new Promise<void>((resolve) => platform.once('close', () => resolve()))
    platform.kill('SIGTERM')
    const late = setTimeout(() => platform.kill('SIGKILL'), STOP_DEADLINE_MS)
    await gone
    clearTimeout(late)
    ending = false
    child = undefined
  }

  return {
    get state() {
      return state
    },
    get ports() {
      return ports
    },
    get restarts() {
      return restarts
    },
    async restart() {
      await end()
      failures = 0
      await start()
    },
    async configure(order) {
      const platform = child
      if (state.kind !== 'running' || !platform?.connected) return
      const taken = new AbortController()
      const late = setTimeout(() => taken.abort(), CONFIGURE_DEADLINE_MS)
      const heard = (word: { kind: string }) => {
        if (word.kind === 'configured') taken.abort()
      }
      const gone = () => taken.abort()
      platform.on('message', heard).once('close', gone)
      platform.send(order, () => {})
      await new Promise<void>((resolve) => taken.signal.addEventListener('abort', () => resolve(), { once: true }))
      clearTimeout(late)
      platform.off('message', heard).off('close', gone)
    },
    async stop() {
      isOver = true
      await end()
      become({ kind: 'stopped', since: at() })
    },
  }
}

const at = (): string => new Date().toISOString()

/** Keeps the last lines that it wrote to standard error: the reason, when it ends. */
function keepLines(platform: ChildProcess, lines: string[]): void {
  let rest = ''
  platform.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const parts = `${rest}${text}`.split('\n')
    rest = (parts.pop() ?? '').slice(0, LONGEST_LINE)
    lines.push(...parts.map((line) => line.slice(0, LONGEST_LINE)))
    if (lines.length > LAST_LINES) lines.splice(0, lines.length - LAST_LINES)
  })
}
