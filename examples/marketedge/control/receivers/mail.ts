import addressparser from 'nodemailer/lib/addressparser'
import { parseHeaderValue } from 'nodemailer/lib/mime-funcs'
import { type Draft, linksIn, oneLine, type Part, spansOf } from './message.ts'

const DEEPEST = 5
const MOST_PARTS = 40
const MOST_TEXT = 64 * 1024

/** A mail as far as a reader needs it: RFC 5322 with MIME, one character a byte as it came. */
export function draftOfMail(raw: Buffer, recipients: readonly string[]): Draft {
  const source = raw.toString('latin1')
  const { headers } = entity(source)
  const leaves = leavesOf(source)
  const text = leaves.find(({ type }) => type === 'text/plain')
  const html = leaves.find(({ type }) => type === 'text/html')
  const header = (name: string) => oneLine(decodeWords(headers.get(name) ?? ''), 1_000)
  const written = text ? textOf(text) : ''
  const markup = html ? textOf(html) : ''
  const links = [...new Set([...linksIn(written), ...linksIn(markup.replaceAll('&amp;', '&'))])]
  const delivered = recipients.join(', ')
  const others = leaves.filter((leaf) => leaf !== text && leaf !== html).map(({ type }) => type)
  const facts = [
    ['From', people(headers.get('from'))],
    ['To', people(headers.get('to'))],
    ['Cc', people(headers.get('cc'))],
    ['Delivered to', delivered === people(headers.get('to')) ? '' : delivered],
    ['Reply-To', people(headers.get('reply-to'))],
    ['Message-ID', header('message-id')],
    ['In reply to', header('in-reply-to')],
    ['Also in it', oneLine(others.join(', '))],
  ] as const
  return {
    to: oneLine(delivered, 120),
    title: header('subject') || '(no subject)',
    parts: [
      {
        kind: 'facts',
        rows: facts.flatMap(([label, value]) => (value === '' ? [] : [[label, [{ text: oneLine(value, 1_000) }]] as const])),
      },
      ...(written === '' ? [] : [{ kind: 'text', spans: spansOf(written) } as const]),
      ...(written === '' && markup === '' ? [{ kind: 'quiet', spans: [{ text: 'There is no text in it.' }] } as const] : []),
      ...(links.length > 0 ? [{ kind: 'links', links } as const] : []),
      ...(markup === '' ? [] : [{ kind: 'source', title: 'HTML, as text', text: markup } satisfies Part]),
    ],
    source: raw.toString('utf8'),
  }
}

type Entity = { readonly headers: ReadonlyMap<string, string>; readonly body: string }
type Leaf = { readonly type: string; readonly charset: string; readonly encoding: string; readonly body: string }

/** The first header of each name counts: a second subject or sender is not shown in its place. */
function entity(source: string): Entity {
  const gap = /^\r?\n|\r?\n\r?\n/.exec(source)
  const before = gap ? source.slice(0, gap.index) : source
  const headers = new Map<string, string>()
  for (const line of before.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim())
  }
  return { headers, body: gap ? source.slice(gap.index + gap[0].length) : '' }
}

function leavesOf(source: string, depth = 0): readonly Leaf[] {
  const { headers, body } = entity(source)
  const { value, params } = parseHeaderValue(headers.get('content-type') ?? 'text/plain')
  const type = value.toLowerCase()
  const encoding = (headers.get('content-transfer-encoding') ?? '').trim().toLowerCase()
  if (!type.startsWith('multipart/') || !params.boundary) return [{ type, charset: params.charset ?? 'utf-8', encoding, body }]
  if (depth >= DEEPEST) return []
  // What stands before the first boundary is for readers from before MIME, and what stands behind the last is nothing.
  const pieces = `\n${body}`.split(`\n--${params.boundary}`).slice(1, MOST_PARTS)
  return pieces
    .filter((piece) => !piece.startsWith('--'))
    .flatMap((piece) => leavesOf(piece.replace(/^[ \t]*\r?\n/, ''), depth + 1))
    .slice(0, MOST_PARTS)
}

function textOf({ body, charset, encoding }: Leaf): string {
  const bytes =
    encoding === 'base64'
      ? Buffer.from(body, 'base64')
      : Buffer.from(encoding === 'quoted-printable' ? quotedPrintable(body.replace(/=[ \t]{0,80}\r?\n/g, '')) : body, 'latin1')
  return decode(bytes, charset).replaceAll('\r\n', '\n').slice(0, MOST_TEXT).trim()
}

const quotedPrintable = (text: string): string =>
  text.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

function decode(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

/** Encoded words (RFC 2047); what is between two of them is only folding. Bytes of bare UTF-8 (RFC 6532) are read as such. */
export function decodeWords(header: string): string {
  const bare = Buffer.from(header, 'latin1').toString('utf8')
  return bare
    .slice(0, 10_000)
    .replace(/(=\?[^?\s]{1,40}\?[bq]\?[^?\s]{0,200}\?=)\s{1,80}(?==\?)/gi, '$1')
    .replace(/=\?([^?\s*]{1,40})(?:\*[^?\s]{0,20})?\?([bq])\?([^?\s]{0,200})\?=/gi, (_, charset: string, how: string, word: string) =>
      decode(
        how.toLowerCase() === 'b' ? Buffer.from(word, 'base64') : Buffer.from(quotedPrintable(word.replaceAll('_', ' ')), 'latin1'),
        charset,
      ),
    )
}

/** An encoded comma must not become a second address, so names are decoded after they were told apart. */
const people = (header: string | undefined): string =>
  addressparser((header ?? '').slice(0, 2_000), { flatten: true })
    .map(({ name, address }) => (name === '' ? address : `${decodeWords(name)} <${address}>`))
    .join(', ')
