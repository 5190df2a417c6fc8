import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createSecure, type TlsOptions } from 'node:tls'
import { BSON, type Document } from 'mongodb'

const OP_REPLY = 1
const OP_QUERY = 2004
const OP_MSG = 2013
const ITERATIONS = 4096

export type MongoWish = {
  readonly user: string
  readonly password: string
  /** Answers of commands by their names, instead of and beside the usual ones. */
  readonly answers?: Readonly<Record<string, (command: Document) => Document>>
  /** What `hello` says beside the usual. */
  readonly hello?: Document
  readonly tls?: TlsOptions
}

/**
 * Speaks as much of MongoDB's wire protocol as a client needs to sign in by SCRAM-SHA-256 and to send commands, for what no real server is
 * at hand. Sources: https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/, RFC 7677.
 */
export function mongoServer(wish: MongoWish): Server {
  const listener = (socket: Socket) => {
    const answer = conversation(wish)
    let held = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('data', (bytes: Buffer) => {
      held = Buffer.concat([held, bytes])
      while (held.length >= 4 && held.length >= held.readInt32LE(0)) {
        const message = held.subarray(0, held.readInt32LE(0))
        held = held.subarray(message.length)
        socket.write(replyTo(message, answer))
      }
    })
  }
  return wish.tls ? createSecure(wish.tls, listener) : createServer(listener)
}

function replyTo(message: Buffer, answer: (command: Document) => Document): Buffer {
  const isQuery = message.readInt32LE(12) === OP_QUERY
  const at = isQuery ? message.indexOf(0, 20) + 1 + 8 : 21
  const said = Buffer.from(BSON.serialize(answer(BSON.deserialize(message.subarray(at, at + message.readInt32LE(at))))))
  const head = Buffer.alloc(isQuery ? 36 : 21)
  head.writeInt32LE(head.length + said.length, 0)
  head.writeInt32LE(message.readInt32LE(4), 8)
  head.writeInt32LE(isQuery ? OP_REPLY : OP_MSG, 12)
  if (isQuery) head.writeInt32LE(1, 32)
  return Buffer.concat([head, said])
}

/** What one connection is told, as far as it has signed in. */
function conversation({ user, password, answers = {}, hello = {} }: MongoWish): (command: Document) => Document {
  let isSignedIn = false
  let first = ''
  const salt = randomBytes(28)
  const refusal = (code: number, codeName: string, errmsg: string) => ({ ok: 0, code, codeName, errmsg })
  const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest()

  const usual: Readonly<Record<string, (command: Document) => Document>> = {
    ping: () => ({ ok: 1 }),
    endSessions: () => ({ ok: 1 }),
    saslStart({ payload }) {
      const bare = String(payload.toString('utf8')).slice('n,,'.length)
      const nonce = `${/r=(.*)/.exec(bare)?.[1]}${randomBytes(12).toString('base64url')}`
      const challenge = `r=${nonce},s=${salt.toString('base64')},i=${ITERATIONS}`
      first = `${bare},${challenge}`
      return { ok: 1, conversationId: 1, done: false, payload: new BSON.Binary(Buffer.from(challenge)) }
    },
    saslContinue({ payload }) {
      const [, without = '', proof = ''] = /^(.*),p=(.*)$/.exec(payload.toString('utf8')) ?? []
      const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256')
      const text = `${first},${without}`
      const clientKey = hmac(salted, 'Client Key')
      const signature = hmac(createHash('sha256').update(clientKey).digest(), text)
      const expected = Buffer.from(clientKey.map((byte, index) => byte ^ (signature[index] ?? 0))).toString('base64')
      if (proof !== expected || !first.startsWith(`n=${user},`)) return refusal(18, 'AuthenticationFailed', 'Authentication failed.')
      isSignedIn = true
      const verifier = hmac(hmac(salted, 'Server Key'), text).toString('base64')
      return { ok: 1, conversationId: 1, done: true, payload: new BSON.Binary(Buffer.from(`v=${verifier}`)) }
    },
  }
  const greeting = () => ({
    ok: 1,
    helloOk: true,
    ismaster: true,
    isWritablePrimary: true,
    maxBsonObjectSize: 16_777_216,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    minWireVersion: 0,
    maxWireVersion: 25,
    ...hello,
  })
  return (command) => {
    const name = Object.keys(command)[0] ?? ''
    if (/^(hello|ismaster)$/i.test(name)) return greeting()
    if (!isSignedIn && !name.startsWith('sasl')) return refusal(13, 'Unauthorized', `Command ${name} requires authentication`)
    const answer = answers[name] ?? usual[name]
    return answer ? answer(command) : refusal(59, 'CommandNotFound', `no such command: '${name}'`)
  }
}
