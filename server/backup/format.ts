import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { deflateRaw, inflateRaw } from 'node:zlib'
import { z } from 'zod'
import { invalid } from '../kernel/errors'

const deflate = promisify(deflateRaw)
const inflate = promisify(inflateRaw)

/** Raised when a reader of before could not make sense of a file any more; what tables hold is told by the migrations in the manifest. */
export const FORMAT = 1
const MAGIC = `PLIMSOLL BACKUP ${FORMAT}\n`
const MAGIC_BYTES = Buffer.byteLength(MAGIC)
const HEAD_BYTES = 5
const DIGEST_BYTES = 32
/** Of a chunk of rows before it is packed. */
const CHUNK_BYTES = 262_144
/** No frame of ours comes near; a length beyond it is damage, and must not be taken for memory. */
const FRAME_MAX = 16 * 2 ** 20
/** One row may be larger than a chunk; nothing that we store comes near this. */
const UNPACKED_MAX = 64 * 2 ** 20

export const HISTORIES = ['all', '90d', 'none'] as const
export type History = (typeof HISTORIES)[number]

const Manifest = z.object({
  /** Of the Plimsoll that wrote it. */
  version: z.string(),
  madeAt: z.iso.datetime(),
  history: z.enum(HISTORIES),
  migrations: z.array(z.object({ number: z.int(), name: z.string(), checksum: z.string() })).min(1),
  /** The secret of the installation, sealed by a passphrase. */
  key: z.object({ salt: z.string(), sealed: z.string() }).optional(),
})
export type Manifest = z.infer<typeof Manifest>

const Opening = z.object({ name: z.string(), table: z.string(), columns: z.array(z.string()).min(1) })
/** What follows are rows of one table, or of one day of results. */
export type Opening = z.infer<typeof Opening>

const Closing = z.object({ rows: z.int(), bytes: z.int(), sha256: z.string() })
/** What a section was: SHA-256 of its rows before they were packed. */
export type Closing = z.infer<typeof Closing>
export type Section = Opening & Closing

const Ending = z.object({ sections: z.int(), rows: z.int() })

const KINDS = { manifest: 'M', open: 'S', rows: 'D', close: 'E', end: 'Z' } as const
const KIND_OF = new Map(Object.entries(KINDS).map(([name, letter]) => [letter.charCodeAt(0), name as keyof typeof KINDS]))

type Write = (bytes: Buffer) => Promise<void>

/** Writes a backup piece by piece; never holds more than a chunk of it. */
export function backupWriter(write: Write) {
  let chain = createHash('sha256').update(MAGIC).digest()
  const frame = async (kind: keyof typeof KINDS, payload: Buffer) => {
    const head = Buffer.alloc(HEAD_BYTES)
    head.write(KINDS[kind], 0, 'latin1')
    head.writeUInt32BE(payload.length, 1)
    chain = linked(chain, head, payload)
    await write(Buffer.concat([head, payload, chain]))
  }
  const told = (kind: keyof typeof KINDS, facts: object) => frame(kind, Buffer.from(JSON.stringify(facts)))
  const totals = { sections: 0, rows: 0 }

  return {
    async begin(manifest: Manifest): Promise<void> {
      await write(Buffer.from(MAGIC))
      await told('manifest', manifest)
    },
    /** @param rows lines as `copy … to stdout` writes them, in pieces of any size */
    async section(opening: Opening, rows: AsyncIterable<Uint8Array>): Promise<Section> {
      await told('open', opening)
      const hash = createHash('sha256')
      let waiting: Uint8Array[] = []
      let waitingBytes = 0
      let bytes = 0
      let count = 0
      const flush = async () => {
        if (waitingBytes === 0) return
        const whole = Buffer.concat(waiting)
        waiting = []
        waitingBytes = 0
        await frame('rows', await deflate(whole, { level: 3 }))
      }
      for await (const piece of rows) {
        hash.update(piece)
        count += newlinesIn(piece)
        bytes += piece.byteLength
        waiting.push(piece)
        waitingBytes += piece.byteLength
        if (waitingBytes >= CHUNK_BYTES) await flush()
      }
      await flush()
      const closing = { rows: count, bytes, sha256: hash.digest('hex') }
      await told('close', closing)
      totals.sections++
      totals.rows += count
      return { ...opening, ...closing }
    },
    async end(): Promise<void> {
      await told('end', totals)
    },
  }
}

/** What a backup is made of, in its order. */
export type Piece =
  | { readonly kind: 'manifest'; readonly manifest: Manifest }
  | { readonly kind: 'open'; readonly opening: Opening }
  | { readonly kind: 'rows'; readonly bytes: Buffer }
  | { readonly kind: 'close'; readonly section: Section }

/**
 * Reads a backup piece by piece, and lets nothing pass that is not as it was written: each frame carries the SHA-256 of all before it.
 *
 * @param name of the file, for sentences
 * @throws Refusal `invalid` that names what is wrong and where: another kind of file, a newer one, altered, cut off, longer than it was
 */
