import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import { authority, closeAll, closedPort, listening, probes, whenOver } from './http/testing'

afterEach(closeAll)
const probe = probes()
const { ca, issue } = authority()
const certificate = issue('mail.test', -1, 30.5)
const tls = { ca, serverName: 'mail.test' }

/** A real mail server that lets one user in, takes mail for one domain, and notes what it was told. */
async function mailServer(more: SMTPServerOptions = {}) {
  const heard: string[] = []
  const server = new SMTPServer({
    ...certificate,
    authOptional: true,
    logger: false,
    disableReverseLookup: true,
    onAuth: ({ username, password, method }, _session, done) => {
      heard.push(`AUTH ${method}`)
      if (username === 'monitor' && password === 'geheim/s3cret') done(null, { user: username })
      else done(new Error('Invalid login'))
    },
    onMailFrom: ({ address }, { clientHostname, hostNameAppearsAs, secure }, done) => {
      heard.push(`MAIL ${address} ${secure} ${hostNameAppearsAs} ${typeof clientHostname}`)
      done()
    },
    onRcptTo: ({ address }, _session, done) => {
      heard.push(`RCPT ${address}`)
      if (address.endsWith('@shop.test')) done()
      else done(Object.assign(new Error('Relay access denied'), { responseCode: 554 }))
    },
    onData: (_stream, _session, done) => {
      heard.push('DATA')
      done()
    },
    ...more,
  })
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  whenOver(() => server.close(() => {}))
  const at = server.server.address()
  const port = typeof at === 'object' && at ? at.port : 0
  return { port, heard, url: `smtp://127.0.0.1:${port}`, signed: `smtp://monitor:geheim%2Fs3cret@127.0.0.1:${port}` }
}

describe('smtp against a real mail server', () => {
  test('passes after the greeting and STARTTLS with a certificate that is trusted', async () => {
    const { url } = await mailServer()
    const result = await probe('smtp', { url, tls, certificateDays: 30 }, { wantsEvidence: true })
    expect(result).toMatchObject({ outcome: 'pass', says: '30 days left' })
    expect(result.phases?.tlsMs).toBeGreaterThan(0)
    expect(result.evidence?.assertions.map(({ expects }) => expects)).toEqual([
      'an answer',
      '220 to connecting',
      '250 to EHLO',
      'STARTTLS offered',
      '220 to STARTTLS',
      '250 to EHLO',
      'at least 30 days left',
    ])
  })
  test('a recipient is asked for and nothing is sent', async () => {
    const { url, heard } = await mailServer()
    const recipient = { to: 'orders@shop.test', from: 'plimsoll@shop.test' }
    expect(await probe('smtp', { url, tls, recipient })).toMatchObject({ outcome: 'pass', says: expect.stringMatching(/^250 /) })
    expect(heard).toEqual(['MAIL plimsoll@shop.test true [127.0.0.1] string', 'RCPT orders@shop.test'])
    expect(await probe('smtp', { url, tls, helo: 'plimsoll.test', recipient: { ...recipient, to: 'a@elsewhere.test' } })).toMatchObject({
      outcome: 'fail',
      says: 'expected a@elsewhere.test accepted, got 554 Relay access denied',
    })
    expect(heard).not.toContain('DATA')
  })
  test('a server that relays for nobody can be proven to', async () => {
    const { url } = await mailServer()
    const ask = (to: string) => probe('smtp', { url, tls, recipient: { to, refused: true } })
    expect(await ask('a@elsewhere.test')).toMatchObject({ outcome: 'pass', says: '554 Relay access denied' })
    expect((await ask('orders@shop.test')).says).toMatch(/^expected orders@shop\.test refused, got 250 /)
  })
  test.each([['PLAIN'], ['LOGIN']])('signs in by %s, and a wrong password is said without being shown', async (method) => {
    const { signed, heard } = await mailServer({ authMethods: [method] })
    expect(await probe('smtp', { url: signed, tls })).toMatchObject({ outcome: 'pass', says: expect.stringMatching(/^235 /) })
    expect(heard).toEqual([`AUTH ${method}`])
    const refused = await probe('smtp', { url: signed.replace('s3cret', 'gu3ssed'), tls })
    expect(refused).toMatchObject({ outcome: 'fail', says: expect.stringMatching(/^expected 235 to .*, got 535 .*Invalid login$/) })
    expect(JSON.stringify(refused)).not.toMatch(/gu3ssed|Z2VoZWlt/)
  })
  test('a server by whose ways nobody can sign in here is said', async () => {
    const { signed } = await mailServer({ authMethods: ['CRAM-MD5'] })
    expect((await probe('smtp', { url: signed, tls })).says).toBe('expected AUTH PLAIN or LOGIN offered, got only CRAM-MD5')
  })
  test('without STARTTLS it fails, and passes only where that is said', async () => {
    const { url } = await mailServer({ disabledCommands: ['STARTTLS'] })
    expect(await probe('smtp', { url, tls })).toMatchObject({ outcome: 'fail', says: 'expected STARTTLS offered, got it is not' })
    expect(await probe('smtp', { url, starttls: false })).toMatchObject({ outcome: 'pass' })
    expect((await probe('smtp', { url, starttls: false, certificateDays: 3 })).says).toContain('no certificate: TLS is not spoken')
  })
  test('TLS from the beginning', async () => {
    const { url } = await mailServer({ secure: true })
    expect(await probe('smtp', { url: url.replace('smtp:', 'smtps:'), tls, certificateDays: 7 })).toMatchObject({ outcome: 'pass' })
    expect((await probe('smtp', { url, tls }, { timeoutMs: 300 })).says).toBe('timed out after 300 ms, waiting for the greeting')
  })
  test('a certificate that is not trusted is a failure before the password is sent', async () => {
    const { url, signed, heard } = await mailServer()
    expect((await probe('smtp', { url: signed, tls: { ca } })).says).toContain('is not for 127.0.0.1')
    expect((await probe('smtp', { url: signed })).says).toContain('the certificate of 127.0.0.1')
    expect((await probe('smtp', { url, tls, certificateDays: 31 })).says).toBe('expected at least 31 days left, got 30 days left')
    expect(heard).toEqual([])
  })
})

