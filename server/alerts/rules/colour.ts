import type { Severity } from '../../checks/model'
import type { NoticeKind } from '../model'

const BY_SEVERITY: Readonly<Record<Severity, string>> = {
  emergency: '#d92d20',
  critical: '#d92d20',
  high: '#e8710a',
  medium: '#d9a406',
  low: '#2e6fd8',
}
const BY_KIND: Readonly<Partial<Record<NoticeKind, string>>> = {
  acknowledged: '#2e6fd8',
  resolved: '#1a8a4b',
  test: '#667085',
  canary: '#667085',
}

/** The colour of the bar beside a message, as `#d92d20`: never all that tells how grave it is, for the words say it too. */
export const colourOf = (kind: NoticeKind, severity: Severity): string => BY_KIND[kind] ?? BY_SEVERITY[severity]
