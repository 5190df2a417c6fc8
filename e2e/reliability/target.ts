import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { expect } from 'vitest'
import { systemClock } from '@/server/runtime/clock'

/** One request as the target saw it. Epoch milliseconds; `answeredMs` when the answer was handed to the system. */
export type Asked = {
  readonly path: string
  readonly atMs: number
  answeredMs: number
  readonly status: number
  readonly connection: number
}

export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void

export type Target = {
  readonly url: string
  readonly asked: Asked[]
  /** From now on the path answers so; a number is a status. */
  answer(path: string, how: number | Behaviour): void
  of(path: string): readonly Asked[]
  stop(): Promise<void>
}

const nowMs = () => systemClock.now().getTime()

/** A server that answers what it is told and writes down who asked when. */
export async function startTarget(): Promise<Target> {
  const asked: Asked[] = []
  const behaviours = new Map<string, number | Behaviour>()
  // Ports of clients come again soon; connections are told apart by their number.
  const connections = new WeakMap<Socket, number>()
  let accepted = 0
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    const how = behaviours.get(path) ?? 200
    const entry: Asked = {
      path,
      atMs: nowMs(),
      answeredMs: Number.POSITIVE_INFINITY,
      status: typeof how === 'number' ? how : 0,
      connection: connections.get(request.socket) ?? 0,
    }
    asked.push(entry)
    response.on('finish', () => (entry.answeredMs = nowMs()))
    if (typeof how === 'function') how(request, response)
    else response.writeHead(how, { 'content-type': 'text/plain', connection: 'close' }).end(how < 300 ? 'all well' : 'broken on purpose')
  })
  server.on('connection', (socket) => connections.set(socket, ++accepted))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answer: (path, how) => void behaviours.set(path, how),
    of: (path) => asked.filter((one) => one.path === path),
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/**
 * How late this machine lets anybody be at the moment: the same waiting in this process, which does next to nothing. What is measured
 * contains it twice, at the engine and at the target, and on a machine that is busy with other things it is most of it.
 */
export function startReference(): { usualSince(ms: number): number; stop(): void } {
  const samples: { readonly atMs: number; readonly lateMs: number }[] = []
  let expectedMs = systemClock.elapsedMs() + REFERENCE_MS
  const timer = systemClock.every(REFERENCE_MS, () => {
    const now = systemClock.elapsedMs()
    samples.push({ atMs: nowMs(), lateMs: Math.max(0, now - expectedMs) })
    expectedMs = now + REFERENCE_MS
  })
  return {
    usualSince: (ms) =>
      Math.ceil(2 * percentile99(samples.flatMap(({ atMs, lateMs }) => (atMs >= ms ? [lateMs] : [])).sort((a, b) => a - b))),
    stop: () => timer.cancel(),
  }
}
const REFERENCE_MS = 20

/** The gaps between neighbouring instants, in milliseconds. */
export const gapsOf = (instants: readonly number[]): readonly number[] => instants.slice(1).map((at, i) => at - (instants[i] ?? at))

/**
 * Checks kept to their interval: none left out its turn, and ninety-nine starts in a hundred came within a tenth of a second and what the
 * machine usually is to blame for. Others who use the machine stop everybody on it now and then for longer; that is told, not judged.
 *
 * @param starts when each check was asked between two instants, in milliseconds
 * @param usualMs how late the machine lets ninety-nine in a hundred be
 * @returns the worst deviation from the interval, in milliseconds
 */
export function expectPace(
  starts: readonly { readonly intervalMs: number; readonly at: readonly number[] }[],
  { fromMs, toMs, usualMs }: { readonly fromMs: number; readonly toMs: number; readonly usualMs: number },
): number {
  const leftOut = starts.flatMap(({ intervalMs, at }) => gapsOf([fromMs, ...at, toMs]).filter((gap) => gap > 1.5 * intervalMs))
  expect(leftOut).toEqual([])
  const deviations = starts.flatMap(({ intervalMs, at }) => gapsOf(at).map((gap) => Math.abs(gap - intervalMs))).sort((a, b) => a - b)
  expect(percentile99(deviations)).toBeLessThanOrEqual(100 + usualMs)
  return deviations.at(-1) ?? 0
}

const percentile99 = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length * 0.99)] ?? Number.POSITIVE_INFINITY
