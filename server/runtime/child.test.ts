import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-test-'))
const script = join(folder, 'child.mjs')
const children: ChildProcess[] = []

beforeAll(async () => {
  const contents = `
    import { connectToSupervisor } from './child'
    import { systemClock } from './clock'
    const supervisor = connectToSupervisor({ clock: systemClock, onStop: async (reason) => { console.log('flushed because ' + reason) } })
    setInterval(() => {}, 1000)
    if (process.argv[2]) await supervisor.refuse(process.argv[2])
    supervisor.ready({ url: 'http://here' })`
  await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: script,
  })
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a child of the supervisor', () => {
  test('tells that it is alive, and that it is ready', async () => {
    const { child, until } = await start()
    await until('alive')
    expect(await until('ready')).toEqual({ kind: 'ready', url: 'http://here' })
    expect(child.exitCode).toBeNull()
  })

  test.each([
    ['it is told to', (child: ChildProcess) => child.send({ kind: 'stop' }), 'flushed because the supervisor asked for it'],
    ['the supervisor goes away', (child: ChildProcess) => child.disconnect(), 'flushed because the supervisor has gone'],
    ['SIGTERM comes', (child: ChildProcess) => child.kill('SIGTERM'), 'flushed because SIGTERM'],
  ])('finishes its work and ends when %s', async (_claim, end, words) => {
    const { child, until, output } = await start()
    await until('ready')
    const exited = once(child, 'exit')
    end(child)
    expect((await exited)[0]).toBe(0)
    await expect.poll(output).toBe(words)
  })

  test('that refuses its configuration says why and ends with 78', async () => {
    const { child, until } = await start('PORT is taken.')
    const exited = once(child, 'exit')
    expect(await until('refused')).toEqual({ kind: 'refused', sentence: 'PORT is taken.' })
    expect((await exited)[0]).toBe(78)
  })
})

async function start(...args: string[]) {
  const child = fork(script, args, { stdio: ['ignore', 'pipe', 'ignore', 'ipc'] })
  children.push(child)
  const heard: { kind: string }[] = []
  let printed = ''
  child.on('message', (message) => heard.push(message as { kind: string }))
  child.stdout?.on('data', (chunk) => (printed += chunk))
  const until = async (kind: string) => {
    await expect.poll(() => heard.map((message) => message.kind), { timeout: 5_000 }).toContain(kind)
    return heard.find((message) => message.kind === kind)
  }
  return { child, until, output: () => printed.trim() }
}
