import { join } from 'node:path'
import { connectSql, type Sql } from '@/db/client'
import type { SealKey } from '../access/seal'
import type { Signal } from '../alerts/model'
import type { Outcome } from '../alerts/outbox/words'
import { releaseClaims } from '../alerts/queries/outbox'
import { createHeartbeats } from '../checks/heartbeats'
import { CheckInput } from '../checks/input'
import type { Result, Status } from '../checks/model'
import { wantsConfirmation } from '../checks/rules/status-machine'
import { checkTypeOf, parseOptions } from '../checks/types/registry'
import type { CheckType } from '../checks/types/type'
import { applyDocument } from '../declare/apply-document'
import { retireOwnContact } from '../declare/own-contacts'
import { type Config, rulesOf } from '../declare/read-config'
import { checkShape } from '../declare/shapes'
import { readInventory } from '../declare/store'
import { MINUTE, SECOND } from '../kernel/duration'
import { invalid, Refusal, sentenceOf } from '../kernel/errors'
import { issuesOf } from '../kernel/inputs'
import { createLinkServer, type LinkRequest } from '../live/link'
import { advance } from '../pipeline/advance'
import { apply, forget } from '../pipeline/apply'
import { type IncidentRow, incidentOf, type KeptEvidence, makePartitions } from '../pipeline/commit'
import { createCommitter, type Where } from '../pipeline/committer'
import { loadCatalogue, loadWorld, type SilenceRow, silenceOf } from '../pipeline/load'
import type { Change, Event, OwnTrouble, Sight, World } from '../pipeline/model'
import { openSpool } from '../pipeline/spool'
import { statusLines } from '../pipeline/status-line'
import { reasonOf } from '../pipeline/steps/alert'
import { isTooMuch } from '../pipeline/steps/signal'
import { sendingsAfter, sendingsOf, toldStep } from '../pipeline/steps/told'
import { silentChannelOf } from '../pipeline/steps/watch'
import { haveMoved } from '../pipeline/ways'
import { freeBytesAt, startRetention } from '../retention/jobs'
import { type Clock, steadyClock } from '../runtime/clock'
import type { Ids } from '../runtime/ids'
import type { Log } from '../runtime/log'
import { watchOwnFigures } from '../runtime/own-figures'
import { createAnchors } from './anchors'
import { createAnnouncer } from './announcer'
import { createCanaries } from './canaries'
import { createLease } from './leases'
import { createPager } from './pager'
import { createProber, type Execution } from './prober'
import { afterKeeping, type Kept, nothingKept, whyKeep } from './rules/keep-evidence'
import { createScheduler, type Plan } from './scheduler'
import { createSecondLook } from './second-look'
import { createTools } from './tools'

export type EngineParts = {
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly databaseUrl: string
  readonly dataFolder: string
  /** The socket at which the webs find the engine. */
  readonly linkPath: string
  readonly config: Config
  readonly key: SealKey
  /** The same for every life of this installation. */
  readonly holder: string
  /** Where people open Plimsoll: what messages link to. */
  readonly publicUrl: string
  /** Signs the links and buttons of messages. */
  readonly actionKey: SealKey
  /** Makes the links that subscribers of status pages get. */
  readonly statusKey: SealKey
  /** `host:port` of our own web, which no check may connect to. */
  readonly own: ReadonlySet<string>
  /** The engine must not go on: somebody else writes now. */
  onFenced(sentence: string): void
  /** Another engine holds the lease; this one waits and takes over. */
  onWaiting(sentence: string): void
}

export type Engine = { stop(): Promise<void> }

type Item = Plan & {
  readonly check: World['checks'] extends Map<string, infer State> ? (State extends { check: infer C } ? C : never) : never
  readonly type: CheckType
  readonly options: unknown
  readonly lastBeatAt: Date | undefined
}

/** What is read with each renewal of the lease. */
type Declared = { readonly revision: string | null }
type Unresolved = { readonly open: readonly (readonly [id: string, version: number])[] }
/** The silences that hold or will. */
type Silent = { readonly silent: readonly string[] }

