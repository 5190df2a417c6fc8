import type { Sql } from '@/db/client'
import type { Result } from '../checks/model'
import type { Incident } from '../incidents/model'
import { DAY } from '../kernel/duration'
import { sentenceOf } from '../kernel/errors'
import type { Clock } from '../runtime/clock'
import type { Ids } from '../runtime/ids'
import type { Log } from '../runtime/log'
import { type Batch, commit, type Durability, type Fence, FencedError, type KeptEvidence, makePartitions } from './commit'
import type { Change } from './model'
import type { Spool } from './spool'

/** Batches of the spool are stored together up to this many results and changes. */
const ROWS_AT_ONCE = 5_000
const RETRY_MS = 250
/** A kill may lose results of a quarter of a second (REL-2): by then they are stored, or on disk. The rest is what writing them takes. */
const SAFE_WITHIN_MS = 230
const LEAST_PATIENCE_MS = 20
/**
 * Results are stored without waiting for Postgres' disk, so they are kept until they must be there: three times `wal_writer_delay`, which
 * is a second in ours.
 */
const UNSURE_MS = 5_000
/** Screens and the log say so when nothing could be stored for so long. */
const TELL_AFTER_MS = 2_000

export type Where = 'stored' | 'spooled' | 'late'

export type CommitterParts = {
  readonly sql: Sql
  readonly clock: Clock
  readonly ids: Pick<Ids, 'next'>
  readonly log: Log
  readonly spool: Spool
  readonly fence: () => Fence | null
  readonly flushMs: () => number
  readonly maxWaiting: () => number
  /**
   * After a commit, or, while nothing can be stored, at once: what was concluded, and the incidents as Postgres has them.
   *
   * @param where whether Postgres has it. What was spooled is told once more when it is stored (`late`), as far as it cannot have been overtaken:
   * whoever began to look meanwhile, and read from Postgres, has missed it
   */
  onTold(changes: readonly Change[], stored: readonly Incident[], where: Where): void
  /** Nothing could be stored since then, for two seconds by now; null when it can again. */
  onUnstored(since: Date | null): void
  /** Another engine has taken over. */
  onFenced(cause: FencedError): void
}

export type Committer = {
  result(result: Result): void
  changes(changes: readonly Change[], evidence: readonly KeptEvidence[]): void
  readonly waiting: number
  /** The connection was cut. Should Postgres have crashed, it may have forgotten the last results, so they are stored again. */
  doubt(): void
  /** Writes all that waits; what cannot be stored within the deadline lies in the spool. */
  stop(withinMs: number): Promise<void>
  /**
   * Stores what an earlier life left in the spool. Resolves when it is empty.
   *
   * @param what `results` when another engine has decided since: what was seen holds, what followed from it has been overtaken
   */
  replay(what: 'everything' | 'results'): Promise<void>
}

type Waiting = {
  results: Result[]
  changes: Change[]
  evidence: KeptEvidence[] /** What is told together, in the order of its making. */
  told: (readonly Change[])[]
}
const nothing = (): Waiting => ({ results: [], changes: [], evidence: [], told: [] })
const isNothing = ({ results, changes, evidence }: Waiting) => results.length + changes.length + evidence.length === 0

/**
 * One transaction in flight; everything that waits goes into the next. Results wait at most `flushMs`, changes of state not at all.
 * A transaction that does not come back soon enough for a kill to lose no more than that, or fails because Postgres is away, sends this
 * batch and all that follow to the spool; from there they are stored, in order, once Postgres answers again. Every write may happen twice (see `commit`).
 */
