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

/** JSON lines on standard output, one word (`from`) for the process that speaks. */
export function createLog(from: string, level: LogLevel = 'info'): Log {
  const lines = pino({
    level,
    base: { from },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  })
  return {
    debug: (sentence, facts = {}) => lines.debug(facts, sentence),
    info: (sentence, facts = {}) => lines.info(facts, sentence),
    warn: (sentence, facts = {}) => lines.warn(facts, sentence),
    error: (sentence, facts = {}) => lines.error(facts, sentence),
  }
}

export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