describe('smtp', () => {
  const talking = async (talk: (socket: Socket) => void) => `smtp://127.0.0.1:${await listening(createServer(talk))}`

  test('a port that refuses, and an address that nobody may look at', async () => {
    const port = await closedPort()
    expect(await probe('smtp', { url: `smtp://127.0.0.1:${port}` })).toMatchObject({
      outcome: 'fail',
      says: `127.0.0.1:${port} refused the connection`,
    })
    expect((await probe('smtp', { url: 'smtp://[fe80::1]' })).says).toContain('[fe80::1] is refused')
  })
  test('a server that says nothing ends at the timeout, and its connection is closed', async () => {
    const ended: boolean[] = []
    const url = await talking((socket) => socket.resume().on('close', () => ended.push(true)))
    expect(await probe('smtp', { url }, { timeoutMs: 150 })).toMatchObject({
      outcome: 'fail',
      says: 'timed out after 150 ms, waiting for the greeting',
    })
    await expect.poll(() => ended).toEqual([true])
  })
  test.each([
    ['554 No mail today\r\n', 'expected 220 to connecting, got 554 No mail today'],
    ['SSH-2.0-OpenSSH_9.2\r\n', / does not speak as a mail server does: it said "SSH-2\.0-OpenSSH_9\.2"$/],
    ['220-welcome\r\n'.repeat(300), / does not speak as a mail server does: its reply has no end$/],
    ['2'.repeat(5 * 1024 * 1024), / sends without end: more than 4 MiB$/],
  ])('a greeting of %.20j fails with a sentence', async (greeting, says) =>
    expect((await probe('smtp', { url: await talking((socket) => void socket.write(greeting)) })).says).toMatch(says),
  )
  test('a connection that is closed or reset is said', async () => {
    const closing = await talking((socket) => socket.end('220 hello\r\n'))
    expect((await probe('smtp', { url: closing })).says).toMatch(/ closed the connection while waiting for the answer to EHLO$/)
    const resetting = await talking((socket) => {
      socket.write('220 hello\r\n')
      socket.once('data', () => socket.resetAndDestroy())
    })
    expect((await probe('smtp', { url: resetting })).says).toMatch(/ reset the connection$/)
  })
  test('what is said in the clear after STARTTLS is not taken for what was said by TLS', async () => {
    const url = await talking((socket) => {
      socket.write('220 hello\r\n')
      socket.on('data', (bytes) =>
        socket.write(bytes.includes('EHLO') ? '250-hello\r\n250 STARTTLS\r\n' : '220 go ahead\r\n250-hello\r\n250 AUTH PLAIN\r\n'),
      )
    })
    expect((await probe('smtp', { url, tls })).says).toMatch(/ said more than it was asked before TLS began: somebody may be in between$/)
  })
})
