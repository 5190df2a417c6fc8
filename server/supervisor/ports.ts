import { once } from 'node:events'
import { createServer } from 'node:net'

/** @throws an error that names the port and the way out when somebody else listens there */
export async function requirePort(host: string, port: number): Promise<void> {
  try {
    await tryPort(host, port)
  } catch (cause) {
    throw new Error(says(cause, host, port), { cause })
  }
}

/** The preferred port if it is free, else any that is. */
export async function freePort(host: string, preferred: number): Promise<number> {
  return await tryPort(host, preferred).catch(() => tryPort(host, 0))
}

async function tryPort(host: string, port: number): Promise<number> {
  const server = createServer()
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : port
}

function says(cause: unknown, host: string, port: number): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is in use by another program: stop it, or choose another port, as in PORT=${port + 1} npm start.`
  if (code === 'EACCES') return `Port ${port} may not be used by this account: choose one above 1023, as in PORT=3000 npm start.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `HOST=${host} is no address of this machine: use 127.0.0.1, or 0.0.0.0 for all.`
  return `Listening on ${host}:${port} failed: ${cause instanceof Error ? cause.message : String(cause)}`
}
