import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { sentenceOf } from '@/server/kernel/errors'
import type { ProbeTools } from '../type'

/** Where systems have it; not where a PATH may lead. */
const PLACES = ['/usr/bin/ping', '/bin/ping', '/usr/sbin/ping', '/sbin/ping', '/usr/local/bin/ping']
/** Its words are read, so they must be those of no country. */
const ENV = { LC_ALL: 'C' } as Partial<NodeJS.ProcessEnv> as NodeJS.ProcessEnv
/** A handful of lines; what prints more is no ping. */
const MOST_CHARACTERS = 64 * 1024

/**
 * The ping program of this machine. Node has no ICMP, and a package for it would have to be compiled and to run as root; this program is there and
 * has the right to send.
 */
export function findPing(): string | undefined {
  return PLACES.find((file) => {
    try {
      accessSync(file, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

export type Ran = { readonly output: string; readonly errors: string; readonly isLate: boolean }

/** Runs it until it ends, or is killed at the check's timeout. Answers what it printed in any case. */
export function runPing(program: string, args: readonly string[], tools: Pick<ProbeTools, 'onTimeUp'>): Promise<Ran> {
  return new Promise<Ran>((done) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: ENV })
    let output = ''
    let errors = ''
    let isLate = false
    const end = () => child.kill('SIGKILL')
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (output.length > MOST_CHARACTERS) end()
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text
      if (errors.length > MOST_CHARACTERS) end()
    })
    // What was printed until now is all there will be, even where something keeps the pipes open.
    const settle = () => done({ output, errors, isLate })
    child.on('error', (cause) => {
      errors += sentenceOf(cause)
      settle()
    })
    child.on('close', settle)
    tools.onTimeUp(() => {
      isLate = true
      end()
      settle()
    })
  }).finally(() => tools.onTimeUp())
}
