import { SMTPServer } from 'smtp-server'

/** One mail as it came: to whom, when (milliseconds since the epoch with fractions), and its size. */
export type Mail = { readonly to: string; readonly atMs: number; readonly bytes: number }

/** A mail server for everybody, that keeps nothing but who was sent mail when. Listens on loopback only. */
export type Mailbox = { readonly port: number; readonly mails: readonly Mail[]; stop(): Promise<void> }

export async function startMailbox(): Promise<Mailbox> {
  const mails: Mail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    disableReverseLookup: true,
    onData(stream, { envelope }, done) {
      let bytes = 0
      stream.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      stream.on('end', () => {
        const atMs = performance.timeOrigin + performance.now()
        for (const { address } of envelope.rcptTo) mails.push({ to: address, atMs, bytes })
        done()
      })
    },
  })
  server.on('error', () => {})
  const listening = server.listen(0, '127.0.0.1')
  await new Promise<void>((done) => listening.once('listening', done))
  const address = listening.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    mails,
    stop: () => new Promise((done) => server.close(done)),
  }
}
