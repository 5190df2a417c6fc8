import { execFileSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, inject, test } from 'vitest'
import { isAlive, signal } from '@/server/postgres/processes'
import { systemClock } from '@/server/runtime/clock'
import { compareWithLog } from './stored'
import { expectPace, startReference, startTarget } from './target'
import { slowness, startWorld, until } from './world'

const FULL_MS = inject('form') === 'long' ? 60_000 : 6_000
const CHECKS = 30
const BACK_WITHIN_MS = 15_000 * (await slowness())

const nowMs = () => systemClock.now().getTime()
const target = await startTarget()
const reference = startReference()
const names = Array.from({ length: CHECKS }, (_, i) => `silo-${i}`)
const world = await startWorld({
  document: {
    settings: { 'checks.maxPerSecondPerHost': 200, 'checks.maxConcurrentPerHost': 50 },
    services: [{ name: 'farm', tier: 1 }],
    checks: names.map((name) => ({
      name,
      service: 'farm',
      type: 'http',
      interval: '1s',
      timeout: '1s',
      options: { url: `${target.url}/${name}` },
    })),
  },
})
afterAll(async () => {
  reference.stop()
  for (const pid of world.postgres()) signal(pid, 'SIGCONT')
  await world.remove()
  await target.stop()
})

/** The system refuses this process every byte that would make a file longer, as on a full disk; `none` ends that. */
const refuseBytes = (pid: number, most: '0' | 'unlimited') => execFileSync('prlimit', ['--pid', String(pid), `--fsize=${most}:unlimited`])
const spooledBytes = () =>
  readdirSync(join(world.folder, 'spool')).reduce((sum, file) => sum + statSync(join(world.folder, 'spool', file)).size, 0)
const everybodyAsked = (sinceMs: number) => names.every((name) => target.of(`/${name}`).some(({ atMs }) => atMs > sinceMs)) || undefined

test('a disk that is full while nothing can be stored stops no check, is said, and loses nothing once there is room (REL-3)', async () => {
  const engine = world.pidOf('engine') ?? 0
  await until(() => everybodyAsked(0), 20_000)
  const settledMs = nowMs()
  await until(() => everybodyAsked(settledMs + 1_000), 10_000)
  const fromMs = nowMs()
  refuseBytes(engine, '0')
  for (const pid of world.postgres()) signal(pid, 'SIGSTOP')
  await until(() => nowMs() - fromMs >= FULL_MS || undefined, FULL_MS + 5_000)
  expect(spooledBytes()).toBe(0)
  refuseBytes(engine, 'unlimited')
  await until(
    () => world.log().find(({ msg }) => String(msg).startsWith('The spool on disk cannot be written')),
    5_000,
    'the log saying so',
  )
  for (const pid of world.postgres()) signal(pid, 'SIGCONT')
  await until(() => world.log().find(({ msg }) => msg === 'Everything that waited is stored'), BACK_WITHIN_MS, 'everything stored')

  expect(isAlive(engine)).toBe(true)
  const untilMs = nowMs()
  await until(() => (target.asked.at(-1)?.atMs ?? 0) > untilMs + 1_000 || undefined, 5_000)
  const starts = names.map((name) => ({
    intervalMs: 1_000,
    at: target.of(`/${name}`).flatMap(({ atMs }) => (atMs >= fromMs && atMs < untilMs ? [atMs] : [])),
  }))
  const worst = expectPace(starts, { fromMs, toMs: untilMs, usualMs: reference.usualSince(fromMs) })
  const asked = target.asked.filter(({ atMs }) => atMs < untilMs)
  const { lost } = await compareWithLog(world.sql, asked, (name) => `/${name}`)
  expect(lost.filter(({ atMs }) => atMs >= settledMs)).toEqual([])
  console.info(`disk full: for ${FULL_MS} ms, worst deviation ${worst} ms, nothing lost of ${asked.length}`)
})
