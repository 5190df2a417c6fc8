import { close, fdatasync, fstatSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { SEVERITIES } from '../checks/model'
import { sentenceOf } from '../kernel/errors'
import { NOTICE_KINDS } from './model'
import type { Outcome } from './outbox/words'

/** An outcome is about 1 KB, a bundle of a storm a few MB. Beyond this nothing is appended: a restart may then tell something twice. */
const LONGEST_BYTES = 64 * 2 ** 20

/** What became of messages while Postgres could not be told, so that a restart does not send them again. */
export type Journal = {
  /** Never throws: whoever appends has nowhere else to go with it. */
  append(outcome: Outcome): void
  read(): readonly Outcome[]
  /** Postgres knows all of it. */
  forget(): void
  close(): void
}

/**
 * A file of one JSON line an outcome. Each is handed to the system before `append` returns, which outlives a kill, and is on disk a moment
 * later. A last line that was cut off, and what is no outcome, is left out.
 *
 * @param tell called with why when the disk does not take an outcome
 */
export function openJournal(folder: string, tell: (trouble: string) => void = () => {}): Journal {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'outcomes.jsonl')
  const descriptor = openSync(file, 'a', 0o600)
  let syncing = false
  let dirty = false

  /** Beside us: waiting for a busy disk would delay checks. */
  const sync = () => {
    dirty = true
    if (syncing) return
    syncing = true
    dirty = false
    fdatasync(descriptor, () => {
      syncing = false
      if (dirty) sync()
    })
  }

  return {
    append(outcome) {
      const before = fstatSync(descriptor).size
      const line = Buffer.from(`${JSON.stringify(outcome)}\n`)
      try {
        if (before + line.length > LONGEST_BYTES) throw new Error(`${file} is full.`)
        for (let at = 0; at < line.length; ) at += writeSync(descriptor, line, at)
        sync()
      } catch (cause) {
        // Half a line would hide the one that follows it.
        ftruncateSync(descriptor, before)
        tell(sentenceOf(cause))
      }
    },
    read() {
      const lines = readFileSync(file, 'utf8').split('\n')
      const outcomes = lines.flatMap((line) => read(line) ?? [])
      // A line that a kill cut off has no end, and what is appended must not become part of it.
      const rest = lines.at(-1) ?? ''
      if (rest !== '') ftruncateSync(descriptor, fstatSync(descriptor).size - Buffer.byteLength(rest))
      return outcomes
    },
    forget() {
      if (fstatSync(descriptor).size === 0) return
      ftruncateSync(descriptor, 0)
      sync()
    },
    close: () => close(descriptor),
  }
}

const Instant = z.iso.datetime().transform((text) => new Date(text))
const StoredNotice = z.object({
  id: z.string(),
  key: z.string(),
  kind: z.enum(NOTICE_KINDS),
  recipient: z.object({ channel: z.string(), address: z.string().nullable(), person: z.string().nullable() }),
  facts: z.object({
    incidentId: z.string().nullable(),
    number: z.number().nullable(),
    severity: z.enum(SEVERITIES),
    title: z.string(),
    service: z.string().nullable(),
    sinceAt: Instant,
    resolvedAt: Instant.nullable(),
    by: z.string().nullable(),
    says: z.string(),
    money: z.string().nullable(),
    customers: z.number().nullable(),
    context: z.string().nullable(),
    cause: z.string().nullable(),
    nextStep: z.string().nullable(),
    runbook: z.string().nullable(),
    link: z.string().nullable(),
    checks: z.array(z.string()),
    letter: z
      .object({
        about: z.enum(['post', 'confirmation']),
        page: z.string(),
        address: z.string(),
        title: z.string(),
        state: z.string().nullable(),
        text: z.string(),
        components: z.array(z.string()),
        confirm: z.string().nullable(),
        unsubscribe: z.string(),
      })
      .optional(),
  }),
  at: Instant,
  dueAt: Instant,
  lossPerMinute: z.number().optional(),
})
const StoredClaim = z.object({ notice: StoredNotice, attempt: z.number() })
const StoredOutcome: z.ZodType<Outcome> = z.object({
  load: z.object({ head: StoredClaim, others: z.array(StoredClaim) }),
  attempt: z.object({
    id: z.string(),
    at: Instant,
    outcome: z.enum(['delivered', 'retry', 'refused']),
    says: z.string(),
    tookMs: z.number(),
    sentMs: z.number().optional(),
    status: z.number().nullable(),
    channel: z.string(),
  }),
  state: z.enum(['delivered', 'waiting', 'dead']),
  at: Instant,
  ref: z.string().nullable(),
})

function read(line: string): Outcome | undefined {
  if (line === '') return undefined
  try {
    return StoredOutcome.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}
