import { expect, test } from 'vitest'
import type { Notice } from '../alerts/model'
import { createLatencies } from '../alerts/outbox/latencies'
import type { Outcome } from '../alerts/outbox/words'
import { MINUTE, SECOND } from '../kernel/duration'
import { silentLog } from '../runtime/log'
import { fakeClock } from '../runtime/testing'
import { createCanaries } from './canaries'

/** A webhook's canaries, each second, with nothing stored. */
async function watching({ echo }: { readonly echo: boolean }) {
  const clock = fakeClock()
  const verdicts: boolean[] = []
  const sent: Notice[] = []
  let made = 0
  const canaries = createCanaries({
    sql: (async () => []) as never,
    clock,
    ids: { next: () => `id-${++made}`, secret: () => `secret-${++made}` },
    log: silentLog,
    latencies: createLatencies(),
    numbers: () => ({ everyMs: MINUTE, everyForReadersMs: MINUTE, withinMs: 10 * SECOND }),
    isBlind: () => false,
    send: (notices) => void sent.push(...notices),
    openSince: () => undefined,
    openFor: () => [],
    onVerdict: (_, fails) => void verdicts.push(fails),
  })
  await canaries.plan([{ name: 'hook', kind: 'webhook', options: { url: 'https://hook.example/' }, canary: { echo } } as never])
  return {
    canaries,
    verdicts,
    /** Lets time pass; each canary that leaves ends at once as said. */
    async pass(ms: number, state: 'dead' | 'delivered') {
      for (let passedMs = 0; passedMs < ms; passedMs += SECOND) {
        await clock.advance(SECOND)
        canaries.tick()
        for (const notice of sent.splice(0)) {
          const outcome = { load: { head: { notice, attempt: 1 }, others: [] }, attempt: { says: 'It said so' }, state, at: clock.now() }
          canaries.heard(outcome as unknown as Outcome)
          if (state === 'delivered') return canaries.echoOf(notice.key)
        }
      }
      return undefined
    },
    async wait(ms: number) {
      await clock.advance(ms)
      canaries.tick()
    },
  }
}

test('each canary that is lost says so again: what a person closed meanwhile is told anew', async () => {
  const { pass, verdicts } = await watching({ echo: false })
  await pass(4 * MINUTE, 'dead')
  expect(verdicts.length).toBeGreaterThan(2)
  expect(new Set(verdicts)).toEqual(new Set([true]))
  await pass(2 * MINUTE, 'delivered')
  await pass(2 * MINUTE, 'delivered')
  expect(
    verdicts.filter((fails) => !fails),
    'that it arrives again is said once',
  ).toHaveLength(1)
})

test('an echo counts until its deadline, and proves nothing afterwards', async () => {
  const { canaries, pass, wait, verdicts } = await watching({ echo: true })
  expect(canaries.echoed((await pass(2 * MINUTE, 'delivered')) ?? ''), 'in time').toBe(true)
  const late = await pass(2 * MINUTE, 'delivered')
  await wait(11 * SECOND)
  expect(verdicts).toEqual([true])
  expect(canaries.echoed(late ?? '')).toBe(false)
})
