import type { MaintenanceWindow } from '../alerts/model'
import { noRouting } from '../alerts/rules/directory'
import type { Service } from '../catalogue/model'
import type { Check, Span } from '../checks/model'
import { replaceTail } from '../checks/rules/spans'
import { fresh } from '../checks/rules/status-machine'
import type { Catalogue, CheckState, Recent, Rules, World } from './model'
import { RECENT } from './model'

/** The rules before any setting was read: the defaults of the registry (IMP-2, IMP-7, VIEW-9). */
export type StartOfWorld = { readonly rules: Rules; readonly now: Date }

/** A world in which nothing is watched yet. */
export const emptyWorld = ({ rules, now }: StartOfWorld): World => ({
  checks: new Map(),
  checkByNo: new Map(),
  checksOf: new Map(),
  formerOf: new Map(),
  services: new Map(),
  needs: new Map(),
  dependants: new Map(),
  streams: new Map(),
  opportunities: new Map(),
  segments: new Map(),
  contracts: new Map(),
  measured: new Map(),
  alerts: new Map(),
  openAlertOf: new Map(),
  openSignalOf: new Map(),
  signalEnds: new Map(),
  alertsOf: new Map(),
  openAlertsOf: new Map(),
  alertsIn: new Map(),
  openAlertsIn: new Map(),
  incidents: new Map(),
  openOf: new Map(),
  partsOf: new Map(),
  crowds: new Set(),
  ledger: new Map(),
  streamsOf: new Map(),
  repairs: new Map(),
  routing: noRouting,
  silences: new Map(),
  windows: new Map(),
  formerWindows: [],
  planned: { laidToMs: now.getTime(), nextMs: Number.NEGATIVE_INFINITY, holding: [] },
  pages: new Map(),
  currencies: { base: 'GBP', rates: {} },
  rules,
  sight: { blindSince: null, unstoredSince: null, waiting: 0, expected: 0, executed: 0, latenessMs: 0 },
  calmSince: now,
})

export const noRecent = (): Recent => ({
  next: 0,
  size: 0,
  atMs: new Float64Array(RECENT),
  latencyMs: new Float32Array(RECENT),
  outcome: new Uint8Array(RECENT),
})

/** A check of which nothing is known yet. */
export const unseen = (check: Check, now: Date): CheckState => ({
  check,
  joinedAt: null,
  standing: fresh,
  blind: false,
  status: check.paused ? 'paused' : 'unknown',
  spans: [{ status: check.paused ? 'paused' : 'unknown', fromAt: now }],
  lastPassAt: null,
  lastAt: null,
  lastOutcome: null,
  lastLatencyMs: 0,
  lastCode: 0,
  lastSays: '',
  streakSays: '',
  recent: noRecent(),
})

/** Service id → ids of all services it needs, directly or through others. Cycles are refused when they are declared. */
export function needsOf(services: readonly Service[]): Map<string, ReadonlySet<string>> {
  const direct = new Map(services.map(({ id, dependsOn }) => [id, dependsOn]))
  const found = new Map<string, ReadonlySet<string>>()
  const visit = (id: string, path: ReadonlySet<string>): ReadonlySet<string> => {
    const known = found.get(id)
    if (known) return known
    const all = new Set<string>()
    for (const next of direct.get(id) ?? []) {
      if (path.has(next)) continue
      all.add(next)
      for (const further of visit(next, new Set([...path, next]))) all.add(further)
    }
    found.set(id, all)
    return all
  }
  for (const { id } of services) visit(id, new Set([id]))
  return found
}

