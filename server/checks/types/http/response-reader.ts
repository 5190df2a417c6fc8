/** Larger headers are refused; servers themselves commonly stop at 8 to 16 KiB. */
const MOST_HEAD_BYTES = 64 * 1024
const MOST_INTERIM = 10
const LONGEST_CHUNK_LINE = 1024

export type Header = readonly [name: string, value: string]
type Stage = 'head' | 'sized' | 'chunk-line' | 'chunk' | 'chunk-end' | 'trailers' | 'until-close' | 'done' | 'failed'

/**
 * Reads one HTTP/1.x response from the bytes of a connection (RFC 9112), a few hundred bytes at a time or all at once.
 * The body is passed on as it comes and never kept.
 */
export class ResponseReader {
  status = 0
  /** `HTTP/1.1 503 Service Unavailable` */
  statusLine = ''
  headers: Header[] = []
  /** Why it cannot be read, in words that follow "the answer"; set when the stage is `failed`. */
  failure = ''
  stage: Stage = 'head'
  readonly #hasNoBody: boolean
  readonly #onBody: (bytes: Buffer) => void
  #held: Buffer | undefined
  #left = 0
  #sized = 0
  #interim = 0

  constructor(hasNoBody: boolean, onBody: (bytes: Buffer) => void) {
    this.#hasNoBody = hasNoBody
    this.#onBody = onBody
  }

  get isOver(): boolean {
    return this.stage === 'done' || this.stage === 'failed'
  }

  push(chunk: Buffer): void {
    let rest = chunk
    while (rest.length > 0 && !this.isOver) rest = this.#take(rest)
  }

  /** The other side has closed. */
  end(): void {
    if (this.isOver) return
    if (this.stage === 'until-close') this.stage = 'done'
    else if (this.stage === 'sized') this.#fail(`ended after ${this.#sized - this.#left} of ${this.#sized} bytes`)
    else if (this.stage === 'head')
      this.#fail(this.#held ? 'ended within its headers' : 'never came: the connection was closed without one')
    else this.#fail('ended in the middle of its body')
  }

  /** The value of a header, by its lower-case name; the first if there are several. */
  header(name: string): string | undefined {
    for (const [known, value] of this.headers) if (known.length === name.length && known.toLowerCase() === name) return value
    return undefined
  }

