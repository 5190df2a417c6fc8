import { createServer, type Socket } from 'node:net'
import type { FromTarget, ToTarget } from './target-client'

/**
 * What is watched: one answer, made before, and a note of when each path was asked. A process of its own and as cheap as Node can be,
 * so that its costs are not taken for ours and it is never what holds us up. Listens on loopback only.
 */
const GOOD = Buffer.from('HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nok')
const BAD = Buffer.from('HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/plain\r\ncontent-length: 6\r\n\r\nbroken')
/** `GET /c/` */
const PATH_FROM = 7
const SPACE = 0x20
const ZERO = 0x30

const failing = new Set<number>()
let paths = new Int32Array(1 << 16)
let atMs = new Float64Array(1 << 16)
let failed = new Uint8Array(1 << 16)
let count = 0

const nowMs = () => performance.timeOrigin + performance.now()

function note(path: number, fails: boolean): void {
  if (count === paths.length) {
    const [oldPaths, oldAt, oldFailed] = [paths, atMs, failed]
    paths = new Int32Array(count * 2)
    atMs = new Float64Array(count * 2)
    failed = new Uint8Array(count * 2)
    paths.set(oldPaths)
    atMs.set(oldAt)
    failed.set(oldFailed)
  }
  paths[count] = path
  atMs[count] = nowMs()
  failed[count++] = fails ? 1 : 0
}

function answer(this: Socket, request: Buffer): void {
  let path = 0
  for (let at = PATH_FROM; at < request.length && request[at] !== SPACE; at++) path = path * 10 + ((request[at] ?? ZERO) - ZERO)
  const fails = failing.size > 0 && failing.has(path)
  this.end(fails ? BAD : GOOD)
  note(path, fails)
}

const ignore = () => {}
const hosts = process.argv.slice(2)
const ports: number[] = []
for (const host of hosts) {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('data', answer)
    socket.on('error', ignore)
  })
  server.listen({ host, port: 0, backlog: 4096 }, () => {
    const address = server.address()
    if (typeof address === 'object' && address) ports[hosts.indexOf(host)] = address.port
    if (ports.filter(Boolean).length === hosts.length) process.send?.({ kind: 'listening', ports } satisfies FromTarget)
  })
}

process.on('disconnect', () => process.exit(0))
process.on('message', (message: ToTarget) => {
  if (message.kind === 'fail') {
    if (message.fails) failing.add(message.path)
    else failing.delete(message.path)
    return
  }
  const asked = {
    kind: 'asked',
    paths: paths.slice(0, count),
    atMs: atMs.slice(0, count),
    failed: failed.slice(0, count),
  } satisfies FromTarget
  count = 0
  process.send?.(asked)
})
// Ctrl-C reaches the whole group; who started us ends us when everything has stopped.
process.on('SIGINT', ignore)
