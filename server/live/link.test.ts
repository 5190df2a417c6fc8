import { mkdtempSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { Refusal } from '../kernel/errors'
import type { Change, Pulse, World } from '../pipeline/model'
import { systemClock } from '../runtime/clock'
import { silentLog } from '../runtime/log'
import { createFrameReader, encodeFrame, FrameError } from './frames'
import { connectLink, createLinkServer, type Link, type LinkParts, type LinkServer, type LinkServerParts } from './link'
import { aPulse, aWorld, NOON } from './testing'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const freshPath = () => join(mkdtempSync(join(tmpdir(), 'link-')), 'engine.sock')

async function engineAt(path: string, parts: Partial<LinkServerParts> = {}): Promise<LinkServer> {
  const server = await createLinkServer({
    path,
    clock: systemClock,
    log: silentLog,
    world: () => aWorld(),
    onMoved: () => {},
    onRequest: async () => undefined,
    ...parts,
  })
  ends.push(() => server.close())
  return server
}

function webAt(path: string, parts: Partial<LinkParts> = {}) {
  const worlds: World[] = []
  const pulses: Pulse[] = []
  const changes: Change[] = []
  const downs: number[] = []
  const link = connectLink({
    path,
    clock: systemClock,
    log: silentLog,
    onSnapshot: (world) => worlds.push(world),
    onNews: (news) => {
      pulses.push(...news.pulses)
      changes.push(...news.changes)
    },
    onBeat: () => {},
    onDown: () => downs.push(1),
    ...parts,
  })
  ends.push(() => link.close())
  return { link, worlds, pulses, changes, downs }
}
const connected = (link: Link) => vi.waitFor(() => expect(link.connected).toBe(true))
const blind: Change = {
  kind: 'sight',
  sight: { blindSince: NOON, unstoredSince: null, waiting: 3, expected: 1, executed: 1, latenessMs: 0.5 },
}

test('a web gets the whole world, with what is shared still shared', async () => {
  const path = freshPath()
  await engineAt(path)
  const { link, worlds } = webAt(path)
  await connected(link)
  const [world] = worlds
  expect(world).toEqual(aWorld())
  expect(world?.checkByNo.get(1)).toBe(world?.checks.get('check-1'))
  expect(world?.checks.get('check-1')?.recent.atMs).toBeInstanceOf(Float64Array)
})

test('results travel gathered, and before the changes that follow from them', async () => {
  const path = freshPath()
  const server = await engineAt(path)
  const frames: unknown[] = []
  const { link } = webAt(path, { onNews: (news) => frames.push([news.pulses.length, news.changes.length]) })
  await connected(link)
  for (let second = 0; second < 50; second++) server.pulse(aPulse(1, second))
  server.publish([blind])
  await vi.waitFor(() => expect(frames).toEqual([[50, 1]]))
})

test('what is mentioned goes with what is told next, or alone after a moment', async () => {
  const path = freshPath()
  const server = await engineAt(path)
  const frames: unknown[] = []
  const { link } = webAt(path, { onNews: (news) => frames.push([news.pulses.length, news.changes.length]) })
  await connected(link)
  server.mention(blind)
  server.pulse(aPulse(1, 1))
  server.publish([blind])
  server.mention(blind)
  await vi.waitFor(() =>
    expect(frames).toEqual([
      [1, 2],
      [0, 1],
    ]),
  )
})

test('what people changed reaches the engine, also when it was away meanwhile', async () => {
  const path = freshPath()
  const moved: (readonly Change[])[] = []
  const first = await engineAt(path, { onMoved: (changes) => moved.push(changes) })
  const { link, downs } = webAt(path)
  await connected(link)
  link.moved([blind])
  await vi.waitFor(() => expect(moved).toEqual([[blind]]))
  await first.close()
  await vi.waitFor(() => expect(downs).toHaveLength(1))
  link.moved([blind, blind])
  await engineAt(path, { onMoved: (changes) => moved.push(changes) })
  await vi.waitFor(() => expect(moved).toEqual([[blind], [blind, blind]]))
})

test('more than it may keep is not kept in silence', async () => {
  const path = freshPath()
  const seen: [number, boolean][] = []
  const { link } = webAt(path)
  for (let times = 0; times < 1_001; times++) link.moved([blind])
  await engineAt(path, { onMoved: (changes, missed) => seen.push([changes.length, missed]) })
  await vi.waitFor(() => expect(seen).toEqual([[1_000, true]]))
})

test('after the engine has started anew, the web has its new world', async () => {
  const path = freshPath()
  const first = await engineAt(path)
  const { link, worlds } = webAt(path)
  await connected(link)
  await first.close()
  await engineAt(path, { world: () => aWorld(5) })
  await vi.waitFor(() => expect(worlds.at(-1)?.checks.size).toBe(5))
})

test('a question is answered, refused in the words of the engine, or over after its time', async () => {
  const path = freshPath()
  await engineAt(path, {
    onRequest: async ({ kind, body }) => {
      if (kind === 'never') await new Promise(() => {})
      if (kind === 'no') throw new Refusal('conflict', 'This check is paused.')
      if (kind === 'bug') throw new TypeError('x is undefined')
      return { kind, body }
    },
  })
  const { link } = webAt(path)
  await connected(link)
  await expect(link.request({ kind: 'run-check', body: { id: 'a' } }, 5_000)).resolves.toEqual({ kind: 'run-check', body: { id: 'a' } })
  await expect(link.request({ kind: 'no' }, 5_000)).rejects.toMatchObject({ code: 'conflict', message: 'This check is paused.' })
  await expect(link.request({ kind: 'bug' }, 5_000)).rejects.toMatchObject({
    code: 'unavailable',
    message: 'The engine could not do this.',
  })
  await expect(link.request({ kind: 'never' }, 20)).rejects.toMatchObject({ code: 'unavailable' })
})

test('without an engine a question is refused at once', async () => {
  const { link } = webAt(freshPath())
  await expect(link.request({ kind: 'run-check' }, 5_000)).rejects.toThrow('The engine is not running')
})

test('questions under way are refused when the engine goes', async () => {
  const path = freshPath()
  const server = await engineAt(path, { onRequest: () => new Promise(() => {}) })
  const { link } = webAt(path)
  await connected(link)
  const asked = link.request({ kind: 'run-check' }, 60_000)
  const refused = expect(asked).rejects.toThrow('The engine is not running')
  await server.close()
  await refused
})

test('a web that does not read holds no memory, and gets a new world when it reads again', async () => {
  const path = freshPath()
  const server = await engineAt(path, { backlogMaxBytes: 64 * 1024 })
  const kinds: string[] = []
  const socket = connect(path)
  ends.push(() => socket.destroy())
  const read = createFrameReader((value) => kinds.push((value as { kind: string }).kind))
  socket.on('data', (chunk: Buffer) => read(chunk))
  await vi.waitFor(() => expect(kinds).toEqual(['snapshot']))
  socket.pause()
  const long = { ...aPulse(1, 1), says: 'x'.repeat(20_000) }
  for (let times = 0; times < 500; times++) {
    server.pulse(long)
    server.publish([])
  }
  socket.resume()
  await vi.waitFor(() => expect(kinds.at(-1)).toBe('snapshot'))
  expect(kinds.filter((kind) => kind === 'news').length).toBeLessThan(500)
})

test.each([
  ['bytes that are no frame', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ['a frame that holds nothing readable', Buffer.concat([Buffer.from([0, 0, 0, 4]), Buffer.from('abcd')])],
  ['a frame that announces too much', Buffer.from([0xff, 0xff, 0xff, 0xff])],
])('%s end the connection, and the engine goes on', async (_claim, bytes) => {
  const path = freshPath()
  await engineAt(path)
  const socket = connect(path)
  socket.on('error', () => {})
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.resume()
  socket.write(bytes)
  await closed
  const { link } = webAt(path)
  await connected(link)
})

test('values that are none of ours are passed over', async () => {
  const path = freshPath()
  const moved = vi.fn()
  await engineAt(path, { onMoved: moved })
  const socket = connect(path)
  ends.push(() => socket.destroy())
  socket.resume()
  for (const value of [null, 7, 'moved', [], { kind: 'other' }]) socket.write(encodeFrame(value))
  socket.write(encodeFrame({ kind: 'moved', changes: [], missed: false }))
  await vi.waitFor(() => expect(moved).toHaveBeenCalledTimes(1))
})

test('a web that connects to something else goes on trying', async () => {
  const path = freshPath()
  const strangers: Socket[] = []
  const stranger: Server = createServer((socket) => {
    strangers.push(socket)
    socket.on('error', () => {})
    socket.write('hello, who is there? this is no engine at all')
  })
  await new Promise<void>((resolve) => stranger.listen(path, resolve))
  const { link } = webAt(path)
  await vi.waitFor(() => expect(strangers.length).toBeGreaterThan(1))
  await new Promise((resolve) => {
    stranger.close(resolve)
    for (const socket of strangers) socket.destroy()
  })
  await engineAt(path)
  await connected(link)
})

test('a second engine is refused while the first answers', async () => {
  const path = freshPath()
  await engineAt(path)
  await expect(engineAt(path)).rejects.toThrow(`Another engine already answers at ${path}`)
})

test('a path that no socket can have is refused by name', async () => {
  await expect(engineAt(`/tmp/${'x'.repeat(110)}`)).rejects.toThrow('longer than the 107 bytes')
})

test('frames survive any cutting', () => {
  const values: unknown[] = []
  const read = createFrameReader((value) => values.push(value))
  const bytes = Buffer.concat([encodeFrame({ a: 1 }), encodeFrame('two'), encodeFrame([new Date(3)])])
  for (const byte of bytes) read(Buffer.from([byte]))
  read(bytes)
  expect(values).toEqual([{ a: 1 }, 'two', [new Date(3)], { a: 1 }, 'two', [new Date(3)]])
})

test('a frame beyond the bound is not sent', () => expect(() => encodeFrame('x'.repeat(100), 50)).toThrow(FrameError))
