import { startMailbox } from '../mailbox'
import { named, residentBytes, sharedBytes } from '../processes'
import { startReceiver } from '../receiver'
import { quantile, short } from '../statistics'
import type { Asked } from '../target-client'
import { openViewer, type Viewer } from '../viewer'
import { dataFolder, ON_CALL, startWorld, type World } from '../world'
import type { Figure, Stage } from './measure'

const [FIRST_PAGE_MS, MESSAGES, VIEW_MS] = [1_000, 5, 1_000]
const MEMORY_MB = 1_500
/** A start that is later than this was missed: `checks.missedAfter` is no less. */
const MISSED_MS = 5_000
const MINUTE_MS = 60_000
const VIEWS = ['/operations', '/executive']
const LOOK_MS = 250
const VIEW_EVERY_MS = 500
const CONFIRM_MS = 5_000
const DRAINED_WITHIN_MS = 10 * MINUTE_MS

type Shape = { readonly id: string; readonly says: (checks: number) => string; readonly services: (checks: number) => number }
const SHAPES: readonly Shape[] = [
  { id: 'STORM-1', says: (checks) => `${checks} checks of one service`, services: () => 1 },
  { id: 'STORM-2', says: (checks) => `${checks} services, a check each`, services: (checks) => checks },
]
export const STORMS = SHAPES.map(({ id }) => id)

/** For what needs a Plimsoll made for it. */
export type OwnWorldStage = Omit<Stage, 'world' | 'viewer' | 'receiver' | 'asked' | 'limits'>

/**
 * All checks fail at the same time, and each is a real one: how soon the first page is there, how many messages a person gets, when all of it
 * is told, and whether Plimsoll stays itself meanwhile: its memory, its screens, its schedule.
 */
export async function storm(stage: OwnWorldStage, wanted: readonly string[]): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  for (const shape of SHAPES) {
    if (stage.signal.aborted || !wanted.includes(shape.id)) continue
    stage.note(`${shape.id}, ${shape.says(stage.options.checks)}…`)
    const figure = await weather(stage, shape)
    stage.note(figure.measured)
    figures.push(figure)
  }
  return figures
}

async function weather(stage: OwnWorldStage, { id, says, services }: Shape): Promise<Figure> {
  const { options, target, signal, sleep, intervalMs } = stage
  const { checks } = options
  const { folder, remove } = dataFolder()
  const [receiver, mailbox] = [await startReceiver(), await startMailbox()]
  const all = { ...options, pager: receiver.url, mailPort: mailbox.port, services: services(checks) }
  let world: World | undefined
  try {
    world = await startWorld(folder, all, signal)
    const viewer = await openViewer(world.url, world.key, ['incidents', 'checks', 'risk'])
    await sleep(intervalMs + 10_000)
    const watching = watch(stage, world)
    await target.take()
    const brokenMs = nowMs()
    for (let path = 0; path < checks; path++) target.fail(path, true)
    const failures: Asked[] = []
    let drainedMs = Number.NaN
    while (!signal.aborted && nowMs() - brokenMs < DRAINED_WITHIN_MS) {
      await sleep(1_000)
      failures.push(await target.take())
      if (nowMs() - brokenMs < intervalMs + 2 * CONFIRM_MS + MINUTE_MS) continue
      const [left] = await world.sql<{ n: number }[]>`select count(*)::int as n from notices where state in ('waiting', 'sending')`
      if (left?.n !== 0) continue
      const [last] = await world.sql<
        { at: Date | null }[]
      >`select max(delivered_at) as at from notices where delivered_at < ${new Date(brokenMs + DRAINED_WITHIN_MS)}`
      drainedMs = last?.at?.getTime() ?? Number.NaN
      break
    }
    const seen = watching()
    const [stored] = await world.sql<{ open: number; alerts: number; untold: number; dead: number }[]>`
      select count(*) filter (where state <> 'resolved')::int as open, (select count(*) from alerts where ended_at is null)::int as alerts,
        count(*) filter (where not exists (select from notices n where n.incident_id = i.id and n.state in ('delivered', 'bundled')))::int as untold,
        (select count(*) from notices where state = 'dead')::int as dead
      from incidents i`
    return figureOf({
      id,
      says: says(checks),
      checks,
      failures,
      brokenMs,
      drainedMs,
      mails: mailbox.mails,
      pagedMs: receiver.pagedMs,
      seen,
      viewer,
      stored,
      intervalMs,
    })
  } finally {
    for (let path = 0; path < checks; path++) target.fail(path, false)
    await world?.stop()
    receiver.stop()
    await mailbox.stop()
    remove()
  }
}

type Weather = {
  readonly id: string
  readonly says: string
  readonly checks: number
  readonly failures: readonly Asked[]
  readonly brokenMs: number
  readonly drainedMs: number
  readonly mails: readonly { readonly to: string; readonly atMs: number }[]
  readonly pagedMs: ReadonlyMap<number, number>
  readonly seen: Seen
  readonly viewer: Viewer
  readonly stored: { readonly open: number; readonly alerts: number; readonly untold: number; readonly dead: number } | undefined
  readonly intervalMs: number
}

