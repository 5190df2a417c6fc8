/** A process of its own that holds the browser and what drives it, so that neither stays in the engine's memory. It does one plan and ends. */
import { rmSync, writeFileSync } from 'node:fs'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
// From source, Node reads this and what it imports itself, and knows no name without its extension.
import { systemClock } from '../../../runtime/clock.ts'
import { found, perform } from './acts.ts'
import type { Plan, Report, StepReport, Word } from './plan'
import { watch, watchMemory } from './watch.ts'

/** Of one page's scripts; the rest of the browser is watched from outside. */
const MOST_HEAP_MB = 512
/** Everything goes through the proxy: no name is resolved and nothing connected to by the browser itself. */
const ARGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-dev-shm-usage',
  `--js-flags=--max-old-space-size=${MOST_HEAP_MB}`,
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  '--proxy-bypass-list=<-loopback>',
]
/** Tried one after the other until the picture is small enough. */
const QUALITIES = [60, 35, 15]
const MOST_TEXT = 16 * 1024
/** After its time, for a step whose driver does not keep to it. */
const BELATED_MS = 1_500

const tell = (word: Word) => new Promise<void>((done) => process.send?.(word, undefined, undefined, () => done()) ?? done())

try {
  // When the machine runs out of memory, this and the browser go first, not what watches.
  writeFileSync('/proc/self/oom_score_adj', '1000')
} catch {
  // Only Linux has it.
}

process.once('message', (plan: Plan) => {
  void run(plan).finally(() => process.exit(0))
})
// Whoever started us has gone. Playwright ends the browser when this process ends; what it wrote goes after that.
process.on('disconnect', () => {
  process.on('exit', () => rmSync(process.cwd(), { recursive: true, force: true }))
  process.exit(1)
})

/** The report is told before the browser is closed: that takes time, and whoever started us can do it faster. */
async function run(plan: Plan): Promise<void> {
  const untilMs = systemClock.elapsedMs() + plan.stepsMs
  const left = () => Math.max(1, untilMs - systemClock.elapsedMs())
  let browser: Browser
  try {
    browser = await launched(plan, left())
  } catch (cause) {
    return await tell({ kind: 'report', blind: `Chromium did not start: ${firstLine(cause)}`, steps: [] })
  }
  try {
    await tellProcess(browser)
    const context = await browser.newContext({
      viewport: { width: plan.width, height: plan.height },
      userAgent: `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${browser.version()} Safari/537.36 ${plan.userAgent}`,
      ignoreHTTPSErrors: plan.trustAnyCertificate,
      acceptDownloads: false,
      serviceWorkers: 'block',
    })
    const page = await context.newPage()
    const watched = watch(page)
    const memory = await watchMemory(browser, plan.mostMemoryBytes, watched.end)
    const report = await walk(page, plan, left, watched)
    memory.cancel()
    await tell(report)
  } finally {
    await browser.close()
  }
}

/** Root cannot use Chromium's sandbox, and some containers have none to use: there it goes without, as Playwright does by default. */
async function launched(plan: Plan, timeout: number): Promise<Browser> {
  const options = { executablePath: plan.executable, args: ARGS, timeout, proxy: { server: `http://127.0.0.1:${plan.proxyPort}` } }
  const isRoot = process.getuid?.() === 0
  try {
    return await chromium.launch({ ...options, chromiumSandbox: !isRoot })
  } catch (cause) {
    if (isRoot || !/sandbox/i.test(String(cause))) throw cause
    return await chromium.launch({ ...options, chromiumSandbox: false })
  }
}

/** Whoever started us ends the browser should we not. */
async function tellProcess(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const pid = processInfo.find(({ type }) => type === 'browser')?.id
  if (pid !== undefined) await tell({ kind: 'browser', pid })
}

async function walk(
  page: Page,
  plan: Plan,
  left: () => number,
  { end, ended, errors, failed, news }: ReturnType<typeof watch>,
): Promise<Report> {
  const steps: StepReport[] = []
  const filled: Locator[] = []
  let status: number | undefined
  let picture: string | undefined
  let isEnded = false
  const over = ended.then((refusal) => {
    isEnded = true
    return { refusal, answered: undefined }
  })
  for (const action of plan.actions) {
    const startedMs = systemClock.elapsedMs()
    const done = async (holds: boolean, says: string) => {
      const step = { holds, says: says + news(), ms: systemClock.elapsedMs() - startedMs }
      steps.push(step)
      if (holds) await tell({ kind: 'did', step })
    }
    const timeout = Math.min(left(), action.withinMs)
    if (action.kind === 'fill') filled.push(found(page, action.selector))
    if (action.kind === 'screenshot') {
      picture = await pictureOf(page, plan, filled, Math.min(timeout, plan.pictureMs))
      await done(true, picture === undefined ? 'the page kept still for none' : 'taken')
      continue
    }
    const late = systemClock.after(timeout + BELATED_MS, () => end('did not come to an end in time'))
    const { refusal, answered } = await Promise.race([perform(page, action, timeout), over])
    late.cancel()
    status = answered ?? status
    await done(refusal === undefined, refusal ?? 'done')
    if (refusal !== undefined) break
  }
  const holds = steps.every((step) => step.holds)
  // What was ended takes no picture: its page may fill the memory, or answer nobody.
  const isShown = !isEnded && (!holds || plan.wantsPicture)
  const [latest, text] = isShown
    ? await Promise.all([
        !holds || picture === undefined ? pictureOf(page, plan, filled, plan.pictureMs) : undefined,
        textOf(page, plan.pictureMs),
      ])
    : []
  const shown = latest ?? picture
  return {
    kind: 'report',
    steps,
    url: page.url(),
    ...(status !== undefined && { status }),
    ...(shown !== undefined && { picture: shown }),
    ...(text !== undefined && { text }),
    ...(errors.length > 0 && { errors }),
    ...(failed.length > 0 && { failed }),
  }
}

/** With everything covered that was filled in, every field for a password, and every place that shows a secret. */
async function pictureOf(
  page: Page,
  { secrets, mostPictureBytes }: Plan,
  filled: readonly Locator[],
  timeout: number,
): Promise<string | undefined> {
  const mask = [...filled, page.locator('input[type=password]'), ...secrets.map((secret) => page.getByText(secret))]
  for (const quality of QUALITIES) {
    const picture = await page
      .screenshot({ type: 'jpeg', quality, mask, maskColor: '#808080', animations: 'disabled', timeout })
      .catch(() => undefined)
    if (picture === undefined) return undefined
    if (picture.length <= mostPictureBytes) return picture.toString('base64')
  }
  return undefined
}

async function textOf(page: Page, timeout: number): Promise<string> {
  const text = await page
    .locator('body')
    // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not what a person sees.
    .innerText({ timeout })
    .catch(() => '')
  return text.slice(0, MOST_TEXT)
}

const firstLine = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? ''
