import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { systemClock } from '@/server/runtime/clock'
import { variables } from '@/server/settings/environment'
import type { Plan, Report, StepReport, Word } from './plan'

/** Built, it lies beside the engine; from source, Node reads the TypeScript itself. */
const RUNNER = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './runner.ts' : './browser.js', import.meta.url))

const TIDY_WITHIN_MS = 1_000

/** A runner with its browser, in a folder of their own. */
export type BrowserProcess = {
  /** How it went; undefined when the runner ended without a word. */
  readonly report: Promise<Report | undefined>
  /** The steps that are done so far. */
  readonly done: readonly StepReport[]
  /** Ends all at once: the runner, the browser with all its processes, and the folder. */
  end(): Promise<void>
}

export function startBrowser(plan: Plan): BrowserProcess {
  const folder = mkdtempSync(join(tmpdir(), `plimsoll-browser-${process.pid}-`))
  const { PATH = '', LANG = 'C.UTF-8' } = variables()
  const child = fork(RUNNER, [], {
    cwd: folder,
    // Nothing of our environment: it holds secrets, and the page's scripts run in there.
    env: { PATH, LANG, HOME: folder, TMPDIR: folder, NODE_ENV: 'production' },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  let browserPid: number | undefined
  const done: StepReport[] = []
  const report = new Promise<Report | undefined>((tell) => {
    child.on('message', (word: Word) => {
      if (word.kind === 'browser') browserPid = word.pid
      else if (word.kind === 'did') done.push(word.step)
      else tell(word)
    })
    child.on('error', () => tell(undefined))
    child.on('exit', () => tell(undefined))
  })
  child.send(plan, () => {})
  return {
    report,
    done,
    async end() {
      if (!hasEnded(child)) {
        const ended = once(child, 'exit')
        // It tidies up by itself, also when this process ends meanwhile; should it hang, it is not asked.
        if (child.connected) child.disconnect()
        const kill = systemClock.after(TIDY_WITHIN_MS, () => child.kill('SIGKILL'))
        await ended
        kill.cancel()
      }
      // The browser leads a group of its own. It goes by itself when its driver has gone, unless it hangs.
      if (browserPid !== undefined) killGroup(browserPid)
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
    },
  }
}

const hasEnded = ({ exitCode, signalCode, pid }: ChildProcess): boolean => pid === undefined || exitCode !== null || signalCode !== null

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has gone.
  }
}
