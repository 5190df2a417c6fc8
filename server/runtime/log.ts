import { pino } from 'pino'

/** A structured line: what happened in words, and the facts beside it. */
export type Log = {
  debug(sentence: string, facts?: object): void
  info(sentence: string, facts?: object): void
  warn(sentence: string, facts?: object): void
  error(sentence: string, facts?: object): void
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** So much waits for a disk that takes nothing; further lines are dropped. */
const WAITING_BYTES = 1_048_576
const STDOUT = 1

/** JSON lines on standard output, one word (`from`) for the process that speaks. A disk that takes no line ends nobody. */
export function createLog(from: string, level: LogLevel = 'info', descriptor: number = STDOUT): Log {
  const destination = pino.destination({ fd: descriptor, sync: true, maxLength: WAITING_BYTES })
  const lines = pino(
    {
      level,
      base: { from },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  )
  // There is nowhere else to say it. What was refused goes before the next line that is taken.
  destination.on('error', () => {})
  return {
    debug: (sentence, facts = {}) => lines.debug(facts, sentence),
    info: (sentence, facts = {}) => lines.info(facts, sentence),
    warn: (sentence, facts = {}) => lines.warn(facts, sentence),
    error: (sentence, facts = {}) => lines.error(facts, sentence),
  }
}

export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
