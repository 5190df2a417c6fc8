import { DAY, HOUR } from '../../kernel/duration'
import type { Definition } from '../model'

const YEAR = 365 * DAY

export const storage = [
  {
    key: 'storage.flushInterval',
    title: 'Store results every',
    about: 'At most this much is lost when the engine is killed.',
    unit: 'duration',
    min: 20,
    max: 250,
    default: 200,
  },
  {
    key: 'storage.maxWaiting',
    title: 'Results waiting in memory',
    about: 'While Postgres is away, more than these go to the spool on disk.',
    unit: 'count',
    min: 1_000,
    max: 1_000_000,
    default: 20_000,
  },
  {
    key: 'storage.maxSpoolBytes',
    title: 'Spool on disk',
    about: 'While Postgres is away, results beyond this are dropped, the oldest first; changes of state never are.',
    unit: 'bytes',
    min: 1_048_576,
    max: 1e12,
    default: 1_073_741_824,
  },
  {
    key: 'storage.minFreeBytes',
    title: 'Disk kept free',
    about: 'With less free, the oldest days of results are dropped before their time.',
    unit: 'bytes',
    min: 0,
    max: 1e12,
    default: 536_870_912,
  },
  {
    key: 'retention.results',
    title: 'Keep results for',
    about: 'Days of detailed results older than this are dropped whole.',
    unit: 'duration',
    min: DAY,
    max: 10 * YEAR,
    default: 30 * DAY,
  },
  {
    key: 'retention.evidence',
    title: 'Keep evidence for',
    about: 'What proved a failure, and is older than this, is dropped.',
    unit: 'duration',
    min: DAY,
    max: 10 * YEAR,
    default: 90 * DAY,
  },
  {
    key: 'retention.every',
    title: 'Clean up every',
    about: 'How often old days are dropped and new ones prepared.',
    unit: 'duration',
    min: HOUR / 4,
    max: DAY,
    default: HOUR,
  },
] as const satisfies readonly Definition[]
