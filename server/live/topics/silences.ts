import type { Silence } from '../../alerts/model'
import { matcherInWords } from '../../alerts/rules/matcher-words'
import type { SilenceRow } from '../rows'
import { defineTopic } from './topic'

/** Silences that hold or will, and for a while those that have ended; a screen leaves these out by itself. */
export const silences = defineTopic<SilenceRow>({
  kind: 'silences',
  keyed: false,
  right: 'read',
  all: (world) => [...world.silences.values()].map(silenceRow),
  touched: (_world, cause) => (cause.kind === 'silence' ? [cause.silence.id] : []),
  item(world, id) {
    const silence = world.silences.get(id)
    return silence && silenceRow(silence)
  },
})

const silenceRow = ({ id, matcher, fromAt, toAt, reason, by }: Silence): SilenceRow => ({
  id,
  of: matcherInWords(matcher),
  fromMs: fromAt.getTime(),
  toMs: toAt.getTime(),
  reason,
  by,
})
