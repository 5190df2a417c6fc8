import { OWN_SOURCES, type Signal, type SignalAlert, type SignalFacts, type Source } from '../../alerts/model'
import { hearing } from '../../alerts/rules/hearing'
import { graver } from '../../incidents/rules/words'
import { formatDuration, HOUR, MINUTE } from '../../kernel/duration'
import type { Telling } from '../advance'
import { rememberEnd } from '../apply'
import type { World } from '../model'
import { alertEnded, alertLetGo, note, patched, reopened, signalOpened } from './incident'
import { lossStep } from './loss'
import { serviceStep } from './service'
import { judge } from './stake'

/** What began before Plimsoll was told of it counts from so long before: nothing was known to be wrong then, and nothing was charged. */
const REACHES_BACK_MS = HOUR
/** Being heard of again is stored when it moves what is waited for by this part of it. */
const WORTH_STORING = 0.1

/** How long a source is said to have too much after the last alert that was not taken. */
const TOO_MANY_MS = 15 * MINUTE

const fingerprintOf = ({ source, fingerprint }: Pick<Signal, 'source' | 'fingerprint'>): string => `${source}:${fingerprint}`

/** Opens, changes or ends the alerts of what anybody but a check says (ALR-1), then says what that makes of services, deals and money. */
export function signalStep(telling: Telling, signals: readonly Signal[]): void {
  const { world } = telling
  const idOf = new Map([...world.services.values()].map(({ service: { id, name } }) => [name, id]))
  const touched = new Touched()
  const refused = new Map<string, number>()
  for (const signal of signals)
    if (isTooMuch(world, signal)) refused.set(signal.source, (refused.get(signal.source) ?? 0) + 1)
    else hear(telling, signal, (signal.service && idOf.get(signal.service)) || null, touched)
  for (const [source, count] of refused) hear(telling, tooMany(source, count, telling.now, world.rules.maxReported), null, touched)
  tellTouched(telling, touched)
}

/** Whether a signal says that something began of which nothing is open. */
function isNews(world: World, signal: Signal): boolean {
  const key = fingerprintOf(signal)
  return hearing(signal, world.openSignalOf.get(key)?.signal, world.signalEnds.get(key)).kind === 'opens'
}

/** What opens is bounded; what holds or ends is always heard. Of one that was heard a moment ago: it was not taken. */
export const isTooMuch = (world: World, signal: Signal): boolean =>
  !isOwn(signal.source) && world.openSignalOf.size >= world.rules.maxReported && isNews(world, signal)

/** Said by Plimsoll itself when alerts of a source are not taken, so that nobody takes silence for calm. */
const tooMany = (source: string, count: number, now: Date, most: number): Signal => ({
  source: 'meta',
  fingerprint: `too-many:${source}`,
  state: 'firing',
  title: `${source} reports more than is taken`,
  says: `${count} ${count === 1 ? 'alert was' : 'alerts were'} not taken, since ${most} are open (alerts.maxReported). ${source} is asked to send them again.`,
  severity: 'high',
  condition: 'reported',
  service: null,
  group: `too-many:${source}`,
  startedAt: null,
  endedAt: null,
  labels: {},
  link: null,
  heardAt: now,
  expiresAt: new Date(now.getTime() + TOO_MANY_MS),
})

/** Ends what should have been heard of again by now, and was not. Nobody knows whether it is over, and that is said. */
export function unheardStep(telling: Telling): void {
  const { world, now } = telling
  const touched = new Touched()
  for (const alert of [...world.openSignalOf.values()]) {
    const { expiresMs, heardMs } = alert.signal
    if (expiresMs === null || expiresMs > now.getTime()) continue
    const silent = formatDuration(Math.max(0, now.getTime() - heardMs))
    letsGo(
      telling,
      alert,
      `${nameOf(world, alert.signal)} was not heard of again for ${silent}; whether it is over is not known`,
      'unheard',
      touched,
    )
  }
  tellTouched(telling, touched)
}

/**
 * Sources that are not declared any more: whatever they reported, nobody will say that it is over.
 *
 * @param were those that were declared before; without, whatever is not declared. One that was declared a moment ago may be heard before it is known
 */
export function undeclaredStep(telling: Telling, were?: readonly Source[]): void {
  const { world } = telling
  const declared = new Set(world.routing.sources.map(({ name }) => name))
  const wasDeclared = were && new Set(were.map(({ name }) => name))
  const touched = new Touched()
  for (const alert of [...world.openSignalOf.values()]) {
    const { source, title } = alert.signal
    if (!isOwn(source) && !declared.has(source) && (wasDeclared?.has(source) ?? true))
      letsGo(telling, alert, `The source ${source} was removed while it reported ${title}`, 'configuration-changed', touched)
  }
  tellTouched(telling, touched)
}

/** Services whose status may differ, each from its earliest instant on. */
class Touched extends Map<string, Date> {
  note({ serviceId, condition }: Pick<SignalAlert, 'serviceId' | 'condition'>, fromAt: Date): void {
    if (serviceId === null || condition === 'reported') return
    const known = this.get(serviceId)
    if (!known || fromAt < known) this.set(serviceId, fromAt)
  }
}

function tellTouched(telling: Telling, touched: Touched): void {
  for (const [serviceId, fromAt] of touched) {
    serviceStep(telling, serviceId, fromAt)
    for (const { opportunity } of telling.world.opportunities.values())
      if (opportunity.journeys.some(({ id }) => id === serviceId)) judge(telling, opportunity, fromAt)
    lossStep(telling, serviceId, fromAt)
  }
}

