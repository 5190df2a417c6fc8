import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { may } from '../../access/model'
import { sentenceOf } from '../../kernel/errors'
import { projectRoot } from '../../runtime/root'
import { addressOfPage } from '../../status/addresses'
import type { StatusPage } from '../../status/model'
import { BADGES, badgeOf, badgeSvg } from '../../status/rules/badge'
import { monthOf } from '../../status/rules/calendar'
import { atomFeed, rssFeed } from '../../status/rules/feeds'
import { historyPage, missingPage, statusPage, unreadablePage } from '../../status/rules/page'
import type { PublicStatus } from '../../status/rules/snapshot'
import { FONT_PATH, STYLE } from '../../status/rules/style'
import type { WebApp } from '../app'
import type { IntakeAnswer, IntakeRequest, IntakeRoute } from '../intake'
import type { StatusBook } from './book'

const zip = promisify(gzip)

/** Written by our HTTP server where the host is a domain of a page: its links begin at the root. */
export const AT_DOMAIN = 'x-plimsoll-at-domain'

/** No script, nothing from elsewhere, and only the one style that is ours. */
const POLICY = [
  `default-src 'none'`,
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  `font-src 'self'`,
  `img-src 'self'`,
  `form-action 'self'`,
  `base-uri 'none'`,
  `frame-ancestors 'none'`,
].join('; ')

const FONT_FILE = 'node_modules/geist/dist/fonts/geist-sans/Geist-Variable.woff2'
const HTML = 'text/html; charset=utf-8'
const PAGE_HEADERS = { 'content-type': HTML, 'content-security-policy': POLICY } as const
/** A proxy may keep what everybody may see for as long as we do. */
const PUBLIC_CACHE = 'public, max-age=5'
const PRIVATE_CACHE = 'private, no-store'
/** Shown on other sites. */
const EVERYWHERE = { 'cross-origin-resource-policy': 'cross-origin', 'access-control-allow-origin': '*' } as const
const ZIPPED_FROM = 1_024
const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/
/** Of one status: its forms, its badges. */
const WRITTEN_MAX = 400

type Written = { readonly body: string; readonly zipped: Promise<Buffer> | undefined; readonly tag: string }

export type StatusParts = Pick<WebApp, 'settings' | 'log'> & { readonly book: StatusBook }

/** A whole answer for a page that there is not, or not for whoever asks: one, so that it tells nothing. */
export const missing = (): IntakeAnswer => ({ status: 404, headers: PAGE_HEADERS, body: missingPage() })

