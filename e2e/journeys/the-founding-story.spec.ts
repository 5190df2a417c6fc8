import { formatExact } from '@/server/kernel/money'
import { check } from '../screens/check'
import { engineering } from '../screens/engineering'
import { executive } from '../screens/executive'
import { incident } from '../screens/incident'
import { operations } from '../screens/operations'
import { ledgerByHand } from '../world/by-hand'
import { ledgerByIncident, ledgerByStream, outagesIn } from '../world/ledger'
import { expect, test } from '../world/test'

const API = /API is failing/

test('a router that silently fails to load is seen, costed, owned and proven repaired, and the ledger is what arithmetic says', async ({
  world,
}) => {
  const eve = executive(await world.personNamed('Eve', 'executive'))
  const ada = operations(await world.personNamed('Ada', 'responder'))
  const grace = operations(await world.personNamed('Grace', 'responder'))
  const lin = await world.personNamed('Lin', 'engineer')
  await Promise.all([eve.open(), ada.open(), grace.open()])
  await expect(eve.sentence).toHaveText('Nothing is at risk.')
  await expect(ada.quiet).toBeVisible()

  await test.step('the platform says that it is well, and is not', async () => {
    await world.platform.break('router-silent')
    expect(await world.platform.answers('/health')).toBe(200)
    expect(await world.platform.answers('/api/plans')).toBe(404)
  })

  await test.step('the executive reads it in one sentence, with what it costs', async () => {
    await expect(eve.sentence).toHaveText(/^API is failing\. 3 deals depend on it, Zebra Associates the largest\.$/)
    await expect(eve.kicker).toBeVisible()
    await expect(eve.deal(/Zebra Associates/)).toContainText('£925,000')
    await expect(eve.deal(/Zebra Associates/).getByRole('img', { name: 'at risk' })).toBeVisible()
    await expect(eve.part(/^Lost so far/)).toBeVisible()
    await expect(eve.part(/^Opportunities/)).toContainText('£1,251,000')
  })

  await test.step('it stands at the top of the queue', async () => {
    await expect(grace.rows.first()).toContainText(API)
    await expect(grace.group(/^Needs you/)).toContainText(API)
    await expect(grace.pane.title).toHaveText(API)
  })

  await test.step('the engineer sees which assertion failed, with the answer that proves it', async () => {
    const table = engineering(lin)
    await table.open()
    await expect(table.row('api-router')).toContainText('404, expected 200-299')
    const router = check(lin)
    await router.open('api-router')
    await expect(router.title).toContainText('Down for')
    await expect(router.evidence.getByRole('button', { name: /copy as curl/ })).toBeVisible()
    await expect(router.expected.first()).toContainText(/200-299.*got 404/)
    await expect(router.answer).toContainText('404')
  })

  await test.step('Ada takes it, and Grace sees that without a reload', async () => {
    await ada.select(API)
    await ada.pane.acknowledge()
    await expect(grace.pane.progress.getByRole('listitem').filter({ hasText: 'Acknowledged' })).toContainText('Ada')
    await expect(grace.pane.timeline).toContainText('Ada acknowledged')
    await expect(grace.group(/^Acknowledged/)).toContainText(API)
    await expect(eve.main.getByRole('definition').filter({ hasText: 'Ada' })).toBeVisible()
  })

  await test.step('Ada notes what she found, and hands it to the team that owns it', async () => {
    await ada.pane.note('The release lacks api/pricing.ts')
    await expect(grace.pane.timeline).toContainText('“The release lacks api/pricing.ts”')
    await ada.pane.escalate('Commerce', 'Their release')
    await expect(grace.pane.timeline).toContainText('Ada escalated')
    await expect(grace.pane.pane).toContainText('With Commerce')
    await expect(grace.pane.pane.getByText('emergency', { exact: false }).first()).toBeVisible()
  })

  await test.step('the repair is proven by the checks themselves, and everything is calm again', async () => {
    await world.platform.repair('router-silent')
    await expect(grace.group(/^Resolved/)).toContainText(API, { timeout: 60_000 })
    await grace.select(API)
    await expect(grace.pane.timeline).toContainText('Recovery proven: every affected check passes again')
    await world.calm()
    await expect(eve.sentence).toHaveText('Nothing is at risk.')
  })

  await test.step('the ledger equals the arithmetic, to the penny, and so does what the screen shows', async () => {
    const byHand = ledgerByHand(world.declared, await outagesIn(world))
    const stored = await ledgerByStream(world)
    expect([...byHand.values()].reduce((sum, lost) => sum + lost, 0)).toBeGreaterThan(0)
    for (const [stream, lost] of byHand) expect(stored.get(stream) ?? 0, stream).toBeCloseTo(lost, 3)
    const page = incident(grace.page)
    for (const { number, lost } of await ledgerByIncident(world)) {
      await page.open(`INC-${number}`)
      await expect(page.impact.getByTitle(formatExact({ amountMinor: lost, currency: 'GBP' }), { exact: true })).toBeVisible()
    }
  })
})

test('the same release with validation on does not start at all, and says why and what it costs', async ({ world }) => {
  const { process: state } = await world.platform.break('router-validated')
  expect(state).toMatchObject({ kind: 'refused', exit: expect.stringContaining('78') })
  expect(await world.platform.answers('/health')).toBe(0)

  const page = await world.stranger()
  await page.goto(world.platform.control)
  const refusal = page.getByRole('main')
  await expect(refusal).toContainText('exit code 78')
  await expect(refusal).toContainText('api/pricing.ts')
  await expect(refusal).toContainText('GBP 925,000 Zebra Associates opportunity')
})
