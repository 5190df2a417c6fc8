/** A process of its own that holds the browser and what drives it, so that neither stays in the engine's memory. It does one plan and ends. */
import { existsSync, rmSync } from 'node:fs'
import { type Browser, chromium, type Locator, type Page, type Response } from 'playwright-core'
import type { Action, Plan, Report, Word } from './plan'

/** Everything goes through the proxy: no name is resolved and nothing connected to by the browser itself. */
const ARGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  '--proxy-bypass-list=<-loopback>',
]
/** Tried one after the other until the picture is small enough. */
const QUALITIES = [60, 35, 15]
const MOST_TEXT = 16 * 1024
const NO_BROWSER =
  'there is no Chromium on this machine: install one (Debian: apt-get install chromium; elsewhere: npx playwright-core install chromium), or set CHROMIUM_PATH to its program'

const tell = (word: Word) => new Promise<void>((done) => process.send?.(word, undefined, undefined, () => done()) ?? done())

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
  const untilMs = performance.now() + plan.stepsMs
  const left = () => Math.max(1, untilMs - performance.now())
  const executable = plan.executable ?? chromium.executablePath()
  if (!existsSync(executable)) return await tell({ kind: 'report', blind: NO_BROWSER, steps: [] })
  let browser: Browser
  try {
    browser = await launched(plan, executable, left())
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
    await tell(await walk(await context.newPage(), plan, left))
  } finally {
    await browser.close()
  }
}

/** Root cannot use Chromium's sandbox, and some containers have none to use: there it goes without, as Playwright does by default. */
async function launched(plan: Plan, executablePath: string, timeout: number): Promise<Browser> {
  const options = { executablePath, args: ARGS, timeout, proxy: { server: `http://127.0.0.1:${plan.proxyPort}` } }
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

async function walk(page: Page, plan: Plan, left: () => number): Promise<Report> {
  const steps: { holds: boolean; says: string; ms: number }[] = []
  const filled: Locator[] = []
  let status: number | undefined
  let picture: string | undefined
  for (const [index, action] of plan.actions.entries()) {
    await tell({ kind: 'begins', index })
    const startedMs = performance.now()
    const done = (holds: boolean, says: string) => steps.push({ holds, says, ms: performance.now() - startedMs })
    if (action.kind === 'fill') filled.push(found(page, action.selector))
    if (action.kind === 'screenshot') {
      picture = await pictureOf(page, plan, filled, Math.min(left(), plan.pictureMs))
      done(true, 'taken')
      continue
    }
    const { refusal, answered } = await perform(page, action, left())
    status = answered ?? status
    done(refusal === undefined, refusal ?? 'done')
    if (refusal === undefined) continue
    break
  }
  const holds = steps.every((step) => step.holds)
  const isShown = !holds || plan.wantsPicture
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
  }
}

type Performed = { readonly refusal?: string | undefined; readonly answered?: number | undefined }

async function perform(page: Page, action: Exclude<Action, { kind: 'screenshot' }>, timeout: number): Promise<Performed> {
  switch (action.kind) {
    case 'goto':
      return await opened(page, action.url, timeout)
    case 'fill':
      return { refusal: await acted(page, action.selector, (place) => place.fill(action.value, { timeout }), 'filled') }
    case 'click':
      return { refusal: await acted(page, action.selector, (place) => place.click({ timeout }), 'clicked') }
    case 'press':
      return { refusal: await orSentence(page.keyboard.press(action.key), () => `knows no key ${action.key}`) }
    case 'expectText':
      return {
        refusal: await orSentence(
          page.getByText(action.text).filter({ visible: true }).first().waitFor({ state: 'visible', timeout }),
          () => `found no text "${action.text}"`,
        ),
      }
    case 'expectVisible':
      return { refusal: await acted(page, action.selector, (place) => place.first().waitFor({ state: 'visible', timeout }), 'seen') }
    case 'expectUrl':
      return {
        refusal: await orSentence(
          page.waitForURL(({ href }) => href.includes(action.part), { timeout, waitUntil: 'commit' }),
          () => `stayed at ${page.url()}`,
        ),
      }
  }
}

async function opened(page: Page, url: string, timeout: number): Promise<Performed> {
  let answered: number | undefined
  const note = (answer: Response) => {
    if (answer.request().isNavigationRequest() && answer.frame() === page.mainFrame()) answered = answer.status()
  }
  page.on('response', note)
  try {
    await page.goto(url, { timeout, waitUntil: 'load' })
    return { answered, refusal: answered !== undefined && answered >= 400 ? `answered ${answered}` : undefined }
  } catch (cause) {
    const code = /net::(ERR_\w+)/.exec(String(cause))?.[1]
    if (code === 'ERR_HTTP_RESPONSE_CODE_FAILURE' && answered !== undefined) return { answered, refusal: `answered ${answered}` }
    return { answered, refusal: code ? `could not be opened: ${code}` : 'did not load in time' }
  } finally {
    page.off('response', note)
  }
}

/** Does something to what a selector finds, and says what stood in the way. */
async function acted(page: Page, selector: string, act: (place: Locator) => Promise<unknown>, verb: string): Promise<string | undefined> {
  const place = found(page, selector)
  try {
    await act(place)
    return undefined
  } catch (cause) {
    if (/is not a valid selector|Unexpected token|Unknown engine|parsing css selector/i.test(String(cause)))
      return `cannot read the selector ${selector}`
    const count = await place.count().catch(() => 0)
    if (count === 0) return `found no ${selector}`
    if (count > 1 && verb !== 'seen') return `found ${count} of ${selector}, and one is meant; say it more narrowly`
    if (
      !(await place
        .first()
        .isVisible()
        .catch(() => false))
    )
      return `found ${selector}, but it is not visible`
    if (
      !(await place
        .first()
        .isEnabled()
        .catch(() => true))
    )
      return `found ${selector}, but it is disabled`
    return `found ${selector}, but it could not be ${verb}: something may lie over it`
  }
}

async function orSentence(work: Promise<unknown>, sentence: () => string): Promise<string | undefined> {
  try {
    await work
    return undefined
  } catch {
    return sentence()
  }
}

/** `label=`, `placeholder=` and `testid=` beside what Playwright knows: CSS, `text=`, `role=button[name="Save"]`, `xpath=`. */
function found(page: Page, selector: string): Locator {
  const [, by, value = ''] = /^(label|placeholder|testid)=(.+)$/s.exec(selector) ?? []
  if (by === 'label') return page.getByLabel(value)
  if (by === 'placeholder') return page.getByPlaceholder(value)
  return by === 'testid' ? page.getByTestId(value) : page.locator(selector)
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
