import { Heap } from '../kernel/heap'
import { Line } from '../kernel/line'
import type { Clock } from '../runtime/clock'
import { type Limits, type Load, mayStart, started } from './rules/fair-share'
import { nextStart, type Pace, phaseOf } from './rules/next-start'

/** What is scheduled. `host` is whose load it counts against; null is nobody's. */
export type Plan = { readonly id: string; readonly host: string | null; readonly intervalMs: number; readonly confirmIntervalMs: number }

/** What a run says of the next one. */
export type Outlook = {
  /** Something is undecided or down: repeat at the confirm interval. */
  readonly confirming: boolean
  readonly retryAfterMs?: number | undefined
}

export type SchedulerParts<Item extends Plan> = {
  readonly clock: Clock
  /** Executes the check once; must settle (the prober enforces the timeout) and must not throw. */
  run(item: Item): Promise<Outlook>
  readonly limits: () => Limits & { readonly total: number; readonly confirmForMs: number; readonly missedAfterMs: number }
  /** Checks that should have started and still have not, and how late the latest of them is. Each is told once until it starts. */
  onMissed?(items: readonly Item[], lateMs: number): void
  onStarted?(item: Item, lateMs: number): void
}

export type Scheduler<Item extends Plan> = {
  /** Puts these under watch in place of all before: new and changed ones run at once, the others keep their time. */
  plan(items: readonly Item[]): void
  /** Runs one as soon as the caps allow, out of turn. */
  runSoon(id: string): void
  /** Starts within the last minute: how many were due, how many started, and how late (99th percentile, ms). */
  account(): { readonly expected: number; readonly executed: number; readonly latenessMs: number }
  /** Our load by host, for the page that shows it (CHK-11). */
  loads(): readonly { readonly host: string; readonly running: number; readonly waiting: number; readonly perMinute: number }[]
  readonly running: number
  stop(): Promise<void>
}

type Slot<Item> = {
  item: Item
  pace: Pace
  dueMs: number
  state: 'planned' | 'waiting' | 'running' | 'gone'
  confirmingSinceMs: number | null
  missedTold: boolean
  hasRun: boolean
  /** Its last run took long, or there was none yet. */
  slow: boolean
  again: boolean
  /** Heap entries of an older plan are recognised by their turn and thrown away. */
  turn: number
}
/** `starts` in this minute, and in the whole one before. */
type Host = Load & {
  /** In the order in which they were due; those that take long stand in a line of their own. */
  readonly waiting: { readonly quick: Line<Slot<unknown>>; readonly slow: Line<Slot<unknown>> }
  slowRunning: number
  starts: number
  startsBefore: number
  wakeAtMs: number
}

/** No timer waits longer than this, so that a machine which slept is noticed. */
const LONGEST_WAIT_MS = 1_000
const WINDOW_MS = 60_000
const LATENESS_SAMPLES = 8_192
/** More that are due together start in the turns of the loop that follow, so that the first ones' answers are not measured late. */
const STARTS_AT_ONCE = 10
/** Thousands may wait; whether one was missed is not looked at more often. */
const MISSED_EVERY_MS = 1_000
/** A target that hangs holds its place until the timeout; what takes so long never gets the last place, on a host or in all. */
const SLOW_MS = 250
const KEPT_FOR_QUICK = 0.1

/**
 * Starts checks at their times: one heap of due times, one timer. A check never overlaps itself; a host that is at its cap makes only
 * its own checks wait, in the order in which they were due, and those that take long leave a place for those that do not. The time is the clock's at start plus what has elapsed since, so nobody who
 * sets the machine's clock moves a check.
 */