/** Lays a catalogue into the world: what is new begins unseen, what stays keeps its state, what is gone goes. */
export function layCatalogue(world: World, catalogue: Catalogue, now: Date): void {
  world.currencies = catalogue.currencies
  world.routing = catalogue.routing
  layWindows(world, catalogue.windows, now)
  replace(world.services, catalogue.services, (service, was) => ({
    status: was?.status ?? 'unknown',
    spans: was?.spans ?? [{ status: 'unknown', fromAt: now }],
    service,
  }))
  const kept = new Map(catalogue.checks.map(({ id, serviceId }) => [id, serviceId]))
  for (const state of world.checks.values()) if (kept.get(state.check.id) !== state.check.serviceId) leave(world, state, now)
  replace(world.checks, catalogue.checks, (check, was) => {
    if (!was) return unseen(check, now)
    if (was.check.serviceId !== check.serviceId) was.joinedAt = now
    was.check = check
    return was
  })
  replace(world.streams, catalogue.streams, (stream) => stream)
  replace(world.segments, catalogue.segments, (segment) => segment)
  replace(world.contracts, catalogue.contracts, (contract) => contract)
  layMeasured(world, catalogue)
  replace(world.opportunities, catalogue.opportunities, (opportunity, was) => ({
    stake: was?.stake ?? 'safe',
    sinceAt: was?.sinceAt ?? now,
    because: was?.because ?? [],
    opportunity,
  }))
  world.needs.clear()
  world.dependants.clear()
  for (const [id, needs] of needsOf(catalogue.services)) {
    world.needs.set(id, needs)
    for (const needed of needs) add(world.dependants, needed, id)
  }
  world.checkByNo.clear()
  world.checksOf.clear()
  for (const state of world.checks.values()) {
    world.checkByNo.set(state.check.no, state)
    const siblings = world.checksOf.get(state.check.serviceId)
    if (siblings) siblings.push(state)
    else world.checksOf.set(state.check.serviceId, [state])
  }
}

/** What was followed goes on; what a contract measures from now on is what was stored of it, and what has been seen since. */
function layMeasured(world: World, { contracts, measured }: Catalogue): void {
  const wanted = new Set(contracts.flatMap(({ services }) => services))
  for (const id of world.measured.keys()) if (!wanted.has(id)) world.measured.delete(id)
  for (const id of wanted) {
    if (world.measured.has(id)) continue
    const stored = measured.get(id) ?? []
    const known = world.services.get(id)?.spans ?? []
    // A service that nobody knew here begins unseen: that says nothing of what is stored.
    world.measured.set(id, stored.length > 0 && isUnseen(known) ? stored : replaceTail(stored, known))
  }
}

const isUnseen = (spans: readonly Span[]): boolean => spans.length === 1 && spans[0]?.status === 'unknown'

/** What holds from now on, and what held until now where that is another. */
function layWindows(world: World, windows: readonly MaintenanceWindow[], now: Date): void {
  const before = [...world.windows.values()]
  replace(world.windows, windows, (window) => window)
  const changed = before.filter((window) => workOf(window) !== workOf(world.windows.get(window.id)))
  const former = changed.map((window) => ({ window, sinceMs: changedMs(world, window), untilMs: now.getTime() }))
  if (former.length > 0) world.formerWindows = [...world.formerWindows, ...former]
}

/** From when on a window is what it is now. */
export const changedMs = ({ formerWindows }: Pick<World, 'formerWindows'>, { id }: MaintenanceWindow): number =>
  formerWindows.findLast(({ window }) => window.id === id)?.untilMs ?? Number.NEGATIVE_INFINITY

const workOf = (window: MaintenanceWindow | undefined): string =>
  JSON.stringify(window && [window.when, window.matcher, window.lossFree, window.createdAt, window.endedAt])

/** What a check was for the service it leaves stays that service's past. */
function leave({ formerOf }: World, { check, spans, joinedAt }: CheckState, now: Date): void {
  const former = { spans, critical: check.critical, joinedMs: joinedAt?.getTime(), leftMs: now.getTime() }
  formerOf.set(check.serviceId, [...(formerOf.get(check.serviceId) ?? []), former])
}

/** Into the set under a key. */
export function add<Member>(sets: Map<string, Set<Member>>, key: string, member: Member): void {
  const known = sets.get(key)
  if (known) known.add(member)
  else sets.set(key, new Set([member]))
}

function replace<Item extends { readonly id: string }, Held>(
  held: Map<string, Held>,
  items: readonly Item[],
  make: (item: Item, was: Held | undefined) => Held,
): void {
  const next = items.map((item) => [item.id, make(item, held.get(item.id))] as const)
  held.clear()
  for (const [id, value] of next) held.set(id, value)
}