function hear(telling: Telling, signal: Signal, serviceId: string | null, touched: Touched): void {
  const { world } = telling
  const key = fingerprintOf(signal)
  const open = world.openSignalOf.get(key)
  const heard = hearing(signal, open?.signal, world.signalEnds.get(key))
  if (heard.kind === 'opens') return opens(telling, signal, serviceId, heard.beganMs, heard.again, touched)
  if (heard.kind === 'holds' && open) return holds(telling, open, signal, heard.beganMs, touched)
  if (heard.kind === 'ends' && open) return ends(telling, open, signal, heard.endedMs, touched)
  if (heard.kind === 'over') rememberEnd(world, key, { endedMs: heard.endedMs, heardMs: signal.heardAt.getTime(), said: true })
}

function opens(telling: Telling, signal: Signal, serviceId: string | null, beganMs: number, again: boolean, touched: Touched): void {
  const { world, now, ids } = telling
  const earliest = now.getTime() - REACHES_BACK_MS
  const saidMs = again ? signal.heardAt.getTime() : (signal.startedAt ?? signal.heardAt).getTime()
  const startedAt = new Date(Math.min(now.getTime(), Math.max(saidMs, earliest)))
  const alert = {
    id: ids.next(),
    fingerprint: fingerprintOf(signal),
    checkId: null,
    serviceId,
    severity: signal.severity,
    condition: signal.condition,
    startedAt,
    openedAt: now,
    endedAt: null,
    blindFromAt: null,
    says: signal.says,
    signal: factsOf(signal, beganMs),
  }
  const service = world.services.get(serviceId ?? '')?.service.title
  const where = signal.service !== null && service === undefined ? `; no service here is called ${signal.service}` : ''
  const since = saidMs < earliest ? `, since ${new Date(saidMs).toISOString().slice(0, 16).replace('T', ' ')} UTC` : ''
  signalOpened(
    telling,
    alert,
    service === undefined || signal.title.startsWith(service) ? signal.title : `${service}: ${signal.title}`,
    `${sourceOf(world, signal.source)} reports ${signal.title}${again ? ' again' : ''}${since}${where}`,
  )
  touched.note(alert, startedAt)
}

function holds(telling: Telling, open: SignalAlert, signal: Signal, beganMs: number, touched: Touched): void {
  const { world, now, ids, tell } = telling
  const incident = world.incidents.get(open.incidentId)
  if (incident?.state === 'resolved') reopened(telling, incident, signal.says)
  const next: SignalAlert = {
    ...open,
    severity: signal.severity,
    condition: signal.condition,
    says: signal.says,
    signal: { ...factsOf(signal, beganMs), heardMs: Math.max(open.signal.heardMs, signal.heardAt.getTime()) },
  }
  if (!differs(open, next)) return
  tell({ kind: 'alert', alert: next })
  if (open.condition !== next.condition) {
    touched.note(open, now)
    touched.note(next, now)
  }
  if (!incident || open.severity === next.severity) return
  for (const change of patched(incident, { severity: graver(incident.severity, next.severity) })) tell(change)
  const says = `${nameOf(world, next.signal)} is reported as ${next.severity} now; it was ${open.severity}`
  tell(note(ids, incident.id, now, 'severity-changed', says, { detail: next.says }))
}

/** Whether anything but the hour of its hearing is new, or what is waited for has moved enough. */
function differs(open: SignalAlert, next: SignalAlert): boolean {
  const same = ({ severity, condition, says, signal }: SignalAlert) =>
    JSON.stringify([severity, condition, says, signal.title, signal.link, signal.labels, signal.beganMs])
  if (same(open) !== same(next)) return true
  const [before, after] = [open.signal.expiresMs, next.signal.expiresMs]
  if (before === null || after === null) return before !== after
  return Math.abs(after - before) > (after - next.signal.heardMs) * WORTH_STORING
}

function ends(telling: Telling, open: SignalAlert, signal: Signal, endedMs: number, touched: Touched): void {
  const { world, now, tell } = telling
  const endedAt = new Date(Math.min(now.getTime(), Math.max(endedMs, open.startedAt.getTime())))
  tell({ kind: 'alert', alert: { ...open, endedAt, signal: { ...open.signal, endedMs, heardMs: signal.heardAt.getTime() } } })
  const lasted = formatDuration(endedAt.getTime() - open.startedAt.getTime())
  alertEnded(
    telling,
    open,
    endedAt,
    `${nameOf(world, open.signal)} has ended`,
    `${sourceOf(world, signal.source)} says so; it lasted ${lasted}`,
  )
  touched.note(open, endedAt)
}

/** Nobody will say whether it is over: it is ended, and nothing is proven (INC-4). */
function letsGo(telling: Telling, open: SignalAlert, says: string, kind: 'unheard' | 'configuration-changed', touched: Touched): void {
  const { now, tell } = telling
  tell({ kind: 'alert', alert: { ...open, endedAt: now } })
  alertLetGo(telling, open, now, says, kind)
  touched.note(open, now)
}

const factsOf = ({ source, group, title, labels, link, heardAt, expiresAt }: Signal, beganMs: number): SignalFacts => ({
  source,
  group,
  title,
  labels,
  link,
  beganMs,
  endedMs: null,
  heardMs: heardAt.getTime(),
  expiresMs: expiresAt?.getTime() ?? null,
})

const nameOf = (world: World, { source, title }: Pick<SignalFacts, 'source' | 'title'>): string =>
  isOwn(source) ? title : `${title}, which ${sourceOf(world, source)} reports,`
const sourceOf = ({ routing }: World, source: string): string =>
  isOwn(source) ? 'Plimsoll' : (routing.sources.find(({ name }) => name === source)?.title ?? source)
const isOwn = (source: string): boolean => OWN_SOURCES.some((own) => own === source)
