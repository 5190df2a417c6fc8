import { afterAll, describe, expect, inject, test } from 'vitest'
import { expectPace, startReference, startTarget } from './target'
import { startWorld, until } from './world'

const WATCH_MS = inject('form') === 'long' ? 180_000 : 30_000
const CHECKS = 40

const target = await startTarget()
const reference = startReference()
const checks = Array.from({ length: CHECKS }, (_, i) => ({ name: `pace-${i}`, path: `/pace/${i}`, intervalMs: 1_000 * (1 + (i % 5)) }))
const world = await startWorld({
  document: {
    settings: { 'checks.maxPerSecondPerHost': 100 },
    services: [{ name: 'shop', tier: 1 }],
    checks: checks.map(({ name, path, intervalMs }) => ({
      name,
      service: 'shop',
      type: 'http',
      interval: `${intervalMs / 1_000}s`,
      timeout: '1s',
      options: { url: `${target.url}${path}` },
    })),
  },
})
afterAll(async () => {
  reference.stop()
  await world.remove()
  await target.stop()
})

describe('forty checks of one to five seconds', () => {
  test('are each asked at their interval to a tenth of a second, none left out, each over a connection of its own (CHK-2, CHK-4)', async () => {
    // The first run comes at once, then each takes its place: what is watched begins after that.
    const settled = () => (checks.every(({ path }) => target.of(path).length >= 2) ? target.asked.at(-1) : undefined)
    const { atMs: fromMs } = await until(settled, 20_000, 'each check asked twice')
    const lastMs = () => target.asked.at(-1)?.atMs ?? 0
    await until(() => lastMs() - fromMs >= WATCH_MS || undefined, WATCH_MS + 10_000, 'the end of the watch')
    const toMs = fromMs + WATCH_MS

    const starts = checks.map(({ path, intervalMs }) => {
      const at = target.of(path).flatMap(({ atMs }) => (atMs >= fromMs && atMs < toMs ? [atMs] : []))
      expect(at.length, path).toBeGreaterThanOrEqual(Math.floor(WATCH_MS / intervalMs) - 1)
      return { intervalMs, at }
    })
    const worst = expectPace(starts, { fromMs, toMs, usualMs: reference.usualSince(fromMs) })
    expect(new Set(target.asked.map(({ connection }) => connection)).size).toBe(target.asked.length)
    console.info(`pace: ${target.asked.length} requests, worst deviation ${worst} ms, machine ${reference.usualSince(fromMs)} ms`)
  })
})
