import { expect, test } from 'vitest'
import { runs } from './digits'

const changed = (now: string, was: string) =>
  runs(now, was)
    .map(({ part, changed }) => (changed ? `[${part}]` : part))
    .join('')

test('only the places that changed move', () => expect(changed('£1,239', '£1,234')).toBe('£1,23[9]'))
test('a figure that grows by a digit is compared from the right', () => expect(changed('£10,234', '£9,234')).toBe('[£10],234'))
test('nothing moves while nothing changes', () => expect(changed('£416', '£416')).toBe('£416'))
