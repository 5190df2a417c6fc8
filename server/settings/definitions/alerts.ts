import { DAY, HOUR, MINUTE, SECOND } from '../../kernel/duration'
import type { Definition } from '../model'

export const alerts = [
  {
    key: 'alerts.groupWait',
    title: 'What follows gathers for',
    about: 'The first page of an incident goes out at once; what joins it is gathered so long before it is told.',
    unit: 'duration',
    min: 0,
    max: HOUR,
    default: 30 * SECOND,
  },
  {
    key: 'alerts.groupInterval',
    title: 'News at most every',
    about: 'The least time between two messages that tell more of the same incident.',
    unit: 'duration',
    min: 0,
    max: DAY,
    default: 5 * MINUTE,
  },
  {
    key: 'alerts.repeatEvery',
    title: 'Remind every',
    about: 'How often those who were paged are reminded while nobody has answered and no step is left; 0 never reminds.',
    unit: 'duration',
    min: 0,
    max: 7 * DAY,
    default: 4 * HOUR,
  },
  {
    key: 'alerts.acknowledgementTimeout',
    title: 'An acknowledgement holds for',
    about: 'Those who were paged are reminded when an acknowledged incident is still open after so long, and every so often; 0 never.',
    unit: 'duration',
    min: 0,
    max: 7 * DAY,
    default: 30 * MINUTE,
  },
  {
    key: 'alerts.giveUpAfter',
    title: 'Give up delivering after',
    about: 'A message that no attempt got across for so long becomes a dead letter, which stays visible and can be sent again.',
    unit: 'duration',
    min: MINUTE,
    max: 30 * DAY,
    default: DAY,
  },
  {
    key: 'alerts.flappingChanges',
    title: 'Flapping after more changes than',
    about:
      'A check that changes its status more often than this within the flapping window is told once, then kept quiet until it is calm.',
    unit: 'count',
    min: 1,
    max: 100,
    default: 4,
  },
  {
    key: 'alerts.flappingWindow',
    title: 'Flapping window',
    about: 'Changes of status are counted within this time, and a flapping check is calm when it has not changed for as long.',
    unit: 'duration',
    min: MINUTE,
    max: DAY,
    default: 15 * MINUTE,
  },
] as const satisfies readonly Definition[]
