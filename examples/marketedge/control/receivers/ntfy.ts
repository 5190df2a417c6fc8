import { jsonObject } from '../http.ts'
import { decodeWords } from './mail.ts'
import { type Draft, oneLine, safeHref, spansOf } from './message.ts'
import { type Answer, type Call, HTTP_MODES, type HttpReceiver, type Reading, type Refusing } from './receiver.ts'

/**
 * A topic of ntfy: published as JSON to the root, or as text with headers to the topic.
 *
 * @see https://docs.ntfy.sh/publish/
 */
export const ntfy = (): HttpReceiver => ({
  name: 'ntfy',
  title: 'ntfy',
  mounts: ['ntfy'],
  paths: ['/ntfy'],
  modes: HTTP_MODES,
  read(call) {
    // The root of ntfy ends in a slash.
    const [topic = '', ...more] = call.path
    if ((call.method !== 'POST' && call.method !== 'PUT') || more.length > 0) return undefined
    return publish(call, topic === '' ? asJson(call) : asText(call, topic))
  },
  refuses: (mode) => REFUSALS[mode],
})

const ABOUT = 'https://docs.ntfy.sh/publish/#limitations'
const error = (code: number, says: string): Answer => ({
  status: Math.floor(code / 100),
  body: { code, http: Math.floor(code / 100), error: says, link: ABOUT },
})
const REFUSALS: Readonly<Record<Refusing, Answer>> = {
  '429': error(42901, 'limit reached: too many requests'),
  '500': error(50001, 'internal server error'),
  '400': error(40024, 'invalid request: body must be valid JSON'),
}

const PRIORITIES = ['min', 'low', 'default', 'high', 'max'] as const
const DEFAULT_PRIORITY = 3

type Publication = {
  readonly topic: string
  readonly title: string
  readonly message: string
  readonly priority: number
  readonly tags: readonly string[]
  readonly click: string | undefined
  readonly actions: readonly (readonly [label: string, url: string])[]
}

function asJson({ body }: Call): Publication | undefined {
  const given = jsonObject(body.toString())
  if (!given) return undefined
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.slice(0, 20) : [])
  return {
    topic: text(given.topic),
    title: text(given.title),
    message: text(given.message),
    priority: Number(given.priority ?? DEFAULT_PRIORITY),
    tags: list(given.tags).map(text),
    click: text(given.click) || undefined,
    actions: list(given.actions).flatMap((action) => {
      const { label, url } = (action ?? {}) as Record<string, unknown>
      return typeof label === 'string' && typeof url === 'string' ? [[label, url] as const] : []
    }),
  }
}

function asText({ headers, body }: Call, topic: string): Publication {
  const one = (...names: readonly string[]): string | undefined => {
    const given = names.map((name) => headers[name]).find((value) => typeof value === 'string')
    return given === undefined ? undefined : decodeWords(given)
  }
  const priority = one('x-priority', 'priority', 'prio', 'p') ?? String(DEFAULT_PRIORITY)
  const word = PRIORITIES.indexOf(priority.toLowerCase() as (typeof PRIORITIES)[number])
  return {
    topic,
    title: one('x-title', 'title', 't') ?? '',
    message: body.toString(),
    priority: word >= 0 ? word + 1 : Number(priority),
    tags: (one('x-tags', 'tags', 'tag', 'ta') ?? '').split(',').filter((tag) => tag !== ''),
    click: one('x-click', 'click'),
    actions: [],
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

function publish(call: Call, publication: Publication | undefined): Reading {
  const draft = draftOf(call, publication)
  if (!publication) return { answer: error(40024, 'invalid request: body must be valid JSON'), refused: true, draft }
  const { topic, title, message, priority } = publication
  if (!/^[-_A-Za-z0-9]{1,64}$/.test(topic)) return { answer: error(40009, 'invalid request: topic invalid'), refused: true, draft }
  if (!Number.isInteger(priority) || priority < 1 || priority > 5)
    return { answer: error(40007, 'invalid request: priority invalid'), refused: true, draft }
  const time = Math.floor(call.at.getTime() / 1_000)
  const id = `me${call.sequence}`
  return {
    answer: { status: 200, body: { id, time, expires: time + 43_200, event: 'message', topic, title, message, priority } },
    refused: false,
    draft,
  }
}

function draftOf(call: Call, publication: Publication | undefined): Draft {
  const source = call.body.toString()
  if (!publication) return { to: 'no topic', title: 'Not a publication', parts: [], source }
  const { topic, title, message, priority, tags, click, actions } = publication
  const word = PRIORITIES[priority - 1]
  const links = [click ?? '', ...actions.map(([, url]) => url)].flatMap((url) => safeHref(url) ?? [])
  return {
    to: oneLine(topic, 64),
    title: oneLine(title || message || 'triggered'),
    parts: [
      { kind: 'text', spans: spansOf(message) },
      {
        kind: 'facts',
        rows: [
          ['Priority', [{ text: word ? `${priority}, ${word}` : 'not valid' }]],
          ...(tags.length > 0 ? [['Tags', [{ text: oneLine(tags.join(', ')) }]] as const] : []),
          ...actions.map(([label]) => ['Action', [{ text: oneLine(label, 80) }]] as const),
        ],
      },
      ...(links.length > 0 ? [{ kind: 'links', links: [...new Set(links)] } as const] : []),
    ],
    source,
  }
}
