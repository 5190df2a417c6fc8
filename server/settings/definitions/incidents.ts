import { DAY, HOUR, MINUTE } from '../../kernel/duration'
import type { Definition } from '../model'

export const incidents = [
  {
    key: 'incidents.reopenWindow',
    title: 'May be reopened for',
    about: 'How long after it was resolved a person may reopen an incident; later a new one is opened.',
    unit: 'duration',
    min: MINUTE,
    max: 30 * DAY,
    default: 24 * HOUR,
  },
] as const satisfies readonly Definition[]