  #take(bytes: Buffer): Buffer {
    switch (this.stage) {
      case 'head':
        return this.#takeHead(bytes)
      case 'sized':
      case 'chunk':
        return this.#takeSized(bytes)
      case 'chunk-line':
      case 'chunk-end':
      case 'trailers':
        return this.#takeLine(bytes)
      default:
        this.#onBody(bytes)
        return EMPTY
    }
  }

  #takeHead(bytes: Buffer): Buffer {
    const all = this.#held ? Buffer.concat([this.#held, bytes]) : bytes
    if (!looksLikeHttp(all)) return this.#fail(`is not HTTP: it begins with ${JSON.stringify(all.toString('latin1', 0, 40))}`)
    const end = endOfHead(all, Math.max(0, (this.#held?.length ?? 0) - 3))
    if (end === undefined) {
      this.#held = all
      return all.length > MOST_HEAD_BYTES ? this.#fail(`has headers of more than ${MOST_HEAD_BYTES / 1024} KiB`) : EMPTY
    }
    this.#held = undefined
    if (end > MOST_HEAD_BYTES) return this.#fail(`has headers of more than ${MOST_HEAD_BYTES / 1024} KiB`)
    this.#readHead(all.toString('latin1', 0, end))
    return all.subarray(end)
  }

  #readHead(head: string): void {
    const lines = head.split('\n')
    const statusLine = withoutReturn(lines[0] ?? '')
    const [, status] = /^HTTP\/1\.[01] ([1-9]\d\d)(?: .*)?$/.exec(statusLine) ?? []
    if (!status) return void this.#fail(`has a malformed first line: ${JSON.stringify(statusLine.slice(0, 60))}`)
    this.status = Number(status)
    this.statusLine = statusLine
    this.headers = []
    for (let index = 1; index < lines.length; index++) {
      const line = withoutReturn(lines[index] ?? '')
      if (line === '') continue
      const previous = this.headers.at(-1)
      if ((line[0] === ' ' || line[0] === '\t') && previous) {
        this.headers[this.headers.length - 1] = [previous[0], `${previous[1]} ${line.trim()}`]
        continue
      }
      const colon = line.indexOf(':')
      if (colon < 1) return void this.#fail(`has a malformed header: ${JSON.stringify(line.slice(0, 60))}`)
      this.headers.push([line.slice(0, colon).trimEnd(), line.slice(colon + 1).trim()])
    }
    this.#chooseFraming()
  }

  #chooseFraming(): void {
    if (this.status < 200 && this.status !== 101) {
      if (++this.#interim > MOST_INTERIM) this.#fail(`is preceded by more than ${MOST_INTERIM} interim ones`)
      return
    }
    if (this.#hasNoBody || this.status === 101 || this.status === 204 || this.status === 304) {
      this.stage = 'done'
      return
    }
    const coding = this.header('transfer-encoding')?.toLowerCase()
    if (coding !== undefined && coding !== 'identity') {
      if (coding !== 'chunked') this.#fail(`has a transfer-encoding that was not asked for: ${coding}`)
      else this.stage = 'chunk-line'
      return
    }
    const length = this.#contentLength()
    if (length === undefined) this.stage = 'until-close'
    else if (length >= 0) {
      this.#left = length
      this.#sized = length
      this.stage = length === 0 ? 'done' : 'sized'
    }
  }

  /** `undefined` when there is none; -1 after a failure. Several that agree count as one (RFC 9112, section 6.3). */
  #contentLength(): number | undefined {
    let found: string | undefined
    for (const [name, value] of this.headers) {
      if (name.length !== 14 || name.toLowerCase() !== 'content-length') continue
      for (const part of value.split(',')) {
        const text = part.trim()
        if (!/^\d{1,15}$/.test(text) || (found !== undefined && found !== text)) {
          this.#fail(`has a content-length that makes no sense: ${value.slice(0, 40)}`)
          return -1
        }
        found = text
      }
    }
    return found === undefined ? undefined : Number(found)
  }

  #takeSized(bytes: Buffer): Buffer {
    const part = bytes.length <= this.#left ? bytes : bytes.subarray(0, this.#left)
    this.#left -= part.length
    if (this.#left === 0) this.stage = this.stage === 'chunk' ? 'chunk-end' : 'done'
    this.#onBody(part)
    return bytes.subarray(part.length)
  }

  #takeLine(bytes: Buffer): Buffer {
    const at = bytes.indexOf(0x0a)
    const part = at < 0 ? bytes : bytes.subarray(0, at)
    const line = this.#held ? Buffer.concat([this.#held, part]) : part
    if (line.length > LONGEST_CHUNK_LINE) return this.#fail('has a chunk whose size is not given properly')
    if (at < 0) {
      this.#held = Buffer.from(line)
      return EMPTY
    }
    this.#held = undefined
    this.#readLine(withoutReturn(line.toString('latin1')))
    return bytes.subarray(at + 1)
  }

  #readLine(line: string): void {
    if (this.stage === 'trailers') {
      if (line === '') this.stage = 'done'
      else if (++this.#interim > 100) this.#fail('has trailers without end')
      return
    }
    if (this.stage === 'chunk-end') {
      if (line !== '') this.#fail('has a chunk that is longer than it said')
      else this.stage = 'chunk-line'
      return
    }
    const [, digits] = /^([0-9a-f]{1,12})[ \t]*(?:;.*)?$/i.exec(line) ?? []
    if (!digits) return void this.#fail(`has a chunk whose size is not given properly: ${JSON.stringify(line.slice(0, 40))}`)
    this.#left = Number.parseInt(digits, 16)
    this.stage = this.#left === 0 ? 'trailers' : 'chunk'
  }

  #fail(failure: string): Buffer {
    this.stage = 'failed'
    this.failure = failure
    return EMPTY
  }
}

const EMPTY = Buffer.alloc(0)
const START = Buffer.from('HTTP/')
const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line)

function looksLikeHttp(bytes: Buffer): boolean {
  const length = Math.min(bytes.length, START.length)
  for (let index = 0; index < length; index++) if (bytes[index] !== START[index]) return false
  return true
}

/** The index after the empty line, also where a server sends bare line feeds. */
function endOfHead(bytes: Buffer, from: number): number | undefined {
  for (let at = bytes.indexOf(0x0a, from); at >= 0; at = bytes.indexOf(0x0a, at + 1)) {
    if (bytes[at + 1] === 0x0a) return at + 2
    if (bytes[at + 1] === 0x0d && bytes[at + 2] === 0x0a) return at + 3
  }
  return undefined
}
