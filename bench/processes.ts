import { readdirSync, readFileSync } from 'node:fs'

/** The kernel counts processor time in hundredths of a second, whatever it is compiled with (time(7), USER_HZ). */
const TICK_MS = 10
const PAGE_BYTES = 4096

type Process = { readonly pid: number; readonly parent: number; readonly cpuMs: number }

/** A process and all that came from it, also those that have sessions of their own. */
export function treeOf(root: number): readonly number[] {
  const children = Map.groupBy(all(), ({ parent }) => parent)
  const found: number[] = []
  for (let next = [root]; next.length > 0; next = next.flatMap((pid) => (children.get(pid) ?? []).map((child) => child.pid)))
    found.push(...next)
  return found
}

/**
 * User and system time of a tree so far, in milliseconds: of the living, and of those that ended and were reaped.
 * Only differences mean something.
 */
export function cpuMsOf(root: number): number {
  return cpuMsOfAll(treeOf(root))
}

/** The same of some processes. */
export function cpuMsOfAll(pids: readonly number[]): number {
  const wanted = new Set(pids)
  return all().reduce((sum, { pid, cpuMs }) => (wanted.has(pid) ? sum + cpuMs : sum), 0)
}

/** Bytes that are in memory. */
export function residentBytes(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES
}

/** Bytes of memory that some processes hold together: what they share counts once. */
export function sharedBytes(pids: readonly number[]): number {
  const kB = (pid: number) => Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '')?.[1] ?? 0)
  return pids.reduce((sum, pid) => sum + kB(pid) * 1024, 0)
}

/** The processes of the tree whose command line holds that word. */
export function named(root: number, word: string): readonly number[] {
  return treeOf(root).filter((pid) => (read(`/proc/${pid}/cmdline`) ?? '').includes(word))
}

/** The part of the time that the machine did nothing between two calls of `machineTimes`, 0..1. */
export function idleShare(before: MachineTimes, after: MachineTimes): number {
  return (after.idle - before.idle) / Math.max(1, after.all - before.all)
}
export type MachineTimes = { readonly idle: number; readonly all: number }
export function machineTimes(): MachineTimes {
  const [, ...ticks] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').split(/\s+/)
  const numbers = ticks.slice(0, 8).map(Number)
  return { idle: (numbers[3] ?? 0) + (numbers[4] ?? 0), all: numbers.reduce((sum, ticked) => sum + ticked, 0) }
}

export const loadAverage = (): number => Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0])

function all(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const text = read(`/proc/${name}/stat`)
      if (!text) return []
      // The name stands in brackets and may hold anything.
      const fields = text
        .slice(text.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number)
      const [user = 0, system = 0, reapedUser = 0, reapedSystem = 0] = fields.slice(11, 15)
      return [{ pid: Number(name), parent: fields[1] ?? 0, cpuMs: (user + system + reapedUser + reapedSystem) * TICK_MS }]
    })
}

/** A process may end while it is being looked at. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
