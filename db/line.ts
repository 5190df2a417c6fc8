import { once } from 'node:events'
import { connect, isIP, Socket } from 'node:net'
import { connect as secure } from 'node:tls'
import type { Address } from './address'

/** The connections of one client. They can be cut, which postgres.js cannot do to a server that has stopped reading. */
export type Lines = {
  /** The `socket` option of postgres.js. */
  open(): Promise<Socket>
  /** Frees every connection at once; none is opened afterwards. */
  cut(): void
}

/**
 * Cuts a connection on which an answer is owed and nothing has moved for `answerWithinMs`. A frozen Postgres neither answers nor closes, and its
 * own `statement_timeout` does not fire there: without this a query would wait for ever. The query then fails, and the next one connects anew.
 */
export function openLines(address: Address, answerWithinMs: number): Lines {
  const sockets = new Set<Socket>()
  let isCut = false

  return {
    async open() {
      if (isCut) return stillborn(new Error('This client of the database was closed.'))
      const { host, port } = address
      const where = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port }
      const plain = connect({ ...where, timeout: answerWithinMs })
      keep(plain)
      if (address.tls === 'off') return watch(plain, plain, answerWithinMs)
      try {
        const covered = await encrypt(plain, address, answerWithinMs)
        keep(covered)
        return watch(covered, plain, answerWithinMs)
      } catch (cause) {
        plain.destroy()
        return stillborn(cause instanceof Error ? cause : new Error(String(cause)))
      }
    },
    cut() {
      isCut = true
      for (const socket of sockets) socket.destroy()
    },
  }

  function keep(socket: Socket): void {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  }
}

/** @param timed the connection under it, whose timer starts anew with each byte in either direction */
function watch(socket: Socket, timed: Socket, answerWithinMs: number): Socket {
  const debts = new Debts()
  const write = socket.write.bind(socket)
  const counted = (chunk: Uint8Array, whenWritten?: (cause?: Error | null) => void) => {
    debts.sent(chunk)
    return write(chunk, whenWritten)
  }
  Object.assign(socket, { write: counted, emit: failingAtOnce(socket, debts) })
  socket.on('data', (chunk: Buffer) => debts.received(chunk))
  timed.on('timeout', () => {
    if (debts.owed) socket.destroy(new Error(`Postgres has not answered for ${answerWithinMs} ms.`))
  })
  return socket
}

/**
 * postgres.js forgets a query that arrives between the `error` and the `close` of an open connection: its promise never settles. So the error is
 * held back until the close, and the close is one without error, for which whatever still waits is rejected.
 */
function failingAtOnce(socket: Socket, debts: Debts): (event: string, ...facts: unknown[]) => boolean {
  const emit: (event: string, ...facts: unknown[]) => boolean = socket.emit.bind(socket)
  let held: unknown
  return (event, ...facts) => {
    if (!debts.welcomed || (event !== 'error' && event !== 'close')) return emit(event, ...facts)
    if (event === 'error') {
      held = facts[0]
      return true
    }
    if (held) emit('error', held)
    return emit('close', false)
  }
}

/** postgres.js loses the slot of a connection whose socket could not be made; one that fails afterwards it handles well. */
function stillborn(cause: Error): Socket {
  const socket = new Socket()
  setImmediate(() => socket.destroy(cause))
  return socket
}

/** SSLRequest: eight bytes, answered by one; see "Message Formats" in the manual of PostgreSQL. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])

async function encrypt(plain: Socket, { host, tls }: Address, withinMs: number): Promise<Socket> {
  const signal = AbortSignal.timeout(withinMs)
  plain.write(SSL_REQUEST)
  const [answer] = await once(plain, 'data', { signal })
  if (String(answer) !== 'S')
    throw new Error(`${host} does not speak TLS: set sslmode=disable in the database address, or switch TLS on there.`)
  const covered = secure({ socket: plain, host, ...(isIP(host) ? {} : { servername: host }), rejectUnauthorized: tls === 'verified' })
  await once(covered, 'secureConnect', { signal })
  return covered
}

const READY_FOR_QUERY = 0x5a
const SYNC = 0x53
const QUERY = 0x51
const FLUSH = 0x48
const HEADER = 5

/** Counts what was asked on a connection and not answered: each Sync and each simple Query ends in one ReadyForQuery, each Flush in something. */
export class Debts {
  /** The greeting is answered by a ReadyForQuery too. */
  private answers = 1
  private flushed = false
  private greeted = false
  private readonly header = Buffer.alloc(HEADER)
  private held = 0
  private skip = 0
  /** Whether the server has let us in. */
  welcomed = false

  get owed(): boolean {
    return this.answers > 0 || this.flushed
  }

  /** postgres.js writes whole messages. The greeting alone has no kind before its length. */
  sent(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let at = this.greeted || bytes.length < 4 ? 0 : bytes.readUInt32BE(0)
    this.greeted = true
    while (at + HEADER <= bytes.length) {
      const kind = bytes[at]
      if (kind === SYNC || kind === QUERY) this.answers++
      if (kind === FLUSH) this.flushed = true
      at += 1 + bytes.readUInt32BE(at + 1)
    }
  }

  received(chunk: Buffer): void {
    this.flushed = false
    let at = 0
    while (at < chunk.length) {
      if (this.skip > 0) {
        const step = Math.min(this.skip, chunk.length - at)
        this.skip -= step
        at += step
        continue
      }
      const step = Math.min(HEADER - this.held, chunk.length - at)
      chunk.copy(this.header, this.held, at, at + step)
      this.held += step
      at += step
      if (this.held < HEADER) return
      this.held = 0
      this.skip = this.header.readUInt32BE(1) - 4
      if (this.header[0] !== READY_FOR_QUERY) continue
      this.welcomed = true
      this.answers = Math.max(0, this.answers - 1)
    }
  }
}
