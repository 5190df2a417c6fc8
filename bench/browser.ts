import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core'
import { ADMIN, type World } from './world'

/** A line between a browser and us; without, the machine's own loopback. */
export type Line = { readonly roundTripMs: number; readonly bitsPerSecond: number }
/** What a browser says of a page that it opened with nothing in its cache. */
export type Painted = {
  /** Largest contentful paint, from the start of the navigation. */
  readonly paintMs: number
  /** Cumulative layout shift, without what followed an input (web.dev/cls). */
  readonly shift: number
  /** All scripts that it loaded, as they came over the wire. */
  readonly scriptBytes: number
}
export type Tab = { readonly page: Page; readonly session: CDPSession }

const WITHIN_MS = 30_000
/** For what is loaded later, and for what it pushes aside. */
const SETTLE_MS = 2_500
const WINDOW = { width: 1_440, height: 900 }

/** Starts the Chromium that scripts/bench.mjs found. */
export const openBrowser = ({ CHROMIUM_PATH } = process.env): Promise<Browser> =>
  chromium.launch({ ...(CHROMIUM_PATH && { executablePath: CHROMIUM_PATH }), args: ['--no-sandbox'], timeout: WITHIN_MS })

/** A page of somebody who is signed in, with an empty cache. */
export async function openTab(browser: Browser, world: World, line?: Line): Promise<Tab & { close(): Promise<void> }> {
  const context = await browser.newContext({ viewport: WINDOW })
  context.setDefaultTimeout(WITHIN_MS)
  await signIn(context, world)
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  if (line)
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: line.roundTripMs,
      downloadThroughput: line.bitsPerSecond / 8,
      uploadThroughput: line.bitsPerSecond / 8,
    })
  return { page, session, close: () => context.close() }
}

/** Opens a path and reads the browser's own trace of it. */
export async function paint({ page }: Tab, url: string, sleep: (ms: number) => Promise<void>): Promise<Painted> {
  await page.addInitScript(watchPaint)
  await page.goto(url, { waitUntil: 'load' })
  await sleep(SETTLE_MS)
  return await page.evaluate(() => {
    const { paintMs, shift } = Reflect.get(window, 'painted')
    const scripts = performance.getEntriesByType('resource').filter(({ name }) => /\.js(\?|$)/.test(name)) as PerformanceResourceTiming[]
    return { paintMs, shift, scriptBytes: scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) }
  })
}

async function signIn(context: BrowserContext, { url }: World): Promise<void> {
  const answer = await context.request.post(`${url}/api/v1/session`, { data: ADMIN, headers: { origin: url } })
  if (!answer.ok()) throw new Error(`Signing in answered ${answer.status()}: ${await answer.text()}`)
}

/** Runs in the page, before anything of its own. */
function watchPaint(): void {
  const painted = { paintMs: Number.NaN, shift: 0 }
  Reflect.set(window, 'painted', painted)
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) painted.paintMs = entry.startTime
  }).observe({ type: 'largest-contentful-paint', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { hadRecentInput: boolean; value: number })[])
      if (!entry.hadRecentInput) painted.shift += entry.value
  }).observe({ type: 'layout-shift', buffered: true })
}
