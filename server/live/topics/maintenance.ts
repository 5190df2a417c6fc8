import type { MaintenanceWindow } from '../../alerts/model'
import { holdsNext } from '../../alerts/rules/maintenance'
import { nextInWords, writtenWindow } from '../../alerts/rules/maintenance-words'
import { matcherInWords } from '../../alerts/rules/matcher-words'
import type { MaintenanceRow } from '../rows'
import { defineTopic } from './topic'

/** Every maintenance window with when it holds; told anew when one begins or ends. */
export const maintenance = defineTopic<MaintenanceRow>({
  kind: 'maintenance',
  keyed: false,
  right: 'read',
  all: ({ windows }, _key, now) => [...windows.values()].map((window) => maintenanceRow(window, now)),
  touched: (_world, cause) => (cause.kind === 'catalogue' || cause.kind === 'planned' ? 'all' : []),
  item({ windows }, id, _key, _causes, now) {
    const window = windows.get(id)
    return window && maintenanceRow(window, now)
  },
})

function maintenanceRow(window: MaintenanceWindow, now: Date): MaintenanceRow {
  const { id, version, source, title, lossFree, matcher } = window
  const next = holdsNext(window, now)
  return {
    id,
    version,
    source,
    title,
    of: matcherInWords(matcher),
    says: nextInWords(window, now),
    fromMs: next?.fromAt.getTime() ?? null,
    toMs: next?.toAt.getTime() ?? null,
    lossFree,
    definition: writtenWindow(window),
  }
}