const USER_AGENT = 'Plimsoll/0.1 (uptime checks)'
const TEND_MS = SECOND
/** What could not be stored for so long is told without. */
const TELL_UNSTORED_MS = 500
const PROFILE_QUARTER_MS = 15 * MINUTE
/** Postgres that is silent for so long is taken to be frozen; what waits lies in the spool long before. */
const ANSWER_WITHIN_MS = 5 * SECOND
const STOP_WITHIN_MS = 6 * SECOND
const BEHIND_TOLD = 20
const BEHIND_AGAIN_MS = 2 * MINUTE
/** Ticks come each second; one that comes later than this did not come. */
const HELD_MS = 10 * SECOND

/** Builds every part of the engine in order of dependence, and begins to check. Stops them in reverse. */
export async function startEngine(parts: EngineParts, signal: AbortSignal): Promise<Engine> {
  const { ids, log, config, key } = parts
  const clock = steadyClock(parts.clock, (ms) =>
    log.error("The machine's clock was set back; what happens is dated on from before, so that no history is overwritten", {
      bySeconds: Math.round(ms / SECOND),
      wayOut: 'If the clock had been wrong before, stop and start Plimsoll to follow it.',
    }),
  )
  const { settings, document } = config
  const cleanups = new AsyncDisposableStack()
  const sql = connectSql(parts.databaseUrl, { max: 3, name: 'plimsoll engine', answerWithinMs: ANSWER_WITHIN_MS })
  cleanups.defer(() => endSql(sql))
  const outbox = connectSql(parts.databaseUrl, { max: 2, name: 'plimsoll pager', answerWithinMs: ANSWER_WITHIN_MS })
  cleanups.defer(() => endSql(outbox))
  let doubt = () => {}
  const bulk = connectSql(parts.databaseUrl, {
    max: 1,
    name: 'plimsoll committer',
    answerWithinMs: ANSWER_WITHIN_MS,
    onClose: () => doubt(),
  })
  cleanups.defer(() => endSql(bulk))

  const lease = createLease({ sql, clock, log, name: 'engine', holder: parts.holder })
  const before = await lease.acquire(signal, (holder) => {
    parts.onWaiting(`Another Plimsoll (${holder}) watches with this database; this one waits, and takes over should it go away.`)
  })
  cleanups.defer(() => lease.release().catch(() => {}))
  if (signal.aborted) {
    await cleanups.disposeAsync()
    return { stop: async () => {} }
  }

  await makePartitions(sql, new Date(clock.now().getTime() - 86_400_000), 9)
  const spool = openSpool(
    join(parts.dataFolder, 'spool'),
    () => settings.get('storage.maxSpoolBytes'),
    (trouble) =>
      trouble === null
        ? log.info('The spool can be written again')
        : log.error('The spool on disk cannot be written; what cannot be stored waits in memory, which is short', { because: trouble }),
  )
  const figures = watchOwnFigures(clock)
  cleanups.defer(() => figures.stop())
  /** What somebody waits for to be stored, or to lie in the spool. */
  const keeping = new Map<readonly Change[], () => void>()
  let allKept: Promise<unknown> = Promise.resolve()
  let unstoredSince: Date | null = null
  let isReplaying = true
  const committer = createCommitter({
    sql: bulk,
    clock,
    ids,
    log,
    spool,
    fence: () => lease.fence,
    flushMs: () => settings.get('storage.flushInterval'),
    maxWaiting: () => settings.get('storage.maxWaiting'),
    onTold: (changes, stored, where) => {
      keeping.get(changes)?.()
      // What is replayed is read with the world, and what it tells is sent from the outbox.
      if (isReplaying) return
      told(changes, stored)
      tellPeople(changes, where)
    },
    onUnstored: (since) => {
      unstoredSince = since
      link?.publish([see()])
    },
    onFenced: (cause) => parts.onFenced(cause.message),
  })
  let link: Awaited<ReturnType<typeof createLinkServer>> | undefined
  doubt = () => committer.doubt()
  await committer.replay(before === 'of-another' ? 'results' : 'everything')
  isReplaying = false
  await releaseClaims(sql, clock.now())

  const base = document.currencies?.base
  if (config.file) await applyDocument({ sql, ids, key, now: clock.now() }, document, { prune: false })
  const world = await loadWorld(sql, rulesOf(settings, base ?? 'GBP', parts.publicUrl), clock.now())
  const heartbeats = createHeartbeats({ sql, clock, log, key })
  cleanups.defer(() => heartbeats.stop())
  await heartbeats.load()
  const anchors = createAnchors(document.anchors, clock)
  /** Ids of checks by their names. */
  const idOf = new Map<string, string>()
  const statusOf = (name: string): Status | undefined => {
    const state = world.checks.get(idOf.get(name) ?? '')
    // What was seen last says nothing while it cannot be seen.
    return state?.blind && state.status !== 'paused' ? 'unknown' : state?.status
  }
  const dns = { deadlineMs: settings.get('checks.dnsTimeout') }
  const tools = createTools({ clock, userAgent: USER_AGENT, own: parts.own, statusOf, dns })
  const prober = createProber({ clock, log, tools })
  const pager = createPager({
    sql: outbox,
    clock,
    ids,
    log,
    dataFolder: parts.dataFolder,
    tools,
    giveUpAfterMs: ({ kind, recipient }) => (kind === 'canary' ? canaries.withinMs(recipient.channel) : settings.get('alerts.giveUpAfter')),
    echoOf: (key) => canaries.echoOf(key),
    publicUrl: parts.publicUrl,
    actionKey: parts.actionKey,
    statusKey: parts.statusKey,
    actionLinkForMs: () => settings.get('alerts.actionLinkFor'),
    onOutcome: (outcome) => {
      canaries.heard(outcome)
      const changes = toldStep(world, outcome, ids)
      if (changes.length > 0) committer.changes(changes, [])
      const sendings = sendingsAfter(outcome)
      if (sendings.length > 0) link?.publish([{ kind: 'sendings', sendings }])
      void retireIfGone(outcome)
    },
    onRecorded: () => link?.mention({ kind: 'outbox-moved' }),
  })
  const openSilent = () =>
    [...world.incidents.values()].flatMap((incident) => {
      const channel = incident.state === 'resolved' ? undefined : silentChannelOf(incident)
      return channel === undefined ? [] : [{ channel, since: incident.startedAt }]
    })
  const canaries = createCanaries({
    sql: outbox,
    clock,
    ids,
    log,
    latencies: pager.latencies,
    numbers: () => ({
      everyMs: settings.get('alerts.canaryEvery'),
      everyForReadersMs: settings.get('alerts.canaryEveryForReaders'),
      withinMs: settings.get('alerts.canaryWithin'),
    }),
    isBlind: () => anchors.blindSince !== null,
    send: (notices) => committer.changes([{ kind: 'notices', notices }], []),
    openSince: (channel) => openSilent().find((one) => one.channel === channel)?.since,
    openFor: () => openSilent().map(({ channel }) => channel),
    onVerdict(channel, fails, says) {
      // Who is told of it depends on which ways work now.
      link?.publish([see()])
      ownTrouble({ channel }, fails, says)
    },
  })
  cleanups.defer(() => canaries.stop())
  cleanups.defer(() => pager.stop(STOP_WITHIN_MS))
  const kept = new Map<number, Kept>()
  const items = new Map<string, Item>()
  /** Checks that should have started and have not: their names by id. */
  const behind = new Map<string, string>()
  let revision: string | null | undefined
  let reconciled: Promise<void> = Promise.resolve()

  /** A browser that has unsubscribed is not tried again; whoever it belongs to sees it on the account page. */
  async function retireIfGone({ load: { head }, state, attempt }: Outcome): Promise<void> {
    const { person, channel, address } = head.notice.recipient
    // What stood in for it was refused, at another address.
    if (attempt.channel !== channel) return
    if (state !== 'dead' || (attempt.status !== 404 && attempt.status !== 410) || person === null || address === null) return
    try {
      const isRetired = await retireOwnContact(sql, { person, channel, address }, clock.now())
      if (isRetired) log.warn('A way to a person is not used any more: nobody is there', { person, channel, because: attempt.says })
    } catch (cause) {
      log.warn('That nobody is there any more could not be stored; it is tried with the next message', {
        person,
        channel,
        because: sentenceOf(cause),
      })
    }
  }

  /** Decides what follows, stores it, and lets everybody know when it is stored. */
  function happen(event: Event, evidence: readonly KeptEvidence[] = []): readonly Change[] {
    const now = clock.now()
    const changes = advance(world, event, now, ids)
    if (changes.length > 0 || evidence.length > 0) committer.changes(changes, evidence)
    for (const line of statusLines(world, changes, now)) log.info(line.says, line.facts)
    return changes
  }
  function told(changes: readonly Change[], stored: readonly { readonly id: string }[]): void {
    const now = clock.now()
    const known = stored.map((incident): Change => ({ kind: 'incident-stored', incident: incident as never }))
    for (const change of known) apply(world, change, now)
    const shown = changes.flatMap((change): readonly Change[] => {
      if (change.kind !== 'notices') return change.kind === 'result' ? [] : [change]
      const sendings = sendingsOf(change.notices)
      return [{ kind: 'outbox-moved' }, ...(sendings.length > 0 ? [{ kind: 'sendings', sendings } as const] : [])]
    })
    link?.publish([...shown, ...known])
  }
  function tellPeople(changes: readonly Change[], where: Where): void {
    // What is stored out of the spool comes without its notices.
    if (where === 'late') return pager.kick()
    if (where === 'stored') return changes.some(({ kind }) => kind === 'notices') ? pager.kick() : undefined
    const notices = changes.flatMap((change) => (change.kind === 'notices' ? change.notices : []))
    // A Postgres that is only slow has it in a moment, with the number of the incident.
    if (notices.length > 0) clock.after(TELL_UNSTORED_MS, () => pager.tellUnstored(notices))
  }

  function take(execution: Execution): void {
    const state = world.checkByNo.get(execution.checkNo)
    if (!state) return
    const { evidence, retryAfterMs: _asked, ...result } = execution
    const wasFailing = state.standing.failing.open
    const changes = advance(world, { kind: 'result', result }, clock.now(), ids)
    const proof =
      evidence && result.outcome === 'fail' ? keep(result, evidence, state.check.id, !wasFailing && state.standing.failing.open) : []
    const before = kept.get(result.checkNo)
    if (before?.failing && (result.outcome === 'pass' || result.outcome === 'slow')) kept.set(result.checkNo, { ...before, failing: false })
    if (changes.length > 0 || proof.length > 0) {
      committer.changes(changes, proof)
      for (const line of statusLines(world, changes, clock.now())) log.info(line.says, line.facts)
    }
    // A change carries the result that caused it; alone it goes with the next batch.
    if (!changes.some(({ kind }) => kind === 'result')) committer.result(result)
    link?.pulse({
      no: result.checkNo,
      atMs: result.at.getTime(),
      outcome: result.outcome,
      latencyMs: result.latencyMs,
      code: result.code,
      says: result.says,
      standing: state.standing,
      phases: result.phases,
    })
  }
  function keep(result: Result, body: object, checkId: string, confirms: boolean): readonly KeptEvidence[] {
    const before = kept.get(result.checkNo) ?? nothingKept
    const facts = { reason: reasonOf(result.says), atMs: result.at.getTime(), bytes: sizeOf(body), confirms }
    const because = whyKeep(before, facts, { bytesPerDay: settings.get('evidence.bytesPerDay'), everyMs: settings.get('evidence.every') })
    if (!because) return []
    kept.set(result.checkNo, afterKeeping(before, facts))
    return [
      {
        id: ids.next(),
        checkId,
        at: result.at,
        because,
        says: result.says,
        body: { ...body, code: result.code, latencyMs: result.latencyMs, phases: result.phases ?? null },
      },
    ]
  }

  const scheduler = createScheduler<Item>({
    clock,
    limits: () => ({
      total: settings.get('checks.maxConcurrent'),
      concurrent: settings.get('checks.maxConcurrentPerHost'),
      perSecond: settings.get('checks.maxPerSecondPerHost'),
      confirmForMs: settings.get('checks.confirmFor'),
      missedAfterMs: settings.get('checks.missedAfter'),
    }),
    async run(item) {
      let execution = await prober.probe(item)
      if (execution.outcome === 'fail' && !(await anchors.canSee()))
        execution = {
          ...execution,
          outcome: 'blind',
          says: `Plimsoll cannot see: none of its anchors answers (${execution.says})`.slice(0, 300),
        }
      take(execution)
      const standing = world.checks.get(item.id)?.standing
      return { confirming: standing !== undefined && wantsConfirmation(standing), retryAfterMs: execution.retryAfterMs }
    },
    onStarted: ({ id }) => {
      if (behind.delete(id) && behind.size === 0) ownTrouble('behind', false, 'nothing waits any more')
    },
    onMissed: (missed, lateMs) => {
      for (const { id, check } of missed) behind.set(id, check.name)
      const names = [...behind.values()].slice(0, BEHIND_TOLD).join(', ')
      ownTrouble(
        'behind',
        true,
        `${behind.size} ${behind.size === 1 ? 'check waits' : 'checks wait'} for more than ${Math.round(lateMs / SECOND)} s: ${names}. A cap on a host or in all is too low for them, or targets are slow.`,
      )
    },
  })
  cleanups.defer(() => committer.stop(STOP_WITHIN_MS))
  cleanups.defer(() => scheduler.stop())

  const ownTrouble = (about: OwnTrouble, holds: boolean, says: string) => void happen({ kind: 'own-trouble', about, holds, says })

  /** Reads what is declared, and puts it under watch. */
  async function replan(): Promise<void> {
    const [inventory, catalogue] = [await readInventory(sql, key), await loadCatalogue(sql, clock.now())]
    happen({ kind: 'catalogue', catalogue })
    heartbeats.plan(inventory)
    pager.plan(
      catalogue.routing,
      inventory.routing.channels.map(({ shape }) => shape),
    )
    await canaries.plan(inventory.routing.channels.map(({ shape }) => shape))
    const options = new Map(inventory.checks.map(({ id, shape }) => [id, shape.options]))
    const next: Item[] = []
    idOf.clear()
    for (const check of catalogue.checks) {
      idOf.set(check.name, check.id)
      if (check.paused) continue
      const held = items.get(check.id)
      const item = held && held.check.version === check.version ? held : itemOf(check, options.get(check.id))
      if (item) next.push(item)
    }
    items.clear()
    for (const item of next) items.set(item.id, item)
    scheduler.plan(next)
    const waited = behind.size
    for (const id of behind.keys()) if (!items.has(id)) behind.delete(id)
    if (waited > 0 && behind.size === 0) ownTrouble('behind', false, 'what waited is not under watch any more')
  }
  function itemOf(check: Item['check'], given: unknown): Item | undefined {
    try {
      const type = checkTypeOf(check.type)
      const options = parseOptions(check.type, given)
      const { id, intervalMs, confirmIntervalMs } = check
      return {
        id,
        intervalMs,
        confirmIntervalMs,
        host: type.target(options).host,
        check,
        type,
        options,
        get lastBeatAt() {
          return heartbeats.lastBeatAt(id)
        },
      }
    } catch (cause) {
      log.error('A check cannot be run as it is stored', { check: check.name, because: sentenceOf(cause) })
      return undefined
    }
  }

  const secondLook = createSecondLook({ clock, look: reconcile })
  async function answer({ kind, body }: LinkRequest): Promise<unknown> {
    const { checkId = '', token = '', at, input } = (body ?? {}) as { checkId?: string; token?: string; at?: Date; input?: unknown }
    if (kind === 'run-check') {
      // It may have been declared a moment ago.
      if (!items.has(checkId)) await reconcile()
      if (!items.has(checkId)) throw new Refusal('not-found', 'There is no such check under watch; it may be paused.')
      return scheduler.runSoon(checkId)
    }
    if (kind === 'try-check') return await tryCheck(input)
    // Its check may have been made a moment ago.
    if (kind === 'beat') return { known: heartbeats.beat(token, at) || ((await secondLook()) && heartbeats.beat(token, at)) }
    if (kind === 'send-notices') {
      // Its channel may have been declared a moment ago.
      await reconcile()
      return pager.kick()
    }
    // What is declared was changed: it holds at once, not with the next renewal.
    if (kind === 'look-again') return await reconcile()
    if (kind === 'echo') return { known: canaries.echoed(token) }
    if (kind === 'host-loads') return scheduler.loads()
    if (kind === 'signals') return await hearSignals(body as readonly Signal[])
    throw new Refusal('invalid', `The engine knows no request "${kind}".`)
  }
  /** Answers once all of it is stored, or lies in the spool: whoever said it need not say it again. */
  async function hearSignals(signals: readonly Signal[]): Promise<{ readonly refused: number }> {
    const changes = happen({ kind: 'signals', signals })
    const refused = signals.filter((signal) => isTooMuch(world, signal)).length
    if (changes.length > 0) {
      const { promise, resolve } = Promise.withResolvers<void>()
      keeping.set(changes, resolve)
      allKept = Promise.all([allKept, promise.finally(() => keeping.delete(changes))])
    }
    // Also for what changed nothing: it may have been said a moment ago, and not be stored yet.
    await allKept
    if (spool.holding)
      throw new Refusal(
        'unavailable',
        'Postgres is away and the disk is full: what came is acted on, but held in memory alone. Send it again, until it is kept.',
      )
    return { refused }
  }
  async function tryCheck(input: unknown): Promise<Execution> {
    const parsed = CheckInput.safeParse(input)
    if (!parsed.success) throw invalid('The check cannot be tried as it is.', parsed.error.issues.flatMap(issuesOf))
    const shape = checkShape(parsed.data)
    const check = { no: 0, name: shape.name, intervalMs: shape.intervalMs, timeoutMs: shape.timeoutMs, slowAfterMs: shape.slowAfterMs }
    return await prober.probe(
      { check, type: checkTypeOf(shape.type), options: parseOptions(shape.type, shape.options) },
      { wantsEvidence: true },
    )
  }

  const sightNow = (): Sight => {
    const { expected, executed, latenessMs } = scheduler.account()
    return {
      blindSince: anchors.blindSince,
      unstoredSince,
      waiting: committer.waiting,
      expected,
      executed,
      latenessMs,
      engine: { ...figures.read(), spoolBytes: spool.bytes },
      channels: canaries.sight(pager.breakers()),
      deliveries: pager.latencies.total(),
    }
  }
  function see(): Change {
    const sight = sightNow()
    const change: Change = { kind: 'sight', sight, waysMoved: haveMoved(world.sight, sight) }
    apply(world, change, clock.now())
    return change
  }

  link = await createLinkServer({
    path: parts.linkPath,
    clock,
    log,
    world: () => world,
    onMoved: (changes, missed) => {
      for (const change of changes) apply(world, change, clock.now())
      link?.publish(changes)
      happen({ kind: 'moved', changes })
      if (missed)
        reconcile().catch((cause) => log.warn('Reading again what people did failed and is tried again', { because: sentenceOf(cause) }))
    },
    onRequest: answer,
  })
  cleanups.defer(() => link?.close())

  /** Keeps the lease, and looks at what people did through a web that could not tell us and at what was declared elsewhere. */
  function reconcile(): Promise<void> {
    // One after the other: of two at once the one that read first could have the last word.
    reconciled = reconciled.then(lookAgain, lookAgain)
    return reconciled
  }
  async function lookAgain(): Promise<void> {
    const {
      held,
      revision: found,
      open,
      silent,
    } = await lease.renew<Declared & Unresolved & Silent>(sql`
      (select concat((select value::text from declarations where key = 'revision'), count(*), max(updated_at)) from people) as revision,
      (select coalesce(json_agg(json_build_array(id, version)), '[]') from incidents where state <> 'resolved') as open,
      (select coalesce(json_agg(id), '[]') from silences where to_at > ${clock.now()} and ended_at is null) as silent`)
    if (!held) return parts.onFenced('Another engine has taken over the lease.')
    await hearSilences(new Set(silent))
    const versions = new Map(open)
    const differing = open.filter(([id, version]) => (world.incidents.get(id)?.version ?? -1) < version).map(([id]) => id)
    const openHere = [...world.incidents.values()].filter(({ state, version }) => state !== 'resolved' && version > 0).map(({ id }) => id)
    const closedThere = openHere.filter((id) => !versions.has(id))
    if (differing.length + closedThere.length > 0) {
      const changed = await sql<IncidentRow[]>`select * from incidents where id = any(${[...differing, ...closedThere]}::uuid[])`
      const moved = changed.map(incidentOf)
      told([], moved)
      happen({ kind: 'moved', changes: moved.map((incident): Change => ({ kind: 'incident-stored', incident })) })
    }
    if (found === revision) return
    await replan()
    // Only now: what could not be read is read again.
    revision = found
  }

  /** Silences that somebody made or ended through a web that could not tell us. */
  async function hearSilences(silent: ReadonlySet<string>): Promise<void> {
    const now = clock.now()
    const ended = [...world.silences.values()].filter(({ id, toAt }) => toAt > now && !silent.has(id)).map(({ id }) => id)
    const made = [...silent].filter((id) => (world.silences.get(id)?.toAt ?? now) <= now)
    if (made.length + ended.length === 0) return
    const rows = await sql<SilenceRow[]>`select * from silences where id = any(${[...made, ...ended]}::uuid[])`
    const changes = rows.map((row): Change => ({ kind: 'silence', silence: silenceOf(row) }))
    for (const change of changes) apply(world, change, now)
    link?.publish(changes)
    happen({ kind: 'moved', changes })
  }

  happen({ kind: 'woke' })
  await reconcile()
  let tending: Promise<void> | undefined
  const each = (ms: number, what: string, work: () => Promise<unknown>) => {
    const timer = clock.every(ms, () => {
      tending ??= work()
        .then(
          () => {},
          (cause) => log.warn(`${what} failed and is tried again`, { because: sentenceOf(cause) }),
        )
        .finally(() => (tending = undefined))
    })
    cleanups.defer(() => timer.cancel())
  }
  let tickedAt = clock.now()
  let toldBlind: boolean | undefined
  const ticks = [
    // What an earlier life told of itself is over when it does not come again.
    clock.after(BEHIND_AGAIN_MS, () => {
      if (behind.size === 0) ownTrouble('behind', false, 'nothing waits since the engine began anew')
    }),
    clock.every(TEND_MS, () => link.mention(see())),
    clock.every(TEND_MS, () => {
      const now = clock.now()
      // The machine slept, or this process was held: time in which nobody looked.
      if (now.getTime() - tickedAt.getTime() > HELD_MS) happen({ kind: 'woke' })
      tickedAt = now
      happen({ kind: 'due' })
      canaries.tick()
    }),
    clock.every(PROFILE_QUARTER_MS, () => forget(world, clock.now())),
    clock.every(settings.get('checks.anchorInterval'), () => {
      void anchors.canSee().then((sees) => {
        // A probe that failed may have looked at the anchors before us, and an earlier life may have left its incident: what was told decides.
        if (toldBlind === !sees) return
        toldBlind = !sees
        ownTrouble(
          'blind',
          !sees,
          sees
            ? 'an anchor answers again'
            : `none of ${document.anchors.join(', ')} answers; results are unknown, not down, until one does`,
        )
      })
    }),
  ]
  cleanups.defer(() => {
    for (const tick of ticks) tick.cancel()
  })
  each(TEND_MS, 'Keeping the lease', reconcile)
  const announcer = createAnnouncer({
    sql: outbox,
    clock,
    ids,
    log,
    world,
    publicUrl: parts.publicUrl,
    key: parts.statusKey,
    afterMs: () => settings.get('status.automaticAfter'),
    onTold: () => pager.kick(),
  })
  cleanups.defer(() => announcer.stop())
  const retention = startRetention({
    databaseUrl: parts.databaseUrl,
    clock,
    log,
    settings,
    makePartitions,
    freeBytes: () => freeBytesAt(parts.databaseUrl, parts.dataFolder).catch(() => null),
  })
  cleanups.defer(() => retention.stop())

  return { stop: () => cleanups.disposeAsync() }
}

async function endSql(sql: Sql): Promise<void> {
  await sql.end({ timeout: 2 })
}

const sizeOf = (body: object): number => ('body' in body && typeof body.body === 'string' ? body.body.length : 0) + 1_024
