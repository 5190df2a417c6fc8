import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { connect, isIP, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { sentenceOf } from '@/server/kernel/errors'
import { troubleOf } from '../../rules/network-words'
import { guarded } from '../drivers/guard'
import type { ProbeTools } from '../type'

/** More than any page needs; beyond it every connection is closed. */
export const MOST_LOADED_BYTES = 64 * 1024 * 1024
/** A browser opens 32 to a proxy, and more only for websockets. */
const MOST_SOCKETS = 600
/** Places whose troubles are kept: what failed first explains what follows, and a page may make up names without end. */
const MOST_TROUBLES = 200

export type GuardedProxy = {
  readonly port: number
  /** Why a host could not be reached, by `host:port`. */
  readonly troubles: ReadonlyMap<string, { readonly says: string; readonly blind: boolean }>
  /** Whether more came than is let through. */
  readonly isFull: boolean
  close(): void
}

/**
 * A proxy on loopback through which a browser reaches the world, so that our resolution of names and our guard hold for every connection
 * that a page makes (REL-5), redirects, frames, scripts and websockets among them.
 */
export async function openProxy(tools: Pick<ProbeTools, 'lookup' | 'refuses'>): Promise<GuardedProxy> {
  const troubles = new Map<string, { readonly says: string; readonly blind: boolean }>()
  const sockets = new Set<Duplex>()
  let received = 0
  const keep = <T extends Duplex>(socket: T): T => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    return socket
  }
  const count = (bytes: Buffer) => {
    received += bytes.length
    if (received > MOST_LOADED_BYTES) for (const socket of sockets) socket.destroy()
  }
  const noteWords = (host: string, port: number, trouble: { readonly says: string; readonly blind: boolean }) => {
    if (troubles.size < MOST_TROUBLES) troubles.set(`${host}:${port}`, trouble)
  }
  const note = (host: string, port: number, cause: unknown) => noteWords(host, port, troubleOf(cause, host, port))

  /** @returns undefined when the guard refuses the address, or too much was asked for already */
  const reach = (host: string, port: number): Socket | undefined => {
    if (received > MOST_LOADED_BYTES || sockets.size > MOST_SOCKETS) return undefined
    const refusal = isIP(host) ? tools.refuses(host, port) : undefined
    if (refusal) {
      noteWords(host, port, { says: refusal, blind: false })
      return undefined
    }
    const socket = keep(connect({ host, port, lookup: guarded(tools, port), autoSelectFamily: true }))
    socket.on('error', (cause) => note(host, port, cause))
    socket.on('data', count)
    return socket
  }

  const server = createServer((asked, answer) => forward(asked, answer))
  server.on('connection', keep)
  server.on('connect', (asked: IncomingMessage, client: Duplex, head: Buffer) => {
    const place = placeOf(`http://${asked.url}`)
    const upstream = place && reach(place.host, place.port)
    if (!upstream) return client.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    upstream.once('connect', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.write(head)
      client.pipe(upstream).pipe(client)
    })
    upstream.once('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'))
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
  })

  function forward(asked: IncomingMessage, answer: ServerResponse): void {
    const place = placeOf(asked.url ?? '')
    const socket = place && reach(place.host, place.port)
    if (!place || !socket) return void answer.writeHead(403).end('refused')
    const { 'proxy-connection': _own, ...headers } = asked.headers
    const onward = request({
      createConnection: () => socket,
      method: asked.method,
      path: place.path,
      headers: { ...headers, connection: 'close' },
    })
    onward.on('response', (said) => {
      // It announces fields that Node refuses to announce of an answer that is in no chunks.
      const { trailer: _own, ...told } = said.headers
      try {
        answer.writeHead(said.statusCode ?? 502, told)
      } catch (cause) {
        // Read, but not to be said again: a status of 99. Nobody else would catch what is thrown here.
        noteWords(place.host, place.port, {
          says: `${place.host}:${place.port} does not answer as HTTP does: ${sentenceOf(cause)}`,
          blind: false,
        })
        said.destroy()
        return void answer.destroy()
      }
      said.pipe(answer)
      said.on('close', () => {
        if (!said.complete) answer.destroy()
      })
    })
    onward.on('error', () => (answer.headersSent ? answer.destroy() : answer.writeHead(502).end('no answer')))
    answer.on('close', () => onward.destroy())
    asked.pipe(onward)
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    troubles,
    get isFull() {
      return received > MOST_LOADED_BYTES
    },
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

function placeOf(address: string): { readonly host: string; readonly port: number; readonly path: string } | undefined {
  if (!URL.canParse(address)) return undefined
  const { protocol, hostname, port, pathname, search } = new URL(address)
  if (protocol !== 'http:') return undefined
  return { host: hostname.startsWith('[') ? hostname.slice(1, -1) : hostname, port: Number(port) || 80, path: `${pathname}${search}` }
}
