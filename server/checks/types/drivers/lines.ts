import type { Connection, TlsRequest } from '../http/connection'
import { shownHost } from '../http/host'
import { MOST_ANSWER_BYTES } from './metered'

/** Lines to and from a server over a connection of ours, which may turn to TLS between two of them. What goes wrong is the connection's trouble. */
export class Lines {
  readonly #connection: Connection
  #held = ''
  #received = 0
  #wake: (() => void) | undefined

  /** @param connection open */
  constructor(connection: Connection) {
    this.#connection = connection
    this.#listen()
  }

  /** The next line without its end; undefined once there is trouble. */
  async next(waitsFor: string): Promise<string | undefined> {
    const connection = this.#connection
    connection.doing = `waiting for ${waitsFor}`
    for (;;) {
      if (connection.trouble) return undefined
      const end = this.#held.indexOf('\n')
      if (end >= 0) {
        const line = this.#held.slice(0, end).replace(/\r$/, '')
        this.#held = this.#held.slice(end + 1)
        return line
      }
      await new Promise<void>((done) => {
        this.#wake = done
      })
    }
  }

  say(line: string): void {
    this.#connection.socket?.write(`${line}\r\n`)
  }

  /** Turns to TLS. What came before that is not protected, so nothing of it may be left over. */
  async secure(request: TlsRequest): Promise<boolean> {
    const connection = this.#connection
    const { socket } = connection
    if (!socket || connection.trouble) return false
    socket.removeListener('data', this.#take)
    socket.removeListener('close', this.#closed)
    socket.pause()
    connection.onTrouble = undefined
    if (this.#held !== '') {
      connection.fail({ says: `${this.#where} said more than it was asked before TLS began: somebody may be in between`, blind: false })
      return false
    }
    if (!(await connection.secure(request))) return false
    this.#listen()
    return true
  }

  #listen(): void {
    const { socket } = this.#connection
    this.#connection.onTrouble = () => this.#wake?.()
    socket?.on('data', this.#take)
    socket?.once('close', this.#closed)
  }

  get #where(): string {
    const { host, port } = this.#connection.target
    return `${shownHost(host)}:${port}`
  }

  readonly #take = (bytes: Buffer) => {
    this.#received += bytes.length
    this.#held += bytes.toString('latin1')
    if (this.#received > MOST_ANSWER_BYTES)
      this.#connection.fail({ says: `${this.#where} sends without end: more than ${MOST_ANSWER_BYTES / 1024 / 1024} MiB`, blind: false })
    this.#wake?.()
  }

  readonly #closed = () =>
    this.#connection.fail({ says: `${this.#where} closed the connection while ${this.#connection.doing}`, blind: false })
}