export function createScheduler<Item extends Plan>({ clock, run, limits, onMissed, onStarted }: SchedulerParts<Item>): Scheduler<Item> {
  const originMs = clock.now().getTime() - clock.elapsedMs()
  const nowMs = () => originMs + clock.elapsedMs()
  const slots = new Map<string, Slot<Item>>()
  const due = new Heap<{ slot: Slot<Item>; turn: number }>()
  const hosts = new Map<string, Host>()
  /** Those with somebody waiting, so that a tick looks at no others. */
  const queued = new Set<Host>()
  const ready = new Line<Slot<Item>>()
  const inFlight = new Set<Promise<void>>()
  const lateness = new Float32Array(LATENESS_SAMPLES)
  let missedLookMs = Number.NEGATIVE_INFINITY
  let samples = 0
  let running = 0
  let slowRunning = 0
  let timer: { cancel(): void } | undefined
  let armedMs = Number.POSITIVE_INFINITY
  let stopped = false
  let windowStartMs = nowMs()
  let dueInWindow = 0
  let startedInWindow = 0
  let lastWindow = { expected: 0, executed: 0 }

  const hostOf = (name: string): Host => {
    const known = hosts.get(name)
    if (known) return known
    const made: Host = {
      running: 0,
      nextMs: 0,
      waiting: { quick: new Line(), slow: new Line() },
      slowRunning: 0,
      starts: 0,
      startsBefore: 0,
      wakeAtMs: Number.POSITIVE_INFINITY,
    }
    hosts.set(name, made)
    return made
  }
  const put = (slot: Slot<Item>, atMs: number) => {
    slot.dueMs = atMs
    slot.state = 'planned'
    slot.turn += 1
    due.push(atMs, { slot, turn: slot.turn })
  }

  function tick(): void {
    timer = undefined
    if (stopped) return
    const now = nowMs()
    turnWindow(now)
    let begun = 0
    for (let first = due.firstKey; first !== undefined && first <= now && begun < STARTS_AT_ONCE; first = due.firstKey) {
      const entry = due.pop()
      if (!entry || entry.turn !== entry.slot.turn || entry.slot.state !== 'planned') continue
      dueInWindow += 1
      begun += 1
      enqueue(entry.slot)
    }
    let wakeMs = due.firstKey ?? Number.POSITIVE_INFINITY
    for (const host of queued) {
      if (host.wakeAtMs <= now) serve(host)
      wakeMs = Math.min(wakeMs, host.wakeAtMs)
    }
    tellMissed(now)
    arm(wakeMs)
  }
  /** Sees to it that there is a tick at that time; what is armed for something earlier stays, since somebody else waits for that. */
  function arm(wakeMs: number): void {
    if (stopped || (timer && armedMs <= wakeMs)) return
    const now = nowMs()
    timer?.cancel()
    armedMs = Math.min(wakeMs, now + LONGEST_WAIT_MS)
    timer = clock.after(Math.max(0, armedMs - now), tick)
  }
  function tellMissed(now: number): void {
    if (!onMissed || now - missedLookMs < MISSED_EVERY_MS) return
    missedLookMs = now
    const missed = [...lateIn(ready, now)]
    for (const { waiting } of queued)
      for (const line of [waiting.quick, waiting.slow]) missed.push(...lateIn(line as Line<Slot<Item>>, now))
    if (missed.length === 0) return
    for (const slot of missed) slot.missedTold = true
    onMissed(
      missed.map(({ item }) => item),
      missed.reduce((most, { dueMs }) => Math.max(most, now - dueMs), 0),
    )
  }
  /** Those in a line that were missed and not told. Who stands behind somebody that is in time is so too. */
  function* lateIn(waiting: Line<Slot<Item>>, now: number): Generator<Slot<Item>> {
    const { missedAfterMs } = limits()
    for (const slot of waiting) {
      const lateMs = now - slot.dueMs
      if (lateMs < missedAfterMs) return
      // All that begin together wait for each other by the caps; that is late only once a whole interval has passed.
      const isExcused = !slot.hasRun && lateMs < missedAfterMs + slot.pace.intervalMs
      if (!slot.missedTold && slot.state === 'waiting' && !isExcused) yield slot
    }
  }
  function turnWindow(now: number): void {
    if (now - windowStartMs < WINDOW_MS) return
    lastWindow = { expected: dueInWindow, executed: startedInWindow }
    windowStartMs = now
    dueInWindow = 0
    startedInWindow = 0
    for (const host of hosts.values()) {
      host.startsBefore = host.starts
      host.starts = 0
    }
  }

  function enqueue(slot: Slot<Item>): void {
    slot.state = 'waiting'
    if (slot.item.host === null) {
      ready.push(slot)
      serveReady()
      return
    }
    const host = hostOf(slot.item.host)
    host.waiting[slot.slow ? 'slow' : 'quick'].push(slot as Slot<unknown>)
    queued.add(host)
    serve(host)
  }
  /** Starts what the host's caps allow, in order. */
  function serve(host: Host): void {
    const limit = limits()
    host.wakeAtMs = Number.POSITIVE_INFINITY
    for (let slot = firstOf(host, limit); slot; slot = firstOf(host, limit)) {
      if (running >= limit.total) return
      const now = nowMs()
      const may = mayStart(host, limit, now)
      if (may === 'when-one-ends') return
      if (may !== 'now') {
        host.wakeAtMs = may
        return arm(may)
      }
      host.waiting[slot.slow ? 'slow' : 'quick'].shift()
      started(host, limit, now)
      host.starts += 1
      start(slot, host)
    }
    if (countWaiting(host) === 0) queued.delete(host)
  }
  /** Who is next on a host; undefined while only such wait as must leave the last place free. */
  function firstOf(host: Host, { total, concurrent }: { readonly total: number; readonly concurrent: number }): Slot<Item> | undefined {
    for (const line of [host.waiting.quick, host.waiting.slow]) while (line.first && line.first.state !== 'waiting') line.shift()
    const quick = host.waiting.quick.first as Slot<Item> | undefined
    const slow = host.waiting.slow.first as Slot<Item> | undefined
    const maySlow = host.slowRunning < Math.max(1, concurrent - 1) && slowRunning < slowAtMost(total)
    if (!slow || !maySlow) return quick
    return quick && quick.dueMs <= slow.dueMs ? quick : slow
  }
  /** When all places together were taken, the free one goes to whoever has waited longest, on whichever host. */
  function inOrderOfDue(): readonly Host[] {
    const limit = limits()
    return [...queued]
      .map((host) => ({ host, dueMs: firstOf(host, limit)?.dueMs ?? Number.POSITIVE_INFINITY }))
      .toSorted((a, b) => a.dueMs - b.dueMs)
      .map(({ host }) => host)
  }
  function serveReady(): void {
    const { total } = limits()
    while (ready.length > 0 && running < total) {
      const slot = ready.shift()
      if (slot?.state === 'waiting') start(slot, null)
    }
  }

  function start(slot: Slot<Item>, host: Host | null): void {
    const startedMs = nowMs()
    slot.state = 'running'
    slot.missedTold = false
    slot.hasRun = true
    running += 1
    const { slow } = slot
    if (slow) slowRunning += 1
    if (slow && host) host.slowRunning += 1
    startedInWindow += 1
    const lateMs = startedMs - slot.dueMs
    lateness[samples++ % LATENESS_SAMPLES] = lateMs
    onStarted?.(slot.item, lateMs)
    const work = run(slot.item)
      .then(
        (outlook) => finish(slot, startedMs, outlook),
        () => finish(slot, startedMs, { confirming: false }),
      )
      .finally(() => {
        inFlight.delete(work)
        const { total } = limits()
        const wasFull = running >= total || (slow && slowRunning >= slowAtMost(total))
        running -= 1
        if (slow) slowRunning -= 1
        if (host) {
          host.running -= 1
          if (slow) host.slowRunning -= 1
        }
        if (wasFull) for (const one of inOrderOfDue()) serve(one)
        else if (host) serve(host)
        serveReady()
      })
    inFlight.add(work)
  }
  function finish(slot: Slot<Item>, startedMs: number, { confirming, retryAfterMs }: Outlook): void {
    if (slot.state === 'gone' || stopped) return
    slot.confirmingSinceMs = confirming ? (slot.confirmingSinceMs ?? startedMs) : null
    const finishedMs = nowMs()
    slot.slow = finishedMs - startedMs >= SLOW_MS
    if (slot.again) {
      slot.again = false
      put(slot, finishedMs)
    } else
      put(
        slot,
        nextStart(slot.pace, {
          startedMs,
          finishedMs,
          confirmingSinceMs: slot.confirmingSinceMs,
          notBeforeMs: retryAfterMs ? finishedMs + retryAfterMs : 0,
        }),
      )
    // Most starts lie behind the one that the timer waits for; only an earlier one needs it wound anew.
    if (due.firstKey === slot.dueMs) arm(slot.dueMs)
  }

  arm(Number.POSITIVE_INFINITY)
  return {
    plan(items) {
      const wanted = new Set(items.map(({ id }) => id))
      for (const [name, host] of hosts) if (host.running + countWaiting(host) + host.starts + host.startsBefore === 0) hosts.delete(name)
      for (const [id, slot] of slots)
        if (!wanted.has(id)) {
          slot.state = 'gone'
          slots.delete(id)
        }
      const { confirmForMs } = limits()
      for (const item of items) {
        const pace = {
          intervalMs: item.intervalMs,
          confirmIntervalMs: item.confirmIntervalMs,
          phaseMs: phaseOf(item.id, item.intervalMs),
          confirmForMs,
        }
        const slot = slots.get(item.id)
        if (!slot) {
          const made: Slot<Item> = {
            item,
            pace,
            dueMs: 0,
            state: 'planned',
            confirmingSinceMs: null,
            missedTold: false,
            hasRun: false,
            slow: true,
            again: false,
            turn: 0,
          }
          slots.set(item.id, made)
          put(made, nowMs())
        } else if (slot.item !== item) {
          slot.item = item
          slot.pace = pace
          slot.confirmingSinceMs = null
          if (slot.state === 'running') slot.again = true
          else if (slot.state === 'planned') put(slot, nowMs())
        }
      }
      arm(nowMs())
    },
    runSoon(id) {
      const slot = slots.get(id)
      if (slot?.state === 'planned') {
        put(slot, nowMs())
        arm(nowMs())
      } else if (slot?.state === 'running') slot.again = true
    },
    account() {
      const known = Math.min(samples, LATENESS_SAMPLES)
      const sorted = lateness.slice(0, known).sort()
      return {
        ...(lastWindow.expected > 0 ? lastWindow : { expected: dueInWindow, executed: startedInWindow }),
        latenessMs: sorted[Math.floor(known * 0.99)] ?? 0,
      }
    },
    loads: () =>
      [...hosts].map(([host, { running: active, waiting, starts, startsBefore }]) => ({
        host,
        running: active,
        waiting: waiting.quick.length + waiting.slow.length,
        perMinute: Math.max(starts, startsBefore),
      })),
    get running() {
      return running
    },
    async stop() {
      stopped = true
      timer?.cancel()
      await Promise.all(inFlight)
    },
  }
}

const slowAtMost = (total: number): number => Math.max(1, total - Math.ceil(total * KEPT_FOR_QUICK))
const countWaiting = ({ waiting: { quick, slow } }: Host): number => quick.length + slow.length
