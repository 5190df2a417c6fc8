import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../runtime/clock'
import { createLookup } from './lookup'

let folder: string
let opened: Socket[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-lookup-'))
})
afterEach(() => {
  for (const socket of opened) socket.close()
  opened = []
  rmSync(folder, { recursive: true })
})

const A = 1

/** A DNS server that answers by a table (`name/type` → addresses), `'nothing'` for silence and nothing at all for "no such name". */
async function dnsServer(table: Record<string, readonly string[] | 'nothing'>) {
  const asked: string[] = []
  const socket = createSocket('udp4')
  opened.push(socket)
  socket.on('message', (query, from) => {
    const { name, type, end } = questionOf(query)
    asked.push(`${name}/${type === A ? 'A' : 'AAAA'}`)
    const answers = table[`${name}/${type === A ? 'A' : 'AAAA'}`]
    if (answers === 'nothing') return
    socket.send(answerTo(query.subarray(0, end), answers, type), from.port, from.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return { asked, server: `127.0.0.1:${socket.address().port}` }
}

function questionOf(query: Buffer) {
  const labels: string[] = []
  let at = 12
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 }
}

function answerTo(question: Buffer, answers: readonly string[] | undefined, type: number): Buffer {
  const head = Buffer.from(question)
  head.writeUInt16BE(answers ? 0x8180 : 0x8183, 2)
  head.writeUInt16BE(answers?.length ?? 0, 6)
  head.writeUInt32BE(0, 8)
  const records = (answers ?? []).map((address) => {
    const data = type === A ? Buffer.from(address.split('.').map(Number)) : Buffer.from(address.replaceAll(':', ''), 'hex')
    const record = Buffer.alloc(12)
    record.writeUInt16BE(0xc00c, 0)
    record.writeUInt16BE(type, 2)
    record.writeUInt16BE(1, 4)
    record.writeUInt32BE(300, 6)
    record.writeUInt16BE(data.length, 10)
    return Buffer.concat([record, data])
  })
  return Buffer.concat([head, ...records])
}

type Answer = { addresses?: unknown; code?: unknown; message?: string }
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const lookupWith = (servers: string[], hosts = '', resolv = '') =>
  createLookup({ clock: systemClock, servers, attemptMs: 100, hostsFile: file('hosts', hosts), resolvFile: file('resolv.conf', resolv) })
const ask = (lookup: ReturnType<typeof createLookup>, name: string, family = 0) =>
  new Promise<Answer>((done) =>
    lookup(name, { all: true, family }, (cause, addresses) => done(cause ? { code: cause.code, message: cause.message } : { addresses })),
  )

test('both families are asked, and a name is resolved anew each time', async () => {
  const { asked, server } = await dnsServer({
    'shop.example/A': ['192.0.2.1', '192.0.2.2'],
    'shop.example/AAAA': ['20010db8000000000000000000000001'],
  })
  const lookup = lookupWith([server])
  const { addresses } = await ask(lookup, 'shop.example')
  expect(addresses).toEqual(
    expect.arrayContaining([
      { address: '192.0.2.1', family: 4 },
      { address: '192.0.2.2', family: 4 },
      { address: '2001:db8::1', family: 6 },
    ]),
  )
  await ask(lookup, 'shop.example', 4)
  expect(asked.filter((one) => one === 'shop.example/A')).toHaveLength(2)
})

test('those who ask for one name at the same moment share one question', async () => {
  const { asked, server } = await dnsServer({ 'shop.example/A': ['192.0.2.1'] })
  const lookup = lookupWith([server])
  await Promise.all(Array.from({ length: 50 }, () => ask(lookup, 'shop.example', 4)))
  expect(asked).toHaveLength(1)
})

test('a family that is never answered does not hold back the one that is', async () => {
  const { server } = await dnsServer({ 'shop.example/A': ['192.0.2.1'], 'shop.example/AAAA': 'nothing' })
  const patient = { ...systemClock, after: (ms: number, call: () => void) => (ms > 1_000 ? { cancel() {} } : systemClock.after(ms, call)) }
  const lookup = createLookup({
    clock: patient,
    servers: [server],
    attemptMs: 60_000,
    hostsFile: file('hosts', ''),
    resolvFile: file('resolv.conf', ''),
  })
  expect(await ask(lookup, 'shop.example')).toEqual({ addresses: [{ address: '192.0.2.1', family: 4 }] })
})

test('a name that does not exist is told apart from a server that is silent', async () => {
  const { server } = await dnsServer({ 'dead.example/A': 'nothing' })
  const lookup = lookupWith([server])
  expect(await ask(lookup, 'dead.example', 4)).toMatchObject({ code: 'DNS_SILENT' })
  expect(await ask(lookup, 'missing.example', 4)).toMatchObject({ code: 'ENOTFOUND' })
})

test('silence about one name is that name’s own as long as others are answered, and delays none of them', async () => {
  const { server } = await dnsServer({ 'dead.example/A': 'nothing', 'shop.example/A': ['192.0.2.1'] })
  const lookup = lookupWith([server])
  const order: string[] = []
  const dead = ask(lookup, 'dead.example', 4).then((answer) => {
    order.push('dead')
    return answer
  })
  for (let round = 0; round < 20; round++) await ask(lookup, 'shop.example', 4)
  order.push('shop')
  expect(await dead).toMatchObject({ code: 'DNS_TIMEOUT' })
  expect(order).toEqual(['shop', 'dead'])
})

test('the hosts file wins over DNS and is read again when it changes', async () => {
  const { asked, server } = await dnsServer({})
  let elapsedMs = 0
  const hostsFile = file('hosts', '192.0.2.9  db.internal db # the database\n')
  const lookup = createLookup({
    clock: { ...systemClock, elapsedMs: () => elapsedMs },
    servers: [server],
    hostsFile,
    resolvFile: file('resolv.conf', ''),
  })
  expect(await ask(lookup, 'DB')).toEqual({ addresses: [{ address: '192.0.2.9', family: 4 }] })
  writeFileSync(hostsFile, '192.0.2.10 db\n')
  utimesSync(hostsFile, 1, 1)
  expect(await ask(lookup, 'db')).toEqual({ addresses: [{ address: '192.0.2.9', family: 4 }] })
  elapsedMs = 1_001
  expect(await ask(lookup, 'db')).toEqual({ addresses: [{ address: '192.0.2.10', family: 4 }] })
  expect(asked).toEqual([])
})

test('localhost is loopback without anybody being asked', async () => {
  const { asked, server } = await dnsServer({})
  const lookup = lookupWith([server])
  expect(await ask(lookup, 'localhost')).toEqual({
    addresses: [
      { address: '127.0.0.1', family: 4 },
      { address: '::1', family: 6 },
    ],
  })
  expect(await ask(lookup, 'shop.localhost', 6)).toEqual({ addresses: [{ address: '::1', family: 6 }] })
  expect(asked).toEqual([])
})

test('a short name is tried in the search domains', async () => {
  const { asked, server } = await dnsServer({ 'orders.prod.svc/A': ['192.0.2.7'] })
  const lookup = lookupWith([server], '', 'search shop.svc prod.svc\noptions ndots:5\n')
  expect(await ask(lookup, 'orders', 4)).toEqual({ addresses: [{ address: '192.0.2.7', family: 4 }] })
  expect(asked).toEqual(['orders.shop.svc/A', 'orders.prod.svc/A'])
})

test('a name that points at a forbidden address is refused after DNS (REL-5)', async () => {
  const { server } = await dnsServer({ 'metadata.example/A': ['192.0.2.1', '169.254.169.254'] })
  const { code, message } = await ask(lookupWith([server]), 'metadata.example', 4)
  expect(code).toBe('ADDRESS_REFUSED')
  expect(message).toContain('metadata.example is at a forbidden address: 169.254.169.254 is refused')
})
