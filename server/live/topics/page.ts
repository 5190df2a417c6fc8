import type { Page, Recipient, Sending } from '../../alerts/model'
import { aheadOf, type StepAhead } from '../../alerts/rules/coming'
import type { Incident } from '../../incidents/model'
import { lossPerMinuteOf } from '../../pipeline/facts'
import type { World } from '../../pipeline/model'
import { waysOf } from '../../pipeline/paging'
import type { AheadRow, PageRow, SendingRow } from '../rows'
import { type Cause, defineTopic } from './topic'

/** Who is told of one incident: what comes next and when, what stops it, and why whom (ALR-6, ALR-15). One item, its id the incident's. */
export const page = defineTopic<PageRow>({
  kind: 'page',
  keyed: true,
  right: 'read',
  all(world, key) {
    const incident = world.incidents.get(key)
    return incident ? [pageRow(world, incident)] : []
  },
  touched: (_world, cause, key) => (isAbout(cause, key) ? [key] : []),
  item(world, id) {
    const incident = world.incidents.get(id)
    return incident && pageRow(world, incident)
  },
})

/** Where each message of one incident stands. */
export const sendings = defineTopic<SendingRow>({
  kind: 'sendings',
  keyed: true,
  right: 'read',
  all: () => [],
  load: async (sources, key) => (ID.test(key) ? (await sources.sendingsOf(key)).map(sendingRow) : []),
  touched: (_world, cause, key) => sendingsIn(cause, key).map(({ id }) => id),
  item(_world, id, key, causes) {
    const sending = causes
      .flatMap((cause) => sendingsIn(cause, key))
      .filter((one) => one.id === id)
      .at(-1)
    return sending && sendingRow(sending)
  },
})

/** What is no id is no incident's: Postgres would call it an error, which is tried again and again. */
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function isAbout(cause: Cause, incidentId: string): boolean {
  switch (cause.kind) {
    case 'page':
      return cause.page.incidentId === incidentId
    case 'incident-opened':
    case 'incident-stored':
      return cause.incident.id === incidentId
    case 'incident-changed':
      return cause.incidentId === incidentId
    case 'sight':
      return cause.waysMoved === true
    default:
      return cause.kind === 'catalogue'
  }
}

const sendingsIn = (cause: Cause, incidentId: string): readonly Sending[] =>
  cause.kind === 'sendings' ? cause.sendings.filter((one) => one.incidentId === incidentId) : []

/** As far as the world knows it; before anybody was to be told there is no page yet. */
export function pageRow(world: World, incident: Incident): PageRow {
  const told: Page | undefined = world.pages.get(incident.id)
  const ways = waysOf(world, incident, lossPerMinuteOf(world, incident.id) * 60)
  const { steps, executives } = told ? aheadOf(told, incident.severity, ways) : { steps: [], executives: null }
  const { policy, finding } = ways.route
  return {
    id: incident.id,
    declared: world.routing.channels.length > 0,
    policy: policy?.title ?? policy?.name ?? null,
    finding,
    startedAtMs: told?.startedAt.getTime() ?? incident.openedAt.getTime(),
    openedAtMs: incident.openedAt.getTime(),
    acknowledgedAtMs: incident.acknowledgedAt?.getTime() ?? null,
    mitigatedAtMs: incident.mitigatedAt?.getTime() ?? null,
    resolvedAtMs: incident.resolvedAt?.getTime() ?? null,
    answered: told?.answered ?? false,
    closed: incident.state === 'resolved',
    stepAtMs: told?.stepAt?.getTime() ?? null,
    steps: steps.map(aheadRow),
    executives: executives && aheadRow(executives),
    executivesToldAtMs: told?.executivesAt?.getTime() ?? null,
    mutedBy: told?.mutedBy ?? [],
    mutedUntilMs: told && told.mutedBy.length > 0 ? (told.nextAt?.getTime() ?? null) : null,
    unheard: told ? told.unheard && !told.told.some(({ as }) => as === 'page') : false,
    trail: (told?.trail ?? []).map(({ at, says }) => ({ atMs: at.getTime(), says })),
  }
}

const aheadRow = ({ step, at, recipients, resort, because }: StepAhead): AheadRow => ({
  step,
  atMs: at.getTime(),
  who: recipients.map(({ channel, person }: Recipient) => ({ channel, person })),
  resort,
  because,
})

const sendingRow = ({ id, kind, channel, person, at, state, says, deliveredAt }: Sending): SendingRow => ({
  id,
  kind,
  channel,
  person,
  atMs: at.getTime(),
  state,
  says,
  deliveredAtMs: deliveredAt?.getTime() ?? null,
})
