import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { closeAll, closedPort, listening, probes, whenOver } from './http/testing'
import { dnsmasq, programOf, type Running } from './testing/servers'

const probe = probes()
const program = programOf('dnsmasq')

describe.skipIf(!program)('dns against a real dnsmasq', () => {
  let server: Running
  let resolver: string
  const records = [
    '--local=/test/',
    '--cname=www.shop.test,shop.test',
    '--mx-host=shop.test,mail.shop.test,10',
    '--txt-record=shop.test,v=spf1 -all',
    '--srv-host=_sip._tcp.shop.test,sip.shop.test,5060,1,5',
    '--caa-record=shop.test,0,issue,letsencrypt.org',
    '--dns-rr=shop.test,2,036e7331047465737400',
  ]
  beforeAll(async () => {
    server = await dnsmasq(program ?? '', records, '192.0.2.1 shop.test\n192.0.2.2 shop.test\n2001:db8::1 shop.test\n')
    resolver = `127.0.0.1:${server.port}`
  })
  afterAll(() => server?.stop())

  test.each([
    [{}, '192.0.2.1, 192.0.2.2'],
    [{ expect: { allOf: ['192.0.2.2'] } }, '192.0.2.1, 192.0.2.2'],
    [{ expect: { anyOf: ['192.0.2.9', '192.0.2.1'] } }, '192.0.2.1, 192.0.2.2'],
    [{ expect: { exactly: ['192.0.2.2', '192.0.2.1'] } }, '192.0.2.1, 192.0.2.2'],
    [{ record: 'AAAA', expect: { exactly: ['2001:0DB8:0::1'] } }, '2001:db8::1'],
    [{ name: 'www.shop.test', record: 'CNAME', expect: { exactly: ['Shop.test.'] } }, 'shop.test'],
    [{ name: 'www.shop.test' }, '192.0.2.1, 192.0.2.2'],
    [{ record: 'MX', expect: { exactly: ['10 mail.shop.test'] } }, '10 mail.shop.test'],
    [{ record: 'TXT', expect: { allOf: ['v=spf1 -all'] } }, 'v=spf1 -all'],
    [{ record: 'NS', expect: { allOf: ['ns1.test'] } }, 'ns1.test'],
    [{ name: '_sip._tcp.shop.test', record: 'SRV', expect: { exactly: ['1 5 5060 sip.shop.test'] } }, '1 5 5060 sip.shop.test'],
    [{ record: 'CAA', expect: { exactly: ['0 issue "letsencrypt.org"'] } }, '0 issue letsencrypt.org'],
    [{ name: 'gone.shop.test', expect: { exactly: [] } }, 'there is no name gone.shop.test (NXDOMAIN)'],
  ])('%j passes', async (options, says) =>
    expect(await probe('dns', { name: 'shop.test', resolver, ...options })).toMatchObject({ outcome: 'pass', says }),
  )

  test.each([
    [{ expect: { allOf: ['192.0.2.1', '192.0.2.3'] } }, 'expected A 192.0.2.3, got 192.0.2.1, 192.0.2.2'],
    [{ expect: { anyOf: ['192.0.2.3', '192.0.2.4'] } }, 'expected A 192.0.2.3 or 192.0.2.4, got 192.0.2.1, 192.0.2.2'],
    [{ expect: { exactly: ['192.0.2.1'] } }, 'expected A 192.0.2.1, and no other, got 192.0.2.1, 192.0.2.2'],
    [{ expect: { exactly: [] } }, 'expected no A record, got 192.0.2.1, 192.0.2.2'],
    [{ record: 'TXT', expect: { allOf: ['V=spf1 -all'] } }, 'expected TXT V=spf1 -all, got v=spf1 -all'],
    [{ name: 'gone.shop.test' }, 'expected A records of gone.shop.test, got there is no name gone.shop.test (NXDOMAIN)'],
    [{ name: 'www.shop.test', record: 'SRV' }, 'expected SRV records of www.shop.test, got www.shop.test has no SRV record'],
  ])('%j fails with a sentence, and evidence', async (options, says) =>
    expect(await probe('dns', { name: 'shop.test', resolver, ...options })).toMatchObject({
      outcome: 'fail',
      says,
      evidence: { assertions: expect.arrayContaining([expect.objectContaining({ holds: false })]) },
    }),
  )
  test('a server may be named, and may refuse', async () => {
    const named = `localhost:${server.port}`
    expect(await probe('dns', { name: 'shop.test', resolver: named })).toMatchObject({ outcome: 'pass' })
    expect(await probe('dns', { name: 'elsewhere.example', resolver })).toMatchObject({
      outcome: 'fail',
      says: `${resolver} refused to resolve elsewhere.example (REFUSED)`,
    })
  })
})

