import { HOUR, MINUTE } from '../../kernel/duration'
import type { Definition } from '../model'

export const status = [
  {
    key: 'status.automaticAfter',
    title: 'A status page tells by itself after',
    about: 'An incident that lasts so long is told on pages with automatic incidents; one that is over sooner is not.',
    unit: 'duration',
    min: 0,
    max: HOUR,
    default: 2 * MINUTE,
  },
  {
    key: 'status.maxSubscribers',
    title: 'Subscribers of a status page',
    about: 'More than so many are not taken; each is told of everything that is said there.',
    unit: 'count',
    min: 0,
    max: 100_000,
    default: 5_000,
  },
] as const satisfies readonly Definition[]
