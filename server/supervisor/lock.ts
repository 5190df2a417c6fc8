import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive } from '../postgres/processes'

/**
 * Makes sure that one supervisor works on these data. Held until `release`, or until this process ends, however it does.
 *
 * @throws an error that names the process that holds it
 */
export function lockData(folder: string): { release(): void } {
  const lock = join(folder, 'supervisor.lock')
  const own = `${process.pid} ${startOf(process.pid)}`
  const draft = `${lock}.${process.pid}`
  writeFileSync(draft, own, { mode: 0o600 })
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      if (link(draft, lock)) return { release: () => read(lock) === own && rmSync(lock, { force: true }) }
      const [pid = '0', started] = (read(lock) ?? '').split(' ')
      // Ids of processes come again; the moment of the start tells them apart.
      if (isAlive(Number(pid)) && startOf(Number(pid)) === started)
        throw new Error(`Plimsoll already runs on ${folder} (process ${pid}): stop it first, or set PLIMSOLL_DATA_DIR and PORT to others.`)
      rmSync(lock, { force: true })
    }
    throw new Error(`Another start of Plimsoll on ${folder} is under way.`)
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Atomic, and refused when the name is taken. */
function link(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw cause
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** When a process started, in ticks since boot; `?` where there is no /proc. */
function startOf(pid: number): string {
  const stat = read(`/proc/${pid}/stat`)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '?'
}
