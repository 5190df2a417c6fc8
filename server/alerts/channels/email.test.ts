import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { authority, closedPort, selfSigned } from '@/server/checks/types/http/testing'
import type { Delivered } from '../model'
import { deliver } from './carry'
import type { ChannelTools, Message } from './channel'
import { channelTypeOf, parseChannelOptions } from './registry'
import { aMessage, fakeSmtp, loopbackTools } from './testing'

type Smtp = Awaited<ReturnType<typeof fakeSmtp>>
const open: Smtp[] = []
async function smtp(options?: Parameters<typeof fakeSmtp>[0]): Promise<Smtp> {
  const server = await fakeSmtp(options)
  open.push(server)
  return server
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

const ADA = { channel: 'mail', address: 'ada@zebra.example', person: 'ada@zebra.example' }
const toAda = (message: Parameters<typeof aMessage>[0] = {}) => aMessage({ recipient: ADA, ...message })
const send = (port: number, options: object = {}, message: Message = toAda(), tools: ChannelTools = loopbackTools()): Promise<Delivered> =>
  deliver(
    channelTypeOf('email'),
    parseChannelOptions('email', { host: '127.0.0.1', port, security: 'opportunistic', from: 'plimsoll@zebra.example', ...options }),
    message,
    tools,
  )

describe('a mail', () => {
  test('says it in text and in HTML, with who, what and where to act', async () => {
    const server = await smtp()
    expect(await send(server.port)).toMatchObject({ kind: 'delivered', says: '127.0.0.1 took it: 250 OK: queued as 1' })
    const [mail] = server.mails
    expect(mail).toMatchObject({ from: 'plimsoll@zebra.example', to: ['ada@zebra.example'] })
    expect(mail?.headers).toMatchObject({
      from: 'Plimsoll <plimsoll@zebra.example>',
      to: 'ada@zebra.example',
      subject: '[CRITICAL] Admin sign-in is failing — GBP 925,000 Zebra Associates at risk · INC-2417',
      'list-id': 'Plimsoll incidents <incidents.plimsoll.zebra.example>',
      'auto-submitted': 'auto-generated',
      'x-auto-response-suppress': 'All',
      'x-plimsoll-incident': 'INC-2417',
      'x-plimsoll-severity': 'critical',
      'x-plimsoll-kind': 'page',
      'x-plimsoll-key': 'page/0190a0b0/ops',
      'x-priority': '1 (Highest)',
    })
    for (const part of [mail?.text, mail?.html]) {
      expect(part).toContain('503 after 5.0 s')
      expect(part).toContain('GBP 925,000 Zebra Associates; losing GBP 1,240 an hour')
      expect(part).toContain('1,200')
      expect(part).toContain('https://plimsoll.zebra.example/act/ack-token-1')
      expect(part).toContain('https://wiki.zebra.example/runbooks/admin')
    }
    expect(mail?.text).toContain('Acknowledge: https://plimsoll.zebra.example/act/ack-token-1\n')
  })

  test('to a subscriber of a status page says only what is said there, and how to end it with one request (RFC 8058)', async () => {
    const server = await smtp()
    const letter = {
      about: 'post' as const,
      page: 'Zebra\r\nBcc: all@zebra.example',
      address: 'https://status.zebra.example',
      title: 'Problem with <Cards>',
      state: 'Identified',
      text: 'A certificate had ended.',
      components: ['Payments'],
      confirm: null,
      unsubscribe: 'https://status.zebra.example/unsubscribe/key',
    }
    const { facts } = aMessage()
    await send(server.port, {}, toAda({ kind: 'status', facts: { ...facts, incidentId: null, number: null, letter }, actions: [] }))
    const [mail] = server.mails
    expect(mail?.headers).toMatchObject({
      subject: '[IDENTIFIED] Zebra Bcc: all@zebra.example: Problem with <Cards>',
      'list-id': 'Zebra Bcc all zebra.example status <status.plimsoll.zebra.example>',
      'list-unsubscribe': '<https://status.zebra.example/unsubscribe/key>',
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
    })
    expect(Object.keys(mail?.headers ?? {})).not.toEqual(expect.arrayContaining(['x-plimsoll-severity', 'x-plimsoll-incident', 'bcc']))
    expect(mail?.to).toEqual(['ada@zebra.example'])
    for (const part of [mail?.text, mail?.html]) {
      expect(part).toContain('A certificate had ended.')
      expect(part).toContain('https://status.zebra.example/unsubscribe/key')
      expect(part).not.toMatch(/503|925,000|Admin sign-in|runbooks|act\//)
    }
  })

  test('stands in one conversation with the others about the same', async () => {
    const server = await smtp()
    const first = await send(server.port)
    const ref = first.kind === 'delivered' ? (first.ref ?? null) : null
    await send(
      server.port,
      {},
      toAda({ kind: 'resolved', key: 'resolved/1', ref, facts: { resolvedAt: new Date('2026-11-17T14:10:00Z') } }),
    )
    // What the first was called may be lost with the process that sent it.
    await send(server.port, {}, toAda({ kind: 'news', key: 'news/1' }))
    await send(server.port, {}, toAda({ key: 'page/other', thread: 'another' }))
    const [page, resolved, news, other] = server.mails.map(({ headers }) => headers)
    expect(page?.['message-id']).toBe(ref)
    expect(resolved).toMatchObject({ 'in-reply-to': ref, subject: '[RESOLVED] Over after 16 min: Admin sign-in is failing · INC-2417' })
    const root = page?.references
    expect(root).toMatch(/^<plimsoll\.[0-9a-f]{40}@zebra\.example>$/)
    expect(resolved?.references).toBe(`${root} ${ref}`)
    expect(news?.references).toBe(root)
    expect(other?.references).not.toBe(root)
    expect(new Set(server.mails.map(({ headers }) => headers['message-id'])).size).toBe(4)
  })

  test('sent again is the same mail, by its Message-ID', async () => {
    const server = await smtp()
    await send(server.port)
    await send(server.port)
    expect(new Set(server.mails.map(({ headers }) => headers['message-id'])).size).toBe(1)
  })

  test('comes as it was written, also where a line is a dot, is long, or is in another script', async () => {
    const server = await smtp()
    const says = `. ${'ü'.repeat(400)} …`
    await send(server.port, {}, toAda({ facts: { title: '登录失败', says, cause: '.', nextStep: '..\r\n.\r\nQUIT' } }))
    const [mail] = server.mails
    expect(mail?.headers.subject).toContain('登录失败')
    expect(mail?.text).toContain(`What: ${says}`)
    expect(mail?.text).toContain('Likely cause: .')
    expect(mail?.text).toContain('Next step: .. . QUIT')
    expect(Math.max(...(mail?.raw.split('\r\n') ?? []).map(({ length }) => length))).toBeLessThanOrEqual(998)
  })

  test('takes no header from a text of somebody else’s', async () => {
    const server = await smtp()
    const evil = 'x\r\nBcc: eve@evil.example\r\n\r\nbody'
    await send(
      server.port,
      {},
      toAda({ key: evil, thread: evil, ref: evil, facts: { title: evil, says: evil, service: evil, money: evil, by: evil } }),
    )
    const [mail] = server.mails
    expect(mail?.to).toEqual(['ada@zebra.example'])
    expect(mail?.headers).not.toHaveProperty('bcc')
    expect(mail?.headers).not.toHaveProperty('in-reply-to')
    expect(mail?.headers.subject).toContain('x Bcc: eve@evil.example body')
  })

  test.each([null, 'nobody', 'ada@zebra.example\r\nBcc: eve@evil.example', 'ada@zebra.example, eve@evil.example', '<ada@zebra.example>'])(
    'goes to no address like %j',
    async (address) => {
      const server = await smtp()
      const delivered = await send(server.port, {}, toAda({ recipient: { ...ADA, address } }))
      expect(delivered).toEqual({ kind: 'refused', says: 'There is no e-mail address to send it to' })
      expect(server.mails).toEqual([])
    },
  )
})

describe('encryption', () => {
  const { ca, issue } = authority()
  const secrets = { user: 'plimsoll', password: randomBytes(9).toString('hex') }
  const named = { host: 'mail.example', ca }

  test('starttls: the password goes over it only', async () => {
    const server = await smtp({ ...secrets, tls: issue('mail.example') })
    expect(await send(server.port, { ...named, ...secrets, security: 'starttls' })).toMatchObject({ kind: 'delivered' })
    expect(server.mails[0]).toMatchObject({ isEncrypted: true, user: 'plimsoll' })
  })
  test('tls: from the start', async () => {
    const server = await smtp({ ...secrets, tls: issue('mail.example'), secure: true })
    expect(await send(server.port, { ...named, ...secrets, security: 'tls' })).toMatchObject({ kind: 'delivered' })
    expect(server.mails[0]).toMatchObject({ isEncrypted: true, user: 'plimsoll' })
  })
  test.each(['starttls', 'tls'] as const)('%s: not with a certificate that nobody vouches for', async (security) => {
    const server = await smtp({ ...secrets, tls: selfSigned('127.0.0.1'), secure: security === 'tls' })
    expect(await send(server.port, { ...secrets, security })).toEqual({
      kind: 'retry',
      says: 'the certificate of 127.0.0.1 is self-signed; declare it as `ca` if it is yours',
    })
    expect(server.mails).toEqual([])
  })
  test('starttls: not without it', async () => {
    const server = await smtp(secrets)
    expect(await send(server.port, { ...secrets, security: 'starttls' })).toMatchObject({
      kind: 'refused',
      says: expect.stringContaining('answered 5'),
    })
    expect(server.mails).toEqual([])
  })
  test('opportunistic: with any certificate, or without', async () => {
    const encrypted = await smtp({ tls: selfSigned('127.0.0.1') })
    expect(await send(encrypted.port)).toMatchObject({ kind: 'delivered' })
    expect(encrypted.mails[0]?.isEncrypted).toBe(true)
    const plain = await smtp()
    expect(await send(plain.port)).toMatchObject({ kind: 'delivered' })
    expect(plain.mails[0]?.isEncrypted).toBe(false)
  })
})

describe('the answers of a mail server (RFC 5321)', () => {
  test.each([
    ['connect', 421, 'too many connections', 'retry'],
    ['connect', 554, 'no service for you', 'refused'],
    ['mail', 451, 'try again later', 'retry'],
    ['rcpt', 450, '4.2.0 greylisted, come back in 5 minutes', 'retry'],
    ['rcpt', 452, 'mailbox is full', 'retry'],
    ['rcpt', 550, '5.1.1 there is no such mailbox', 'refused'],
    ['data', 451, 'local error', 'retry'],
    ['data', 554, '5.7.1 it looks like spam', 'refused'],
  ] as const)('at %s: %i %s', async (at, code, says, kind) => {
    const server = await smtp()
    server.next({ at, code, says })
    expect(await send(server.port)).toEqual({ kind, says: `127.0.0.1 answered ${code} ${says}` })
    expect(server.mails).toEqual([])
    expect(await send(server.port)).toMatchObject({ kind: 'delivered' })
  })

  test('a wrong password is refused, a passing trouble with passwords is not, and neither is said', async () => {
    const password = randomBytes(12).toString('hex')
    const user = randomBytes(6).toString('hex')
    const server = await smtp({ user, password: 'another' })
    const wrong = await send(server.port, { user, password })
    expect(wrong).toMatchObject({ kind: 'refused', says: expect.stringContaining('535') })
    server.next({ at: 'auth', code: 454, says: `cannot check ${password} ${Buffer.from(`\0${user}\0${password}`).toString('base64')}` })
    const passing = await send(server.port, { user, password })
    expect(passing).toMatchObject({ kind: 'retry', says: expect.stringContaining('454') })
    for (const { says } of [wrong, passing]) expect(says).not.toContain(password)
    expect(passing.says).not.toContain(Buffer.from(`\0${user}\0${password}`).toString('base64'))
  })

  test('a connection that drops within the message is tried again', async () => {
    const server = await smtp()
    server.next('drop within the message')
    expect(await send(server.port)).toMatchObject({ kind: 'retry', says: expect.stringContaining('127.0.0.1') })
    expect(server.mails).toEqual([])
  })

  test('one that says nothing is given up at the deadline', async () => {
    const server = await smtp()
    server.next('silence')
    expect(await send(server.port, {}, toAda(), loopbackTools(AbortSignal.timeout(300)))).toEqual({
      kind: 'retry',
      says: `127.0.0.1:${server.port} took too long`,
    })
  })

  test('nobody there, and an address that is forbidden', async () => {
    const port = await closedPort()
    expect(await send(port)).toEqual({ kind: 'retry', says: `127.0.0.1:${port} refused the connection` })
    const server = await smtp()
    const tools = loopbackTools(undefined, { refuses: (address) => `${address} is refused: no.` })
    expect(await send(server.port, {}, toAda(), tools)).toEqual({ kind: 'refused', says: '127.0.0.1 is refused: no.' })
    expect(await send(server.port, { host: 'mail.example' }, toAda(), tools)).toMatchObject({
      kind: 'refused',
      says: 'mail.example is at a forbidden address: 127.0.0.1 is refused: no.',
    })
  })
})