export function createCommitter(parts: CommitterParts): Committer {
  const { sql, clock, log, spool } = parts
  let waiting = nothing()
  let timer: { cancel(): void } | undefined
  let busy: Promise<void> | undefined
  let draining: Promise<void> | undefined
  let unstoredSince: Date | null = null
  let overtaken = false
  let stopping = false
  const unsure: { readonly batch: Batch; readonly storedMs: number }[] = []
  let telling: { cancel(): void } | undefined
  let tellings = 0

  const spooling = () => unstoredSince !== null
  const seal = ({ results, changes, evidence }: Waiting): Batch => ({ id: parts.ids.next(), at: clock.now(), results, changes, evidence })
  /** What goes into one transaction: a storm is cut, so that no single one takes longer than a connection may be silent. */
  const take = (): [Batch, Waiting['told']] => {
    let [end, changes] = [0, 0]
    while (end < waiting.told.length && changes < ROWS_AT_ONCE) changes += waiting.told[end++]?.length ?? 0
    const told = waiting.told.slice(0, end)
    const taken = told.flat()
    const batch = seal({ ...waiting, changes: taken })
    waiting = { ...nothing(), changes: waiting.changes.slice(taken.length), told: waiting.told.slice(told.length) }
    return [batch, told]
  }
  const toSpool = (batch: Batch, told: Waiting['told']) => {
    spool.append(batch)
    for (const changes of told) parts.onTold(changes, [], 'spooled')
  }
  const lose = (cause: unknown) => {
    if (unstoredSince) return
    const since = clock.now()
    unstoredSince = since
    // A busy disk makes Postgres late now and then; that is nothing to alarm anybody with.
    telling = clock.after(TELL_AFTER_MS, () => {
      telling = undefined
      log.warn('Nothing can be stored; results and changes wait in the spool', { since, because: sentenceOf(cause) })
      parts.onUnstored(since)
    })
  }
  const regain = () => {
    if (telling) telling.cancel()
    else {
      log.info('Everything that waited is stored', { since: unstoredSince, dropped: spool.dropped })
      parts.onUnstored(null)
    }
    telling = undefined
    unstoredSince = null
  }

  /** Stores batches; one that Postgres refuses for its content is halved until the culprit is alone and can be named. */
  async function store(batches: readonly Batch[], durability: Durability): Promise<readonly Incident[]> {
    try {
      return await commit(sql, batches, parts.fence(), durability)
    } catch (cause) {
      if (cause instanceof FencedError) {
        parts.onFenced(cause)
        return []
      }
      if (isMissingPartition(cause)) {
        for (const day of daysOf(batches)) await makePartitions(sql, new Date(day * DAY), 1)
        return await commit(sql, batches, parts.fence(), durability)
      }
      if (!isRefused(cause)) throw cause
      return await bisect(batches, durability, cause)
    }
  }
  async function bisect(batches: readonly Batch[], durability: Durability, cause: unknown): Promise<readonly Incident[]> {
    const [only, ...others] = batches
    if (!only) return []
    if (others.length > 0) {
      const middle = Math.ceil(batches.length / 2)
      return [...(await store(batches.slice(0, middle), durability)), ...(await store(batches.slice(middle), durability))]
    }
    const size = only.results.length + only.changes.length + only.evidence.length
    if (size <= 1) {
      log.error('Postgres refused what was to be stored, and it was left out', {
        because: sentenceOf(cause),
        refused: JSON.stringify(only).slice(0, 2_000),
      })
      return []
    }
    return await store(
      halvesOf(only).map((half) => ({ ...half, id: parts.ids.next() })),
      durability,
    )
  }

  function flush(): void {
    timer?.cancel()
    timer = undefined
    if (isNothing(waiting)) return
    if (spooling()) {
      while (!isNothing(waiting)) toSpool(...take())
      return
    }
    if (busy) return
    busy = send(...take()).finally(() => {
      busy = undefined
      flush()
    })
  }

  /** Changes wait for the disk, and what was stored before them is there with them. */
  function keepUnsure(batch: Batch): void {
    const nowMs = clock.elapsedMs()
    const isSure = batch.changes.length + batch.evidence.length > 0
    const firstUnsure = isSure ? unsure.length : unsure.findIndex(({ storedMs }) => nowMs - storedMs < UNSURE_MS)
    unsure.splice(0, firstUnsure < 0 ? unsure.length : firstUnsure)
    if (!isSure) unsure.push({ batch, storedMs: nowMs })
  }

  async function send(batch: Batch, told: Waiting['told']): Promise<void> {
    let given = false
    const give = (cause: unknown) => {
      if (given) return
      given = true
      lose(cause)
      toSpool(batch, told)
      flush()
    }
    // From here on a kill would lose more than one flush, so the batch goes to disk; should it be stored after all, the replay changes nothing.
    const patience = clock.after(Math.max(LEAST_PATIENCE_MS, SAFE_WITHIN_MS - parts.flushMs()), () =>
      give(new Error('Postgres has not answered yet.')),
    )
    try {
      const stored = await store([batch], 'soon')
      patience.cancel()
      keepUnsure(batch)
      if (!given) for (const changes of told) parts.onTold(changes, stored, 'stored')
      else parts.onTold(lasting([batch]), stored, 'late')
    } catch (cause) {
      patience.cancel()
      give(cause)
    }
    if (given) draining ??= drain().finally(() => (draining = undefined))
  }

  /** Empties the spool into Postgres, oldest first, waiting as long as it takes. */
  async function drain(): Promise<void> {
    while (!stopping) {
      if (spool.empty) break
      try {
        const file = spool.oldest()
        if (!file) break
        for (const batches of together(overtaken ? file.batches.map(resultsOf) : file.batches)) {
          const stored = await store(batches, 'on-disk')
          parts.onTold(lasting(batches), stored, 'late')
        }
        file.done()
      } catch (cause) {
        lose(cause)
        await clock.sleep(RETRY_MS)
      }
    }
    if (!spool.empty || unstoredSince === null) return
    regain()
    flush()
  }

  return {
    result(result) {
      waiting.results.push(result)
      if (waiting.results.length >= parts.maxWaiting()) {
        lose(new Error(`More than ${parts.maxWaiting()} results wait in memory.`))
        flush()
        if (!busy) draining ??= drain().finally(() => (draining = undefined))
      }
      timer ??= clock.after(parts.flushMs(), flush)
    },
    changes(changes, evidence) {
      waiting.changes.push(...changes)
      waiting.evidence.push(...evidence)
      waiting.told.push(changes)
      if (tellings++ === 0)
        // In the same turn of the loop more may follow from the same cause: they go together.
        queueMicrotask(() => {
          tellings = 0
          flush()
        })
    },
    get waiting() {
      return waiting.results.length
    },
    doubt() {
      if (stopping || unsure.length === 0) return
      lose(new Error('The connection to Postgres was cut.'))
      for (const { batch } of unsure.splice(0)) spool.append(batch)
      draining ??= drain().finally(() => (draining = undefined))
    },
    async stop(withinMs) {
      flush()
      const done = async () => {
        while (busy || draining) await Promise.all([busy, draining])
      }
      await Promise.race([done(), clock.sleep(withinMs)])
      stopping = true
      if (!isNothing(waiting)) toSpool(seal(waiting), [])
      waiting = nothing()
      spool.close()
    },
    async replay(what) {
      if (spool.empty) return
      unstoredSince = clock.now()
      overtaken = what === 'results'
      draining ??= drain().finally(() => (draining = undefined))
      await draining
      overtaken = false
    },
  }
}