export async function* readBackup(name: string, source: AsyncIterable<Uint8Array>): AsyncGenerator<Piece> {
  const bytes = cursorOver(source)
  await readMagic(name, bytes)
  let chain = createHash('sha256').update(MAGIC).digest()
  let place = 'the manifest'
  let open: { readonly opening: Opening; readonly hash: ReturnType<typeof createHash>; rows: number; bytes: number } | undefined
  const totals = { sections: 0, rows: 0 }
  const wrong = (what: string, at: number) => invalid(`${name} ${what} (in ${place}, at byte ${at}): ${WAY_OUT}`)

  for (let isFirst = true; ; isFirst = false) {
    const at = bytes.taken
    const head = await bytes.take(HEAD_BYTES)
    const length = head?.readUInt32BE(1) ?? 0
    if (!head) throw wrong('is cut off', at)
    if (length > FRAME_MAX) throw wrong('was altered', at)
    const [payload, digest] = [await bytes.take(length), await bytes.take(DIGEST_BYTES)]
    if (!payload || !digest) throw wrong('is cut off or was altered', at)
    chain = linked(chain, head, payload)
    if (!chain.equals(digest)) throw wrong('was altered', at)
    const kind = KIND_OF.get(head[0] ?? 0)
    const facts = <T>(schema: z.ZodType<T>): T => {
      const parsed = schema.safeParse(JSON.parse(payload.toString('utf8')))
      if (!parsed.success) throw wrong('holds what this version cannot read', at)
      return parsed.data
    }
    if (isFirst !== (kind === 'manifest') || (open === undefined && (kind === 'rows' || kind === 'close')))
      throw wrong('is not in the order of a backup', at)
    if (kind === 'manifest') yield { kind, manifest: facts(Manifest) }
    else if (kind === 'open') {
      const opening = facts(Opening)
      open = { opening, hash: createHash('sha256'), rows: 0, bytes: 0 }
      place = `section ${opening.name}`
      yield { kind, opening }
    } else if (kind === 'rows' && open) {
      const rows = await inflate(payload, { maxOutputLength: UNPACKED_MAX })
      open.hash.update(rows)
      open.bytes += rows.length
      open.rows += newlinesIn(rows)
      yield { kind, bytes: rows }
    } else if (kind === 'close' && open) {
      const closing = facts(Closing)
      if (closing.sha256 !== open.hash.digest('hex') || closing.rows !== open.rows || closing.bytes !== open.bytes)
        throw wrong('was altered: its checksum does not hold', at)
      totals.sections++
      totals.rows += open.rows
      yield { kind, section: { ...open.opening, ...closing } }
      open = undefined
      place = 'the end'
    } else if (kind === 'end' && !open) {
      const ending = facts(Ending)
      if (ending.sections !== totals.sections || ending.rows !== totals.rows) throw wrong('was altered: sections are missing', at)
      if (await bytes.take(1)) throw wrong('goes on behind its end', bytes.taken - 1)
      return
    } else throw wrong('holds what this version cannot read', at)
  }
}

const WAY_OUT = 'nothing was restored; take another copy of it, or another backup.'

async function readMagic(name: string, bytes: Cursor): Promise<void> {
  const found = (await bytes.take(MAGIC_BYTES))?.toString('latin1')
  if (found === MAGIC) return
  const format = Number(found?.match(/^PLIMSOLL BACKUP (\d)\n$/)?.[1] ?? Number.NaN)
  if (format > FORMAT)
    throw invalid(
      `${name} is a backup of format ${format}, and this version of Plimsoll reads up to ${FORMAT}: restore it with the newer version.`,
    )
  throw invalid(`${name} is no backup of Plimsoll, or its first line was altered (at byte 0): ${WAY_OUT}`)
}

const linked = (chain: Buffer, head: Buffer, payload: Buffer) => createHash('sha256').update(chain).update(head).update(payload).digest()

/** `copy` writes a newline in a text as `\n`, two letters: each byte 10 ends a row. */
function newlinesIn(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++
  return count
}

type Cursor = {
  readonly taken: number
  /** So many bytes; undefined when fewer are left. */
  take(count: number): Promise<Buffer | undefined>
}

function cursorOver(source: AsyncIterable<Uint8Array>): Cursor {
  const iterator = source[Symbol.asyncIterator]()
  let held: Uint8Array[] = []
  let heldBytes = 0
  let taken = 0
  return {
    get taken() {
      return taken
    },
    async take(count) {
      while (heldBytes < count) {
        const { done, value } = await iterator.next()
        if (done) return undefined
        held.push(value)
        heldBytes += value.byteLength
      }
      const whole = held.length === 1 && held[0] ? Buffer.from(held[0].buffer, held[0].byteOffset, heldBytes) : Buffer.concat(held)
      held = heldBytes > count ? [whole.subarray(count)] : []
      heldBytes -= count
      taken += count
      return whole.subarray(0, count)
    },
  }
}
