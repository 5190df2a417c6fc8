import { expect, test } from 'vitest'
import { safeReturnPath } from './return-path'

test.each([
  ['/operations?tab=matrix', '/operations?tab=matrix'],
  ['/incidents/1', '/incidents/1'],
  ['//evil.example', '/here'],
  ['/\\evil.example', '/here'],
  ['/a\\..\\b', '/here'],
  ['/\t/evil.example', '/here'],
  ['/..//evil.example', '/here'],
  ['https://evil.example', '/here'],
  ['javascript:alert(1)', '/here'],
  ['/api/v1/session', '/here'],
  ['/sign-in?returnTo=/sign-in', '/here'],
  ['', '/here'],
  [undefined, '/here'],
])('%s leads to %s', (path, expected) => expect(safeReturnPath(path, '/here')).toBe(expected))
