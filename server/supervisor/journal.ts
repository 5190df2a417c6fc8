import { copyFileSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '@/server/runtime/clock'
import type { Log } from '@/server/runtime/log'

const LONGEST_BYTES = 16 * 2 ** 20
const LOOK_MS = 30_000

export type Journal = {
  readonly file: string
  /** For what the children print. The system appends to it, so it needs no pipe and outlives us. */
  readonly descriptor: number
  /** Writes into the file; warnings and errors are also said to whoever started Plimsoll. */
  readonly log: Log
}

/** The file that takes what all processes print; one older file is kept beside it. */
export function openJournal(folder: string, { clock, say }: { clock: Clock; say: (line: string) => void }): Journal {
  const file = join(folder, 'plimsoll.log')
  const descriptor = openSync(file, 'a', 0o600)
  const trim = () => {
    if (fstatSync(descriptor).size <= LONGEST_BYTES) return
    orFull(() => copyFileSync(file, `${file}.1`))
    ftruncateSync(descriptor, 0)
  }
  trim()
  clock.every(LOOK_MS, trim)

  const write = (level: string, msg: string, facts: object = {}) =>
    orFull(() => writeSync(descriptor, `${JSON.stringify({ level, time: clock.now(), from: 'supervisor', ...facts, msg })}\n`))
  const aloud = (level: string) => (sentence: string, facts?: object) => {
    write(level, sentence, facts)
    say(sentence)
  }
  return {
    file,
    descriptor,
    log: { debug: () => {}, info: (sentence, facts) => write('info', sentence, facts), warn: aloud('warn'), error: aloud('error') },
  }
}

/** A full disk takes no line, and must not end who keeps the others running. */
function orFull(write: () => unknown): void {
  try {
    write()
  } catch (cause) {
    if (!['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO'].includes((cause as NodeJS.ErrnoException).code ?? '')) throw cause
  }
}
