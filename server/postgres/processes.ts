import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'

/** Whether a process with this id exists, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * The processes that work in this folder; Postgres and its workers move into their data folder, so this finds them
 * also when the process that started them is gone. Empty where there is no /proc.
 */
export function processesIn(folder: string): number[] {
  const real = orNothing(() => realpathSync(folder))
  if (!real) return []
  const pids = orNothing(() => readdirSync('/proc').filter((name) => /^\d+$/.test(name))) ?? []
  return pids.map(Number).filter((pid) => orNothing(() => readlinkSync(`/proc/${pid}/cwd`)) === real)
}

/** Sends a signal; a process that is gone already is what was wanted. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause
  }
}

/** Ended, but not yet collected by its parent: in a container without an init process that may never happen. */
function isZombie(pid: number): boolean {
  const stat = orNothing(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  return stat?.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) === 'Z'
}

function orNothing<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
