import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { systemClock } from '../runtime/clock'
import { openJournal } from './journal'

test('a disk that is full does not end the supervisor, which still says aloud what went wrong (REL-3)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-journal-'))
  symlinkSync('/dev/full', join(folder, 'plimsoll.log'))
  const said: string[] = []
  const { log } = openJournal(folder, { clock: systemClock, say: (line) => void said.push(line) })
  log.info('nobody hears this')
  log.error('Postgres ended.')
  expect(said).toEqual(['Postgres ended.'])
  rmSync(folder, { recursive: true })
})