/** An answer that is a page, of something that was done or is to be. */
export const pageAnswer = (status: number, body: string): IntakeAnswer => ({
  status,
  // Its address may be a key.
  headers: { ...PAGE_HEADERS, 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' },
  body,
})

/** The page of a request, if whoever asks may see it. What keeps us from knowing who asks must not tell that there is one. */
export async function pageFor(
  book: StatusBook,
  { params, actor }: Pick<IntakeRequest, 'params' | 'actor'>,
): Promise<StatusPage | undefined> {
  const page = (await book.pages()).find(({ name }) => name === params.name)
  if (page?.visibility === 'public') return page
  // Also where there is no such page, so that it takes as long.
  const sees = await actor().then(
    (who) => may(who, 'read'),
    () => false,
  )
  return sees ? page : undefined
}

/** What its links begin with, for whoever asks. */
export const baseOf = ({ name }: Pick<StatusPage, 'name'>, { headers }: Pick<IntakeRequest, 'headers'>): string =>
  headers[AT_DOMAIN] === undefined ? `/status/${name}` : ''

/** `GET /status/<name>` and what belongs to it: for strangers, before Next, without a script. */
export function statusRoutes({ book, settings, log }: StatusParts): readonly IntakeRoute[] {
  /** What was written of a status, in each of its forms, for as long as that status is told. */
  const written = new WeakMap<PublicStatus, Map<string, Written>>()

  function textOf(status: PublicStatus, form: string, write: () => string): Written {
    const forms = written.get(status) ?? new Map<string, Written>()
    written.set(status, forms)
    const known = forms.get(form)
    if (known) return known
    const body = write()
    const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
    const made = { body, tag, zipped: body.length >= ZIPPED_FROM ? zip(body) : undefined }
    if (forms.size < WRITTEN_MAX) forms.set(form, made)
    return made
  }

  async function send(
    { headers }: IntakeRequest,
    page: StatusPage,
    { body, zipped, tag }: Written,
    own: Readonly<Record<string, string>>,
  ): Promise<IntakeAnswer> {
    const common = {
      ...own,
      etag: tag,
      vary: 'accept-encoding',
      'cache-control': page.visibility === 'public' ? PUBLIC_CACHE : PRIVATE_CACHE,
    }
    const known = String(headers['if-none-match'] ?? '').split(',')
    if (known.some((one) => one.trim().replace(/^W\//, '') === tag)) return { status: 304, headers: common }
    const takesZip = /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''))
    if (!zipped || !takesZip) return { status: 200, headers: common, body }
    return { status: 200, headers: { ...common, 'content-encoding': 'gzip' }, body: await zipped }
  }

  type Form = {
    readonly headers: Readonly<Record<string, string>>
    /** What it is written as, and the name under which that is remembered; undefined where there is no such thing. */
    write(about: {
      readonly status: PublicStatus
      readonly page: StatusPage
      readonly request: IntakeRequest
      readonly base: string
    }): { readonly form: string; readonly text: () => string } | undefined
  }

  const route = (end: string, { headers, write }: Form): IntakeRoute => ({
    method: 'GET',
    path: `/status/:name${end}`,
    right: 'anyone',
    answer: told(async (request) => {
      const page = await pageFor(book, request)
      if (!page) return missing()
      const status = await book.status(page)
      const made = write({ status, page, request, base: baseOf(page, request) })
      return made ? await send(request, page, textOf(status, `${end} ${made.form}`, made.text), headers) : missing()
    }),
  })
  const address = (page: StatusPage) => addressOfPage(page, settings.url)
  const feed = (type: string) => ({ 'content-type': `${type}; charset=utf-8`, ...EVERYWHERE })

  return [
    fontRoute(),
    route('', {
      headers: PAGE_HEADERS,
      write: ({ status, page, base }) => ({
        form: base,
        text: () => statusPage(status, base, { mail: page.mail !== undefined, webhooks: page.webhooks }, page.visibility === 'public'),
      }),
    }),
    route('/feed.atom', {
      headers: feed('application/atom+xml'),
      write: ({ status, page }) => ({ form: '', text: () => atomFeed(status, address(page)) }),
    }),
    route('/feed.rss', {
      headers: feed('application/rss+xml'),
      write: ({ status, page }) => ({ form: '', text: () => rssFeed(status, address(page)) }),
    }),
    route('/summary.json', {
      headers: { 'content-type': 'application/json; charset=utf-8', ...EVERYWHERE },
      write: ({ status }) => ({ form: '', text: () => JSON.stringify(status) }),
    }),
    route('/badge.svg', {
      headers: { 'content-type': 'image/svg+xml; charset=utf-8', 'content-security-policy': `default-src 'none'`, ...EVERYWHERE },
      write({ status, request: { query } }) {
        const badge = BADGES.find((one) => one === (query.get('show') ?? 'status'))
        const key = query.get('component') ?? undefined
        const made = badge && badgeOf(status, badge, key)
        return made && { form: `${badge} ${key ?? ''}`, text: () => badgeSvg(made) }
      },
    }),
    {
      method: 'GET',
      path: '/status/:name/history',
      right: 'anyone',
      answer: told(async (request) => {
        const page = await pageFor(book, request)
        if (!page) return missing()
        const status = await book.status(page)
        const month = request.query.get('month') ?? monthOf(page.timeZone, new Date(status.atMs))
        const history = MONTH.test(month) ? await book.month(page, month) : undefined
        if (!history) return missing()
        const base = baseOf(page, request)
        const text = () => historyPage(status, history, base, page.visibility === 'public')
        return await send(request, page, textOf(status, `history ${month} ${base}`, text), PAGE_HEADERS)
      }),
    },
  ]

  /** What cannot be read now, and is not remembered either, is said on a page: strangers read no problems. */
  function told(answer: (request: IntakeRequest) => Promise<IntakeAnswer>) {
    return (request: IntakeRequest): Promise<IntakeAnswer> =>
      answer(request).catch((cause) => {
        log.warn('A status page could not be read', { because: sentenceOf(cause) })
        return { status: 503, headers: { ...PAGE_HEADERS, 'retry-after': '30' }, body: unreadablePage() }
      })
  }
}

/** The letters of all pages, for ever: another file would have another name. */
function fontRoute(): IntakeRoute {
  let font: Promise<Buffer> | undefined
  return {
    method: 'GET',
    path: FONT_PATH,
    right: 'anyone',
    async answer() {
      font ??= readFile(join(projectRoot(), FONT_FILE))
      const body = await font.catch(() => undefined)
      if (!body) return missing()
      return { status: 200, headers: { 'content-type': 'font/woff2', 'cache-control': 'public, max-age=31536000, immutable' }, body }
    },
  }
}
