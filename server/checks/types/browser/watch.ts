import { readFile } from 'node:fs/promises'
import type { Browser, CDPSession, ConsoleMessage, Page, Request } from 'playwright-core'
import { systemClock } from '../../../runtime/clock.ts'

/** Of errors, and of requests that failed: what comes first explains what follows. */
const MOST_NOTED = 20
const LONGEST_NOTE = 300
/** More of one kind in one step is no page that one could go through. */
const MOST_DIALOGS = 10
const MOST_PAGES = 20
const LOOK_EVERY_MS = 250
const PAGE_BYTES = 4096
/** How the browser calls requests that the page itself gave up. */
const GIVEN_UP = 'net::ERR_ABORTED'

/** What a page does beside what it is told, and whether it must be ended for that. */
export type Watch = {
  /** Kept with the evidence. */
  readonly errors: readonly string[]
  readonly failed: readonly string[]
  /** Settles, with the reason, when there is no going on. */
  readonly ended: Promise<string>
  /** What happened since it was last asked, as the end of a sentence; empty when nothing did. */
  news(): string
}

export function watch(page: Page): Watch & { end(reason: string): void } {
  const errors: string[] = []
  const failed: string[] = []
  let windows = 0
  let pages = 0
  const dialogs: string[] = []
  const downloads: string[] = []
  const { promise: ended, resolve: end } = Promise.withResolvers<string>()
  const note = (list: string[], text: string) => {
    if (list.length < MOST_NOTED) list.push(short(text))
  }

  page.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error') note(errors, message.text())
  })
  page.on('pageerror', (cause: Error) => note(errors, cause.message))
  page.on('requestfailed', (request: Request) => {
    const why = request.failure()?.errorText ?? 'failed'
    if (why !== GIVEN_UP) note(failed, `${request.method()} ${request.url()}: ${why}`)
  })
  page.on('response', (answer) => {
    const request = answer.request()
    if (answer.status() >= 400) note(failed, `${request.method()} ${request.url()}: ${answer.status()}`)
  })
  page.on('dialog', (dialog) => {
    dialogs.push(short(dialog.message()))
    if (dialogs.length > MOST_DIALOGS) end('shows one dialog after the other')
    void dialog.dismiss().catch(() => {})
  })
  page.on('download', (download) => {
    downloads.push(short(download.suggestedFilename()))
    void download.cancel().catch(() => {})
  })
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame() && ++pages > MOST_PAGES) end('goes from page to page without end')
  })
  page.on('crash', () => end('crashed: the page took more memory than it may, or the browser has a fault'))
  page.context().on('page', (other) => {
    if (other === page) return
    windows++
    void other.close().catch(() => {})
  })
  return {
    errors,
    failed,
    ended,
    end,
    news() {
      const said = [
        ...(dialogs[0] === undefined ? [] : [`the dialog "${dialogs[0]}" was dismissed${more(dialogs.length)}`]),
        ...(windows === 0 ? [] : [`it opened ${windows === 1 ? 'another window' : `${windows} other windows`}, closed at once`]),
        ...(downloads[0] === undefined ? [] : [`the download of ${downloads[0]} was not taken${more(downloads.length)}`]),
      ]
      windows = 0
      pages = 0
      dialogs.length = 0
      downloads.length = 0
      return said.map((text) => `; ${text}`).join('')
    },
  }
}

/** Looks again and again how much memory all processes of a browser have to themselves. Where there is no /proc, nothing is seen. */
export async function watchMemory(browser: Browser, mostBytes: number, end: (reason: string) => void): Promise<{ cancel(): void }> {
  const session = await browser.newBrowserCDPSession()
  let looks = false
  return systemClock.every(LOOK_EVERY_MS, async () => {
    if (looks) return
    looks = true
    const used = await memoryOf(session).catch(() => 0)
    looks = false
    if (used > mostBytes) end(`takes more memory than ${Math.round(mostBytes / 1024 / 1024)} MiB`)
  })
}

async function memoryOf(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const used = await Promise.all(processInfo.map(({ id }) => ownBytes(id)))
  return used.reduce((sum, bytes) => sum + bytes, 0)
}

/** Resident and not of files: `size resident shared …`, in pages (proc_pid_statm(5)). */
async function ownBytes(pid: number): Promise<number> {
  const statm = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '')
  const [, resident = 0, shared = 0] = statm.split(' ').map(Number)
  return (resident - shared) * PAGE_BYTES
}

const more = (count: number): string => (count > 1 ? `, and ${count - 1} more` : '')
const short = (text: string): string => (text.length > LONGEST_NOTE ? `${text.slice(0, LONGEST_NOTE)}…` : text)