/** Answers each question by bytes that are made of it; undefined is silence. Over TCP too, when that is given. */
async function answering(
  overUdp: (question: Buffer) => Buffer | undefined,
  overTcp?: (question: Buffer) => Buffer,
): Promise<{ readonly resolver: string; readonly asked: () => number }> {
  let asked = 0
  const tcp = createServer((socket) => {
    socket.once('data', (bytes) => {
      const answer = overTcp?.(bytes.subarray(2))
      if (!answer) return void socket.destroy()
      const length = Buffer.alloc(2)
      length.writeUInt16BE(answer.length)
      socket.end(Buffer.concat([length, answer]))
    })
  })
  const port = await listening(tcp)
  const udp = createSocket('udp4')
  udp.on('message', (question, { port: from, address }) => {
    asked++
    const answer = overUdp(question)
    if (answer) udp.send(answer, from, address)
  })
  udp.bind(port, '127.0.0.1')
  await once(udp, 'listening')
  whenOver(() => udp.close())
  return { resolver: `127.0.0.1:${port}`, asked: () => asked }
}

/** The question back as an answer: with a code, cut off or not, with these addresses. RFC 1035, section 4. */
function reply(question: Buffer, { code = 0, isCut = false, addresses = [] as readonly string[] }): Buffer {
  const end = question.indexOf(0, 12) + 5
  const head = Buffer.from(question.subarray(0, end))
  head.writeUInt16BE(0x8180 | code | (isCut ? 0x0200 : 0), 2)
  head.writeUInt16BE(addresses.length, 6)
  head.fill(0, 8, 12)
  const records = addresses.map((address) => Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...address.split('.').map(Number)]))
  return Buffer.concat([head, ...records])
}

describe('dns', () => {
  afterEach(closeAll)
  const many = Array.from({ length: 200 }, (_, i) => `10.0.0.${i + 1}`)

  test('an answer that was cut off is asked for again by TCP', async () => {
    const { resolver } = await answering(
      (question) => reply(question, { isCut: true }),
      (question) => reply(question, { addresses: many }),
    )
    expect(await probe('dns', { name: 'a.test', resolver, expect: { exactly: many.slice(0, 50) } })).toMatchObject({ outcome: 'fail' })
    expect(await probe('dns', { name: 'a.test', resolver, expect: { allOf: many.slice(150) } })).toMatchObject({ outcome: 'pass' })
  })
  test.each([
    [2, 'failed to resolve a.test (SERVFAIL)'],
    [4, 'does not answer such questions (NOTIMP), asked for a.test'],
    [5, 'refused to resolve a.test (REFUSED)'],
  ])('code %i is told from a name that is not there', async (code, words) => {
    const { resolver } = await answering((question) => reply(question, { code }))
    expect(await probe('dns', { name: 'a.test', resolver })).toMatchObject({ outcome: 'fail', says: `${resolver} ${words}` })
  })
  test('a server that never answers is asked again, and fails at the timeout', async () => {
    const { resolver, asked } = await answering(() => undefined)
    expect(await probe('dns', { name: 'a.test', resolver }, { timeoutMs: 900 })).toMatchObject({
      outcome: 'fail',
      says: `timed out after 900 ms, waiting for ${resolver} to answer`,
    })
    expect(asked()).toBeGreaterThan(1)
  })
  test('a packet that is lost is no failure', async () => {
    let count = 0
    const { resolver } = await answering((question) => (count++ === 0 ? undefined : reply(question, { addresses: ['10.0.0.1'] })))
    expect(await probe('dns', { name: 'a.test', resolver }, { timeoutMs: 3_000 })).toMatchObject({ outcome: 'pass', says: '10.0.0.1' })
  })
  test('what is no answer fails', async () => {
    const { resolver } = await answering(() => Buffer.from('HTTP/1.1 400 Bad Request'))
    expect(await probe('dns', { name: 'a.test', resolver }, { timeoutMs: 600 })).toMatchObject({ outcome: 'fail' })
    const cut = await answering((question) => reply(question, { addresses: ['10.0.0.1'] }).subarray(0, -3))
    expect(await probe('dns', { name: 'a.test', resolver: cut.resolver })).toMatchObject({
      outcome: 'fail',
      says: `${cut.resolver} gave an answer that cannot be read`,
    })
  })
  test('a port where nobody listens refuses, and an address that nobody may look at is refused (REL-5)', async () => {
    const port = await closedPort()
    expect(await probe('dns', { name: 'a.test', resolver: `127.0.0.1:${port}` })).toMatchObject({
      outcome: 'fail',
      says: `127.0.0.1:${port} refused the connection`,
    })
    expect((await probe('dns', { name: 'a.test', resolver: '169.254.169.254' })).says).toContain('169.254.169.254 is refused: link-local')
    expect((await probe('dns', { name: 'a.test', resolver: '[fe80::1]:53' })).says).toContain('[fe80::1] is refused')
  })
})
