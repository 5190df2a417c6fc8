import { Refusal } from '../kernel/errors'
import { HttpRefusal } from './problem'

/** What a body of the API may weigh. */
export const BODY_BYTES = 256 * 1024
/** Deeper than any input of ours; a body of brackets alone would otherwise overflow the stack of what walks it. */
const DEPTH_MAX = 32

export const tooLarge = (maxBytes: number) =>
  new Refusal('too-large', `The body is larger than ${maxBytes / 1024} KiB, which is the most that is taken here.`)

export type Body = {
  readonly kind: 'json' | 'form' | 'none' | 'raw'
  readonly fields: Readonly<Record<string, unknown>>
  /** As it came; only of a raw one. */
  readonly text?: string
}

/** Reads a body as it came, for a signature over it. */
export const readRaw = async (request: Request, maxBytes: number = BODY_BYTES): Promise<Body> => ({
  kind: 'raw',
  fields: {},
  text: await readText(request, maxBytes),
})

/** Reads an object from the body of a request, counting while it comes in. */
export async function readBody(
  request: Request,
  { forms, maxBytes = BODY_BYTES }: { readonly forms: boolean; readonly maxBytes?: number },
): Promise<Body> {
  const text = await readText(request, maxBytes)
  if (text === '') return { kind: 'none', fields: {} }
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (forms && type === 'application/x-www-form-urlencoded') return { kind: 'form', fields: Object.fromEntries(new URLSearchParams(text)) }
  if (type !== 'application/json')
    throw new HttpRefusal(
      415,
      'unsupported-media-type',
      `The body must be application/json, not ${type ? `"${type.slice(0, 80)}"` : 'unnamed'}.`,
    )
  return { kind: 'json', fields: parseObject(text) }
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  if (!request.body) return ''
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes)
  const reader = request.body.getReader()
  const chunks: Uint8Array[] = []
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    bytes += value.byteLength
    if (bytes > maxBytes) {
      await reader.cancel().catch(() => {})
      throw tooLarge(maxBytes)
    }
    chunks.push(value)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw new HttpRefusal(400, 'malformed', 'The body is not UTF-8.')
  }
}

/** A JSON object, or an `HttpRefusal` that says where it ends to be one. */
export function parseObject(text: string): Readonly<Record<string, unknown>> {
  if (depthOf(text) > DEPTH_MAX) throw new HttpRefusal(400, 'malformed', `The body is nested deeper than ${DEPTH_MAX} levels.`)
  let value: unknown
  try {
    value = JSON.parse(text, (key, inner) => {
      if (key === '__proto__') throw new HttpRefusal(400, 'malformed', 'The body has a key "__proto__", which is refused.')
      return inner
    })
  } catch (cause) {
    if (cause instanceof HttpRefusal) throw cause
    throw new HttpRefusal(
      400,
      'malformed',
      `The body is not JSON: ${cause instanceof Error ? cause.message.slice(0, 200) : 'it cannot be read'}.`,
    )
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new HttpRefusal(
      400,
      'malformed',
      `The body must be a JSON object, not ${value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`}.`,
    )
  return value as Record<string, unknown>
}

/** How deep brackets are nested outside strings. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i)
    if (inString) {
      if (char === 0x5c) i++
      else if (char === 0x22) inString = false
    } else if (char === 0x22) inString = true
    else if (char === 0x7b || char === 0x5b) deepest = Math.max(deepest, ++depth)
    else if (char === 0x7d || char === 0x5d) depth--
  }
  return deepest
}
