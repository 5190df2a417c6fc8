import { expect, test } from 'vitest'
import { DAY, MINUTE } from '../../kernel/duration'
import type { Unit } from '../model'
import { written } from './written'

test.each<[number, Unit, string]>([
  [10 * MINUTE, 'duration', '10 min'],
  [30 * DAY, 'duration', '30 days'],
  [250, 'duration', '250 ms'],
  [64 * 1_048_576, 'bytes', '64 MiB'],
  [512, 'bytes', '512 bytes'],
  [20, 'per-second', '20 a second'],
  [12_000, 'count', '12,000'],
  [0.4, 'ratio', '0.4'],
  [95, 'percent', '95 %'],
  [5_000, 'money-per-hour', 'GBP 5,000 an hour'],
])('%d of %s is read as %s', (value, unit, text) => expect(written(value, unit, 'GBP')).toBe(text))
