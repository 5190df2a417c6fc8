import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { systemClock } from '@/server/runtime/clock'
import { within } from '@/server/runtime/deadline'
import { projectRoot } from '@/server/runtime/root'

export type MovedTime = {
  /** What each process of the world is started with. */
  readonly environment: Readonly<Record<string, string>>
  /** The time that the world has. */
  now(): Date
  /** Sets the clocks of all its processes forward; resolves when they go by it. */
  forward(ms: number): Promise<void>
  close(): Promise<void>
}

const HEARD_WITHIN_MS = 5_000

/** The time of a world, ahead of the machine's by as much as a test wants. Every process of it is told by a line of its own. */
export async function movedTime(folder: string): Promise<MovedTime> {
  const path = join(folder, 'clock')
  const lines = new Set<Socket>()
  let aheadMs = 0
  const server = createServer((line) => {
    lines.add(line)
    line.on('error', () => line.destroy())
    line.on('close', () => lines.delete(line))
    line.write(`${aheadMs}\n`)
  })
  server.listen(path)
  await once(server, 'listening')

  const heard = (line: Socket): Promise<void> =>
    new Promise((resolve) => {
      const said = createInterface({ input: line })
      line.once('close', () => resolve())
      said.on('line', (text) => {
        if (Number(text) !== aheadMs) return
        said.close()
        line.resume()
        resolve()
      })
      line.write(`${aheadMs}\n`)
    })

  return {
    environment: { WORLD_CLOCK: path, NODE_OPTIONS: `--import=${join(projectRoot(), 'e2e', 'world', 'moved-clock.mjs')}` },
    now: () => new Date(systemClock.now().getTime() + aheadMs),
    async forward(ms) {
      aheadMs += ms
      await within(systemClock, HEARD_WITHIN_MS, 'Setting the clocks forward', Promise.all([...lines].map(heard)))
    },
    async close() {
      for (const line of lines) line.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
