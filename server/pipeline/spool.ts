import {
  closeSync,
  existsSync,
  fdatasync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { crc32 } from 'node:zlib'
import { sentenceOf } from '../kernel/errors'
import type { Batch } from './commit'

/** A file is closed and the next begun at this size, so that what was stored can be let go piece by piece. */
const FILE_BYTES = 8 * 1_048_576
const HEADER_BYTES = 8
/** While the disk takes nothing, so many results wait in memory, about 10 MB; beyond them the oldest are dropped. */
const HELD_RESULTS_MAX = 50_000

/**
 * What could not be stored yet, on disk. Changes of state and plain results lie in lanes of their own: the first are never dropped and are
 * replayed in order; of the second the oldest go when the bound is reached.
 *
 * A record is its length, its CRC-32 and a serialised batch. A record that was cut off by a kill ends its file: it was never complete.
 * What the disk does not take (it is full) waits in memory within a bound, and is written once there is room.
 */
export type Spool = {
  /** Never throws: whoever appends has nowhere else to go with it. */
  append(batch: Batch): void
  /** The oldest file of the lane that goes first, read whole; undefined when nothing waits. */
  oldest(): { readonly batches: readonly Batch[]; done(): void } | undefined
  readonly empty: boolean
  /** Something waits in memory alone: a kill would lose it. */
  readonly holding: boolean
  readonly bytes: number
  /** Results that were dropped for want of room since the spool was opened. */
  readonly dropped: number
  close(): void
}

/** @param tell called when the disk begins to refuse, with why, and with null when it takes again */
export function openSpool(folder: string, maxBytes: () => number, tell: (trouble: string | null) => void = () => {}): Spool {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lanes = { changes: openLane(folder, 'changes'), results: openLane(folder, 'results') }
  let held: Batch[] = []
  let heldResults = 0
  let dropped = 0

  const makeRoom = () => {
    while (lanes.changes.bytes + lanes.results.bytes > maxBytes() && lanes.results.files.length > 1) {
      const [first] = lanes.results.files
      if (!first) return
      dropped += readFile(join(folder, first)).reduce((sum, { results }) => sum + results.length, 0)
      lanes.results.drop(first)
    }
  }

  const decides = ({ changes, evidence }: Batch) => changes.length + evidence.length > 0
  const write = (batch: Batch) => {
    if (decides(batch)) lanes.changes.append(batch)
    else if (batch.results.length > 0) lanes.results.append(batch)
    makeRoom()
  }
  const hold = (batch: Batch) => {
    held.push(batch)
    heldResults += batch.results.length
    while (heldResults > HELD_RESULTS_MAX) {
      const oldest = held.findIndex(({ results }) => results.length > 0)
      const found = held[oldest]
      if (!found) return
      if (decides(found)) held[oldest] = { ...found, results: [] }
      else held.splice(oldest, 1)
      heldResults -= found.results.length
      dropped += found.results.length
    }
  }

  const oldestOf = (lane: Lane) => {
    const [file] = lane.files
    if (!file) return undefined
    lane.finish(file)
    return { batches: readFile(join(folder, file)), done: () => lane.drop(file) }
  }
  const oldestHeld = () => {
    if (held.length === 0) return undefined
    const batches = held
    return { batches, done: () => holdOnly(held.filter((batch) => !batches.includes(batch))) }
  }
  const holdOnly = (batches: Batch[]) => {
    held = batches
    heldResults = batches.reduce((sum, { results }) => sum + results.length, 0)
  }

  return {
    append(batch) {
      const wasHolding = held.length > 0
      const all = [...held, batch]
      holdOnly([])
      for (const [i, one] of all.entries())
        try {
          write(one)
        } catch (cause) {
          for (const left of all.slice(i)) hold(left)
          if (!wasHolding) tell(sentenceOf(cause))
          return
        }
      if (wasHolding) tell(null)
    },
    oldest() {
      // What waits in memory is younger than every change on disk.
      return oldestOf(lanes.changes) ?? oldestHeld() ?? oldestOf(lanes.results)
    },
    get empty() {
      return held.length + lanes.changes.files.length + lanes.results.files.length === 0
    },
    get holding() {
      return held.length > 0
    },
    get bytes() {
      return lanes.changes.bytes + lanes.results.bytes
    },
    get dropped() {
      return dropped
    },
    close() {
      try {
        for (const batch of held) write(batch)
      } catch {
        // Said when it began; there is nobody left to wait for room.
      }
      lanes.changes.close()
      lanes.results.close()
    },
  }
}

type Lane = {
  readonly files: string[]
  readonly bytes: number
  append(batch: Batch): void
  finish(file: string): void
  drop(file: string): void
  close(): void
}

function openLane(folder: string, name: string): Lane {
  const files = readdirSync(folder)
    .filter((file) => file.startsWith(`${name}-`))
    .sort()
  const sizes = new Map(files.map((file) => [file, statSync(join(folder, file)).size]))
  let number = Number(files.at(-1)?.match(/\d+/)?.[0] ?? 0)
  let open: { file: string; fd: number } | undefined

  const close = () => {
    if (!open) return
    const { fd } = open
    open = undefined
    // Against the loss of power, and beside us: waiting for a busy disk would delay checks.
    fdatasync(fd, () => closeSync(fd))
  }
  const begin = () => {
    number += 1
    const file = `${name}-${String(number).padStart(10, '0')}`
    open = { file, fd: openSync(join(folder, file), 'a', 0o600) }
    files.push(file)
    sizes.set(file, 0)
    return open
  }
  return {
    files,
    get bytes() {
      return [...sizes.values()].reduce((sum, size) => sum + size, 0)
    },
    append(batch) {
      const { file, fd } = open ?? begin()
      const body = serialize(batch)
      const header = Buffer.alloc(HEADER_BYTES)
      header.writeUInt32LE(body.length, 0)
      header.writeUInt32LE(crc32(body), 4)
      const before = sizes.get(file) ?? 0
      const record = Buffer.concat([header, body])
      try {
        for (let at = 0; at < record.length; ) at += writeSync(fd, record, at)
      } catch (cause) {
        // Half a record would hide all that follow it in this file.
        ftruncateSync(fd, before)
        throw cause
      }
      sizes.set(file, before + record.length)
      if (before + record.length >= FILE_BYTES) close()
    },
    finish(file) {
      if (open?.file === file) close()
    },
    drop(file) {
      if (open?.file === file) close()
      if (existsSync(join(folder, file))) rmSync(join(folder, file))
      sizes.delete(file)
      files.splice(files.indexOf(file), 1)
    },
    close,
  }
}

function readFile(path: string): readonly Batch[] {
  const bytes = readFileSync(path)
  const batches: Batch[] = []
  for (let at = 0; at + HEADER_BYTES <= bytes.length; ) {
    const body = bytes.subarray(at + HEADER_BYTES, at + HEADER_BYTES + bytes.readUInt32LE(at))
    if (body.length !== bytes.readUInt32LE(at) || crc32(body) !== bytes.readUInt32LE(at + 4)) break
    batches.push(deserialize(body) as Batch)
    at += HEADER_BYTES + body.length
  }
  return batches
}
