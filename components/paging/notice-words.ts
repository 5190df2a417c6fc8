import type { LogRow, Names } from '@/server/views/paging'
import { nameOf } from './on-call-words'

/** Each state of a message by shape, word and colour. */
export const STATES = {
  waiting: { tone: 'neutral', word: 'waits', glyph: '○' },
  sending: { tone: 'neutral', word: 'on its way', glyph: '◐' },
  delivered: { tone: 'up', word: 'delivered', glyph: '●' },
  bundled: { tone: 'up', word: 'in a bundle', glyph: '◆' },
  dead: { tone: 'down', word: 'not delivered', glyph: '■' },
} as const

/** Whom, and by which channel. */
export function recipientOf({ person, address, channel }: Pick<LogRow, 'person' | 'address' | 'channel'>, names: Names): string {
  const who = person === null ? address : nameOf(person, names)
  return who === null ? channel : `${who} by ${channel}`
}
