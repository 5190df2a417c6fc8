import { rm } from 'node:fs/promises'
import { createConnection, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { pipeline } from 'node:stream'
import type { Place } from '../connection.ts'

/** The platform's only way to its database. Cut, the socket is gone and every connection with it, whatever the rights in Postgres. */
export type DatabaseGate = { open(): Promise<void>; cut(): Promise<void> }

/** The platform's pool holds ten. */
const MOST_CONNECTIONS = 32

/** A gate in `folder`, which must be private: whoever reaches the socket reaches the database. */
export function databaseGate(folder: string, place: Place): DatabaseGate {
  const path = join(folder, '.s.PGSQL.5432')
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = createConnection(place)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.setNoDelay()
      socket.once('close', () => sockets.delete(socket))
    }
    // When one side ends or fails, so does the other; the platform sees what the database would have shown it.
    pipeline(near, far, () => near.destroy())
    pipeline(far, near, () => far.destroy())
  })
  server.maxConnections = MOST_CONNECTIONS

  return {
    async open() {
      if (server.listening) return
      await rm(path, { force: true })
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(path, () => {
          server.off('error', reject)
          resolve()
        })
      })
    },
    async cut() {
      if (!server.listening) return
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
