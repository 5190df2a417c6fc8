import { openSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createLog } from './log'

test('a disk that is full ends nobody who logs (REL-3)', () => {
  const full = openSync('/dev/full', 'w')
  const log = createLog('test', 'info', full)
  expect(() => {
    log.info('said')
    log.error('said again', { because: 'of something' })
  }).not.toThrow()
})
