import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { systemClock } from '@/server/runtime/clock'

/** Whoever listens there has its turn; it ends with its process, however that ends. */
const PORT = 4_099
const LOOK_MS = 100
const PATIENCE_MS = 240_000

/** Does something while no other process does: of two worlds that start at the same moment both would find the same ports free. */
export async function oneAtATime<Result>(work: () => Promise<Result>): Promise<Result> {
  const turn = await takeTurn(systemClock.elapsedMs() + PATIENCE_MS)
  try {
    return await work()
  } finally {
    turn.close()
    await once(turn, 'close')
  }
}

async function takeTurn(untilMs: number): Promise<Server> {
  for (;;) {
    const server = createServer()
    try {
      server.listen(PORT, '127.0.0.1')
      await once(server, 'listening')
      return server
    } catch (cause) {
      if (systemClock.elapsedMs() > untilMs)
        throw new Error(`Nobody let go of port ${PORT} for ${PATIENCE_MS / 1_000} s; whose turn it is to start is told by it.`, { cause })
      await systemClock.sleep(LOOK_MS)
    }
  }
}
