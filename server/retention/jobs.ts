import { readFile, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { closeSql, connectSql, type Sql } from '@/db/client'
import { DAY, MINUTE } from '../kernel/duration'
import { sentenceOf } from '../kernel/errors'
import type { Clock } from '../runtime/clock'
import type { Log } from '../runtime/log'
import type { SettingKey } from '../settings/registry'
import type { Settings } from '../settings/rules/effective'
import {
  type DayTable,
  deleteCanaries,
  deleteCanaryNotices,
  deleteCommittedBatches,
  deleteEvidence,
  deleteFigures,
  deleteNotices,
  deleteSilences,
  deleteUsedTokens,
  detachDay,
  dropDay,
  finishDetaching,
  readDays,
  takeTurn,
} from './queries'
import { type DayNo, droppable, nextForDisk, overdue } from './rules/eligible'

const DAYS_AHEAD = 7
/** Rows deleted one by one go in small steps, so that nobody waits for their locks (HIS-3). */
const ROWS_AT_ONCE = 100
/** A COMMIT whose fate is unknown is replayed within hours; a week allows for a machine that was switched off. */
const COMMITTED_KEPT_MS = 7 * DAY
/** Dropping a day of many gigabytes takes longer than a query. */
const ANSWER_WITHIN_MS = 2 * MINUTE
/** A disk can fill faster than the time between two clean-ups. */
const DISK_LOOK_MS = MINUTE

export type RetentionParts = {
  readonly databaseUrl: string
  readonly clock: Clock
  readonly log: Log
  readonly settings: Pick<Settings<SettingKey>, 'get'>
  /** Makes the partitions of so many days, from the day of `from` on. */
  readonly makePartitions: (sql: Sql, from: Date, days: number) => Promise<void>
  /** What is free where the database lies, in bytes; null when nobody can say, and then no day goes early. */
  readonly freeBytes: () => Promise<number | null>
}

/** How the disk stood after a clean-up. */
export type DiskState = {
  readonly freeBytes: number | null
  readonly minFreeBytes: number
  /** Days that were dropped before their time in this run. */
  readonly droppedEarly: readonly Date[]
  /** Too little is free and nothing is left that may go. */
  readonly short: boolean
}

export type Tidied = {
  /** Days dropped because their time was over. */
  readonly dropped: readonly Date[]
  readonly evidence: number
  readonly batches: number
  /** Messages of the delivery log. */
  readonly notices: number
  readonly disk: DiskState
}

/** Makes the days to come, drops those whose time is over or for which there is no room, and old evidence. Can be cut off anywhere and run again. */
export async function keepPartitions(parts: RetentionParts, signal?: AbortSignal): Promise<Tidied> {
  const { databaseUrl, clock, settings, makePartitions } = parts
  const now = clock.now()
  // One connection of its own, on which settings of the session hold; whatever happens to it, closing it gives back the turn.
  const sql = connectSql(databaseUrl, { max: 1, name: 'plimsoll retention', answerWithinMs: ANSWER_WITHIN_MS })
  try {
    await makePartitions(sql, now, DAYS_AHEAD + 1)
    const { dropped, disk } = await dropDays(sql, parts, now)
    const evidenceBefore = new Date(now.getTime() - settings.get('retention.evidence'))
    const evidence = await untilDone((limit) => deleteEvidence(sql, evidenceBefore, limit), signal)
    const batches = await untilDone((limit) => deleteCommittedBatches(sql, new Date(now.getTime() - COMMITTED_KEPT_MS), limit), signal)
    await untilDone((limit) => deleteUsedTokens(sql, now, limit), signal)
    const notices = await forgetTelling(sql, settings, now, signal)
    return { dropped, evidence, batches, notices, disk }
  } finally {
    await closeSql(sql)
  }
}

/** What was told, what canaries showed, and silences that are over; how many messages there were. */
async function forgetTelling(sql: Sql, settings: RetentionParts['settings'], now: Date, signal: AbortSignal | undefined): Promise<number> {
  const ago = (ms: number) => new Date(now.getTime() - ms)
  const told = ago(settings.get('retention.notices'))
  const canaries = await untilDone((limit) => deleteCanaryNotices(sql, ago(settings.get('retention.canaries')), limit), signal)
  const notices = await untilDone((limit) => deleteNotices(sql, told, limit), signal)
  await untilDone((limit) => deleteCanaries(sql, told, limit), signal)
  await untilDone((limit) => deleteSilences(sql, told, limit), signal)
  await untilDone((limit) => deleteFigures(sql, ago(settings.get('retention.deliveryFigures')), limit), signal)
  return canaries + notices
}

async function dropDays(line: Sql, { log, settings, freeBytes }: RetentionParts, now: Date): Promise<Pick<Tidied, 'dropped' | 'disk'>> {
  const minFreeBytes = settings.get('storage.minFreeBytes')
  const dropped: DayNo[] = []
  const early: DayNo[] = []
  if (!(await takeTurn(line))) return { dropped: [], disk: { freeBytes: await freeBytes(), minFreeBytes, droppedEarly: [], short: false } }
  let days = await finishWhatWasBegun(line, now)
  const drop = async (day: DayNo) => {
    const table = days.find((one) => one.day === day)
    if (table) await dropWhole(line, table)
    days = days.filter((one) => one !== table)
  }
  const numbers = () => days.map(({ day }) => day)
  for (const day of overdue(numbers(), now, settings.get('retention.results'))) {
    await drop(day)
    dropped.push(day)
    log.info('A day of results was dropped: its time is over', { day: written(day) })
  }
  for (;;) {
    const look = { freeBytes: await freeBytes(), minFreeBytes }
    const day = nextForDisk(numbers(), now, look)
    if (day === undefined) {
      const short = look.freeBytes !== null && look.freeBytes < minFreeBytes
      return { dropped: dropped.map(dateOf), disk: { ...look, droppedEarly: early.map(dateOf), short } }
    }
    await drop(day)
    early.push(day)
    log.warn('A day of results was dropped before its time: the disk is short', { day: written(day), ...look })
  }
}

/** A run that was killed left days half dropped: nobody reads those any more, and one of them would keep its day from being made again. */
async function finishWhatWasBegun(line: Sql, now: Date): Promise<readonly DayTable[]> {
  const days = await readDays(line)
  const begun = days.filter(({ state }) => state !== 'attached')
  const mayGo = new Set(
    droppable(
      begun.map(({ day }) => day),
      now,
    ),
  )
  for (const table of begun) if (mayGo.has(table.day)) await dropWhole(line, table)
  return days.filter(({ state }) => state === 'attached')
}

async function dropWhole(line: Sql, { table, state }: DayTable): Promise<void> {
  if (state === 'attached') await detachDay(line, table)
  if (state === 'pending') await finishDetaching(line, table)
  await dropDay(line, table)
}

/** Repeats a small step until it finds little to do. */
async function untilDone(step: (limit: number) => Promise<number>, signal: AbortSignal | undefined): Promise<number> {
  for (let total = 0; ; ) {
    const done = await step(ROWS_AT_ONCE)
    total += done
    if (done < ROWS_AT_ONCE || signal?.aborted) return total
  }
}

const dateOf = (day: DayNo): Date => new Date(day * DAY)
const written = (day: DayNo): string => dateOf(day).toISOString().slice(0, 10)

export type Retention = {
  /** How the disk stood when last cleaned up; null before the first time. */
  disk(): DiskState | null
  /** Ends after the step that is under way. */
  stop(): Promise<void>
}

/** Cleans up now, every `retention.every`, and within a minute when the disk is short. What fails is tried again within the minute. */
export function startRetention(parts: RetentionParts): Retention {
  const { clock, log, settings, freeBytes } = parts
  const stopped = new AbortController()
  let disk: DiskState | null = null
  let told = false

  async function run(): Promise<void> {
    let dueMs = 0
    while (!stopped.signal.aborted) {
      try {
        const free = await freeBytes()
        const isShort = free !== null && free < settings.get('storage.minFreeBytes')
        if (isShort || clock.elapsedMs() >= dueMs) {
          const tidied = await keepPartitions(parts, stopped.signal)
          dueMs = clock.elapsedMs() + settings.get('retention.every')
          disk = tidied.disk
          if (tidied.notices > 0) log.info('Old messages were dropped from the delivery log', { rows: tidied.notices })
          if (tidied.evidence > 0) log.info('Old evidence was dropped', { rows: tidied.evidence })
          sayShort(tidied.disk)
        }
      } catch (cause) {
        if (!stopped.signal.aborted) log.warn('Cleaning up failed and is tried again', { because: sentenceOf(cause) })
      }
      await clock.sleep(DISK_LOOK_MS, stopped.signal)
    }
  }
  /** Once for each time that it becomes so. */
  function sayShort({ short, freeBytes: free, minFreeBytes }: DiskState): void {
    if (short && !told)
      log.error(
        'The disk is short and no day of results is left to drop: free some space, or results will wait in the spool and then be lost',
        {
          freeBytes: free,
          minFreeBytes,
        },
      )
    told = short
  }

  const done = run()
  return {
    disk: () => disk,
    async stop() {
      stopped.abort()
      await done
    },
  }
}

/** What an unprivileged process may still write where this folder lies, in bytes. */
export async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** The same where the database lies: null unless it is the embedded one, whose address stands in the data folder. */
export async function freeBytesAt(databaseUrl: string, dataFolder: string): Promise<number | null> {
  const embedded = await readFile(join(dataFolder, 'database-url'), 'utf8').catch(() => undefined)
  return embedded?.trim() === databaseUrl ? await freeBytesOf(dataFolder) : null
}