/** What stays as it is once it was said. */
const lasting = (batches: readonly Batch[]): readonly Change[] =>
  batches.flatMap(({ changes }) => changes.filter(({ kind }) => kind === 'entry'))

/** What was seen, without what was concluded from it. */
const resultsOf = ({ id, at, results, changes }: Batch): Batch => ({
  id,
  at,
  results: [...results, ...changes.flatMap((change) => (change.kind === 'result' ? [change.result] : []))],
  changes: [],
  evidence: [],
})

/** Neighbours that make one transaction of a fair size. */
function* together(batches: readonly Batch[]): Generator<readonly Batch[]> {
  let held: Batch[] = []
  let rows = 0
  for (const batch of batches) {
    held.push(batch)
    rows += batch.results.length + batch.changes.length
    if (rows < ROWS_AT_ONCE) continue
    yield held
    held = []
    rows = 0
  }
  if (held.length > 0) yield held
}

/** Two that together are the one, each smaller than it. */
function halvesOf(batch: Batch): readonly Batch[] {
  if (batch.results.length > 0 && batch.changes.length + batch.evidence.length > 0)
    return [
      { ...batch, changes: [], evidence: [] },
      { ...batch, results: [] },
    ]
  if (batch.changes.length > 0 && batch.evidence.length > 0)
    return [
      { ...batch, evidence: [] },
      { ...batch, changes: [] },
    ]
  const cut = <T>(list: readonly T[]) => [list.slice(0, Math.ceil(list.length / 2)), list.slice(Math.ceil(list.length / 2))] as const
  const [results, changes, evidence] = [cut(batch.results), cut(batch.changes), cut(batch.evidence)]
  return [0, 1].map((i) => ({ ...batch, results: results[i] ?? [], changes: changes[i] ?? [], evidence: evidence[i] ?? [] }))
}

const daysOf = (batches: readonly Batch[]) =>
  new Set(
    batches
      .flatMap(({ results, changes }) => [...results, ...changes.flatMap((change) => (change.kind === 'result' ? [change.result] : []))])
      .map(({ at }) => Math.floor(at.getTime() / DAY)),
  )

const codeOf = (cause: unknown) => (typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '')
/** 23514 with this message is the range of a partition, not a rule of ours. */
const isMissingPartition = (cause: unknown) => codeOf(cause) === '23514' && sentenceOf(cause).includes('no partition of relation')
/**
 * Data exception, integrity violation, program limit, or what cannot even be made into a query: it will be refused again.
 * Everything else may pass. Source: PostgreSQL manual, appendix A.
 */
const isRefused = (cause: unknown) =>
  /^(22|23|54|42)/.test(codeOf(cause)) || codeOf(cause) === 'UNDEFINED_VALUE' || cause instanceof TypeError || cause instanceof RangeError
