import type { Locator, Page, Request, Response } from 'playwright-core'
import { systemClock } from '../../../runtime/clock.ts'
import type { Deed } from './plan'

/** What a busy page is asked about itself may never come; then it is taken for not so. */
const ASK_MS = 1_000

export type Performed = { readonly refusal?: string | undefined; readonly answered?: number | undefined }

/** @param timeout in milliseconds */
export async function perform(page: Page, deed: Exclude<Deed, { kind: 'screenshot' }>, timeout: number): Promise<Performed> {
  switch (deed.kind) {
    case 'goto':
      return await opened(page, deed.url, timeout)
    case 'fill':
      return { refusal: await acted(page, deed.selector, (place) => place.fill(deed.value, { timeout }), 'filled') }
    case 'click':
      return { refusal: await acted(page, deed.selector, (place) => place.click({ timeout }), 'clicked') }
    case 'press':
      return { refusal: await orSentence(page.keyboard.press(deed.key), () => `knows no key ${deed.key}`) }
    case 'expectText':
      return {
        refusal: await orSentence(
          page.getByText(deed.text).filter({ visible: true }).first().waitFor({ state: 'visible', timeout }),
          () => `found no text "${deed.text}"`,
        ),
      }
    case 'expectVisible':
      return { refusal: await acted(page, deed.selector, (place) => place.first().waitFor({ state: 'visible', timeout }), 'seen') }
    case 'expectUrl':
      return {
        refusal: await orSentence(
          page.waitForURL(({ href }) => href.includes(deed.part), { timeout, waitUntil: 'commit' }),
          () => `stayed at ${page.url()}`,
        ),
      }
  }
}

/** The browser's own words for what happens to a page, in ours. Others are told as they are. */
const ERRORS: Readonly<Record<string, string>> = {
  ERR_TOO_MANY_REDIRECTS: 'redirects without end',
  ERR_EMPTY_RESPONSE: 'closed the connection without an answer',
  ERR_CERT_AUTHORITY_INVALID: 'has a certificate that is not trusted',
  ERR_CERT_COMMON_NAME_INVALID: 'has a certificate for another name',
  ERR_CERT_DATE_INVALID: 'has a certificate that has ended or not begun',
  ERR_CONTENT_LENGTH_MISMATCH: 'broke off in the middle',
  ERR_INCOMPLETE_CHUNKED_ENCODING: 'broke off in the middle',
  ERR_UNSAFE_REDIRECT: 'redirects to what is no web page',
}

async function opened(page: Page, url: string, timeout: number): Promise<Performed> {
  let answered: number | undefined
  const note = (answer: Response) => {
    if (isNavigation(answer.request(), page)) answered = answer.status()
  }
  // Of a page that breaks off in the middle the browser shows what came, and says neither that it is loaded nor that it is not.
  const { promise: brokenOff, resolve } = Promise.withResolvers<Error>()
  const noteBroken = (request: Request) => {
    const why = request.failure()?.errorText ?? ''
    // What is aborted may be a download, of which the driver says so.
    if (answered !== undefined && why !== 'net::ERR_ABORTED' && isNavigation(request, page)) resolve(new Error(why))
  }
  page.on('response', note)
  page.on('requestfailed', noteBroken)
  const went = page.goto(url, { timeout, waitUntil: 'load' }).then(
    () => undefined,
    (cause: unknown) => cause,
  )
  const cause = await Promise.race([went, brokenOff])
  page.off('response', note)
  page.off('requestfailed', noteBroken)
  if (cause === undefined) return { answered, refusal: answered !== undefined && answered >= 400 ? `answered ${answered}` : undefined }
  if (/download is starting/i.test(String(cause))) return { answered, refusal: 'is a download, and no page' }
  const code = /net::(ERR_\w+)/.exec(String(cause))?.[1]
  if (code === 'ERR_HTTP_RESPONSE_CODE_FAILURE' && answered !== undefined) return { answered, refusal: `answered ${answered}` }
  return { answered, refusal: code ? (ERRORS[code] ?? `could not be opened: ${code}`) : 'did not load in time' }
}

const isNavigation = (request: Request, page: Page): boolean => request.isNavigationRequest() && request.frame() === page.mainFrame()

/** Does something to what a selector finds, and says what stood in the way. */
async function acted(page: Page, selector: string, act: (place: Locator) => Promise<unknown>, verb: string): Promise<string | undefined> {
  const place = found(page, selector)
  try {
    await act(place)
    return undefined
  } catch (cause) {
    if (/is not a valid selector|Unexpected token|Unknown engine|parsing css selector/i.test(String(cause)))
      return `cannot read the selector ${selector}`
    const count = await soon(place.count(), undefined)
    if (count === undefined) return 'was too busy to answer'
    if (count === 0) return `found no ${selector}`
    if (count > 1 && verb !== 'seen') return `found ${count} of ${selector}, and one is meant; say it more narrowly`
    if (!(await soon(place.first().isVisible(), false))) return `found ${selector}, but it is not visible`
    if (!(await soon(place.first().isEnabled({ timeout: ASK_MS }), true))) return `found ${selector}, but it is disabled`
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

async function soon<Answer, Otherwise>(answer: Promise<Answer>, otherwise: Otherwise): Promise<Answer | Otherwise> {
  const { promise: late, resolve } = Promise.withResolvers<Otherwise>()
  const timer = systemClock.after(ASK_MS, () => resolve(otherwise))
  const said = await Promise.race([answer.catch(() => otherwise), late])
  timer.cancel()
  return said
}

/** `label=`, `placeholder=` and `testid=` beside what Playwright knows: CSS, `text=`, `role=button[name="Save"]`, `xpath=`. */
export function found(page: Page, selector: string): Locator {
  const [, by, value = ''] = /^(label|placeholder|testid)=(.+)$/s.exec(selector) ?? []
  if (by === 'label') return page.getByLabel(value)
  if (by === 'placeholder') return page.getByPlaceholder(value)
  return by === 'testid' ? page.getByTestId(value) : page.locator(selector)
}