function figureOf({ id, says, checks, failures, brokenMs, drainedMs, mails, pagedMs, seen, viewer, stored, intervalMs }: Weather): Figure {
  const { confirmedMs, lastConfirmedMs, late } = startsOf(failures, brokenMs, intervalMs)
  const firstMailMs = Math.min(...mails.map(({ atMs }) => atMs))
  const firstPageMs = Math.max(firstMailMs, Math.min(...pagedMs.values())) - confirmedMs
  const inFirstMinute = ON_CALL.map((person) => mails.filter(({ to, atMs }) => to === person && atMs < firstMailMs + MINUTE_MS).length)
  const most = Math.max(...inFirstMinute)
  const lastMailMs = Math.max(...mails.map(({ atMs }) => atMs))
  const missed = late.filter((ms) => ms > MISSED_MS).length / Math.max(1, late.length)
  const views = seen.views.map(({ path, ms }) => `${path} p50 ${short(quantile(ms, 0.5))}, max ${short(Math.max(...ms))} ms (${ms.length})`)
  const slowestMs = Math.max(...seen.views.flatMap(({ ms }) => ms))
  const facts = [
    `${stored?.alerts} alerts in ${stored?.open} incidents, ${stored?.untold} untold, ${stored?.dead} dead letters`,
    `all confirmed ${short((lastConfirmedMs - confirmedMs) / 1000)} s after the first`,
    `messages a person in the first minute ${inFirstMinute.join(' and ')}, ${mails.length} mails in all, the last ${short((lastMailMs - confirmedMs) / 1000)} s after the first failure`,
    `queue drained after ${short((drainedMs - confirmedMs) / 1000)} s`,
    `peak memory engine ${short(seen.engineMB)}, web ${short(seen.webMB)}, Postgres ${short(seen.postgresMB)} MB`,
    views.join(', '),
    `viewer ${viewer.lost ?? 'stayed'}, longest silence ${short(viewer.longestSilenceMs)} ms`,
    `starts late p50 ${short(quantile(late, 0.5))}, p99 ${short(quantile(late, 0.99))}, max ${short(late.reduce((most, ms) => Math.max(most, ms), 0))} ms, ${short(missed * 100)} % by more than ${MISSED_MS / 1000} s`,
  ]
  const memoryMB = seen.engineMB + seen.webMB + seen.postgresMB
  return {
    id,
    what: `${says}, all fail: first page after the first is confirmed`,
    value: firstPageMs,
    measured: `${short(firstPageMs)} ms (${facts.join('; ')})`,
    target: `< ${FIRST_PAGE_MS} ms, <= ${MESSAGES} messages`,
    holds:
      firstPageMs < FIRST_PAGE_MS &&
      most <= MESSAGES &&
      stored?.alerts === checks &&
      stored.untold === 0 &&
      stored.dead === 0 &&
      Number.isFinite(drainedMs) &&
      slowestMs < VIEW_MS &&
      viewer.lost === null &&
      missed === 0 &&
      memoryMB < MEMORY_MB,
    against: 'Kuma: a message for each check',
  }
}

type Seen = {
  readonly engineMB: number
  readonly webMB: number
  readonly postgresMB: number
  readonly views: readonly { readonly path: string; readonly ms: readonly number[] }[]
}

/** Looks at memory and opens views, until the answer is called. */
function watch({ sleep, signal }: OwnWorldStage, world: World): () => Seen {
  let going = true
  const peak = { engine: 0, web: 0, postgres: 0 }
  const views = VIEWS.map((path) => ({ path, ms: [] as number[] }))
  const postgres = () => sharedBytes(named(world.supervisor, 'postgres'))
  void (async () => {
    for (let i = 0; going && !signal.aborted; i++) {
      peak.engine = Math.max(peak.engine, residentBytes(world.engine))
      peak.web = Math.max(peak.web, residentBytes(world.webServer))
      if (i % 8 === 0) peak.postgres = Math.max(peak.postgres, postgres())
      await sleep(LOOK_MS)
    }
  })().catch(() => {})
  const visit = async ({ path, ms }: (typeof views)[number]) => {
    const startedMs = performance.now()
    const answer = await fetch(world.url + path, { headers: { authorization: `Bearer ${world.key}` }, signal: AbortSignal.timeout(30_000) })
    await answer.arrayBuffer()
    ms.push(answer.ok ? performance.now() - startedMs : Number.POSITIVE_INFINITY)
  }
  for (const view of views)
    void (async () => {
      while (going && !signal.aborted) {
        await visit(view).catch(() => going && view.ms.push(Number.POSITIVE_INFINITY))
        await sleep(VIEW_EVERY_MS)
      }
    })()
  return () => {
    going = false
    return { engineMB: peak.engine / 1e6, webMB: peak.web / 1e6, postgresMB: peak.postgres / 1e6, views }
  }
}

/**
 * When the first and the last check was confirmed: by its second failing answer; and how late each start after a failing answer was, by the
 * interval in which a failing check is repeated.
 */
function startsOf(parts: readonly Asked[], brokenMs: number, intervalMs: number) {
  const failures = new Map<number, number>()
  const lastMs = new Map<number, number>()
  const second: number[] = []
  const late: number[] = []
  for (const { paths, atMs, failed } of parts)
    paths.forEach((path, i) => {
      const at = atMs[i] ?? 0
      if (failed[i] !== 1) return
      const count = (failures.get(path) ?? 0) + 1
      failures.set(path, count)
      if (count === 2) second.push(at)
      late.push(Math.max(0, at - (count === 1 ? brokenMs + intervalMs : (lastMs.get(path) ?? at) + CONFIRM_MS)))
      lastMs.set(path, at)
    })
  const [confirmedMs, lastConfirmedMs] = second.reduce(
    ([first, last], at) => [Math.min(first, at), Math.max(last, at)],
    [Number.POSITIVE_INFINITY, 0],
  )
  return { confirmedMs, lastConfirmedMs, late }
}

const nowMs = () => performance.timeOrigin + performance.now()
