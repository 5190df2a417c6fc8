import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'
import { draftOfMail } from './mail.ts'
import type { Draft } from './message.ts'
import { type About, type Mode, RETRY_AFTER_SECONDS } from './receiver.ts'

const MOST_BYTES = 512 * 1024
const MOST_CLIENTS = 64
const MOST_RECIPIENTS = 100
/** A client that is in the middle of a mail when the server is switched off does not get to its end. */
const CLOSE_WITHIN_MS = 20

export const MAIL: About = {
  name: 'mail',
  title: 'Mail',
  modes: {
    ok: 'Works',
    off: 'Off: connections are refused',
    slow: 'Slow: takes it, answers after 15 s',
    '429': '450: too many, try again later',
    '500': '451: fails for now',
    '400': '550: refuses for good',
  },
}

/** Mail knows no Retry-After; 4xx means that it may be tried again, 5xx that it may not (RFC 5321, 4.2.1). */
const REPLIES = {
  '429': [450, `4.7.1 Too many messages, try again in ${RETRY_AFTER_SECONDS} seconds`],
  '500': [451, '4.3.0 Local error in processing'],
  '400': [550, '5.7.1 Message refused'],
} as const

export type Mailbox = {
  readonly port: number
  /** Opens or closes the door; resolves when it is so. */
  open(): Promise<void>
  close(): Promise<void>
}

type Terms = {
  /** With 0 the system chooses one. It stays the same when the door is closed and opened again. */
  readonly port: number
  mode(): Mode
  /** Resolves when it is time to answer. */
  hold(): Promise<void>
  arrived(draft: Draft, outcome: { answered: string; refused: boolean }): void
}

/** A mail server on loopback that keeps what it gets and relays nothing. */
export async function openMailbox({ port: wanted, mode, hold, arrived }: Terms): Promise<Mailbox> {
  let port = wanted
  let server: SMTPServer | undefined
  let last: Promise<unknown> = Promise.resolve()
  const mailbox: Mailbox = {
    get port() {
      return port
    },
    open: () =>
      inTurn(async () => {
        if (server) return
        const opened = new SMTPServer({
          name: 'mail.marketedge.example',
          banner: 'MarketEdge, the sample: nothing goes further than this',
          size: MOST_BYTES,
          maxClients: MOST_CLIENTS,
          maxRecipients: MOST_RECIPIENTS,
          disabledCommands: ['AUTH', 'STARTTLS'],
          authOptional: true,
          disableReverseLookup: true,
          logger: false,
          closeTimeout: CLOSE_WITHIN_MS,
          socketTimeout: 30_000,
          onData(stream, session, done) {
            take(
              stream,
              session.envelope.rcptTo.map(({ address }) => address),
            ).then((says) => done(null, says), done)
          },
        })
        // A client that hangs up in the middle is its own affair.
        opened.on('error', () => {})
        const listening = opened.listen(port, '127.0.0.1')
        await once(listening, 'listening')
        port = (listening.address() as AddressInfo).port
        server = opened
      }),
    close: () =>
      inTurn(async () => {
        const closing = server
        server = undefined
        if (closing) await new Promise<void>((resolve) => closing.close(() => resolve()))
      }),
  }
  await mailbox.open()
  return mailbox

  /** Two that open at once would both want the port. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }

  /** @throws what the client is answered instead */
  async function take(stream: SMTPServerDataStream, recipients: readonly string[]): Promise<string> {
    const chunks: Buffer[] = []
    for await (const chunk of stream as AsyncIterable<Buffer>) if (!stream.sizeExceeded) chunks.push(chunk)
    if (stream.sizeExceeded) throw refusal(552, `5.3.4 Larger than ${MOST_BYTES} bytes`)
    const draft = draftOfMail(Buffer.concat(chunks), recipients)
    const now = mode()
    if (now === '429' || now === '500' || now === '400') {
      const [code, says] = REPLIES[now]
      arrived(draft, { answered: `${code} ${says}`, refused: true })
      throw refusal(code, says)
    }
    arrived(draft, { answered: '250 OK', refused: false })
    if (now === 'slow') await hold()
    return 'OK: kept'
  }
}

const refusal = (responseCode: number, says: string): Error => Object.assign(new Error(says), { responseCode })
