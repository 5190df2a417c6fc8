import { systemClock } from '@/server/runtime/clock'
import { hurriedConfig } from '../world/hurried-config'
import { receiversOf } from '../world/receivers'
import type { World } from '../world/start-world'
import { expect, test } from '../world/test'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const BO = 'bo-responder@people.example'
const CY = 'cy-responder@people.example'
/** Where the pager of the one who is on call gets its mail. */
const PAGER = 'pager-of-bo@people.example'
const EXECUTIVES = 'executives@people.example'
/** An engine renews its lease each second, for so long from its own time on. */
const LEASE_MS = 10_000

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
const yesterday = dayOf(systemClock.now().getTime() - DAY_MS)
const mail = { host: '127.0.0.1', port: '${MARKETEDGE_SMTP_PORT}', security: 'opportunistic', from: 'plimsoll@marketedge.example' }
const slack = {
  server: '${MARKETEDGE_RECEIVERS_URL}/slack-api',
  token: '${MARKETEDGE_SLACK_BOT_TOKEN}',
  channel: '#emergency',
  signingSecret: '${MARKETEDGE_SLACK_SIGNING_SECRET}',
}

/** Two people: Bo is on call this week, Cy stands behind; and a desk at which nobody sits any more. */
const NIGHT = {
  channels: [
    { name: 'mail', kind: 'email', options: mail },
    { name: 'pagers', kind: 'email', options: mail },
    { name: 'emergency-room', kind: 'slack-bot', options: slack },
  ],
  teams: [
    { name: 'Identity', members: [BO, CY], policy: 'night' },
    { name: 'Front desk', members: [], policy: 'desk' },
  ],
  contacts: [
    { person: BO, channel: 'mail', address: BO },
    { person: BO, channel: 'pagers', address: PAGER },
    { person: CY, channel: 'mail', address: CY },
    { person: 'eve@people.example', channel: 'mail', address: EXECUTIVES },
  ],
  schedules: [
    { name: 'first-line', title: 'First line', layers: [{ people: [BO, CY], turn: 'week', handover: '00:00', starts: yesterday }] },
    {
      name: 'front-desk',
      title: 'Front desk',
      layers: [{ people: [CY], turn: 'day', handover: '00:00', starts: dayOf(systemClock.now().getTime() - 9 * DAY_MS), ends: yesterday }],
    },
  ],
  policies: [
    {
      name: 'night',
      title: 'At night',
      pace: 'as-written',
      repeat: 0,
      steps: [
        { tell: [{ schedule: 'first-line', by: ['mail', 'pagers'] }, { channel: 'emergency-room' }] },
        { tell: [{ person: CY }], after: '10min' },
      ],
      executives: { after: '15min', tell: [{ person: 'eve@people.example' }] },
    },
    { name: 'desk', title: 'The desk', steps: [{ tell: [{ schedule: 'front-desk' }] }] },
  ],
  definitions: [],
  // Its letters would go by a channel that is not there at night.
  statusPages: [],
  paging: undefined,
}

test.use({ worldOptions: { timeMoves: true, declared: { ...hurriedConfig(), ...NIGHT } } })

/** Sets the clocks forward, and waits until the engine has looked at what is due by the new time. */
async function pass({ time, sql }: World, ms: number): Promise<void> {
  await time.forward(ms)
  const looked = time.now().getTime() + LEASE_MS + 2_000
  await expect.poll(async () => (await sql`select expires_at from leases`)[0]?.expires_at.getTime()).toBeGreaterThan(looked)
}

test('a night on call: two channels, no answer, the next one, the executives, a button in Slack, and the end reaches all of them', async ({
  world,
}) => {
  const { mailsTo, rows, pressInSlack } = receiversOf(world.platform.control)
  await world.cookieOf('Cy', 'responder')
  const bo = await world.personNamed('Bo', 'responder')

  await bo.goto('/paging')
  const policies = bo.getByRole('region', { name: 'Policies' })
  await expect(policies.getByRole('listitem', { name: 'The desk' })).toContainText('reaches nobody')
  await expect(policies.getByRole('listitem', { name: 'At night' })).toContainText('reaches somebody')

  await world.platform.break('admin')
  await expect.poll(() => mailsTo(BO)).toEqual([expect.stringMatching(/Admin area is failing/)])
  await expect.poll(() => mailsTo(PAGER)).toEqual([expect.stringMatching(/Admin area is failing/)])
  await expect.poll(async () => (await rows('slack')).length).toBe(1)
  const [message] = await rows('slack')
  const [incident] = await world.sql`select id, opened_at from incidents where state <> 'resolved'`
  const openedMs = incident?.opened_at.getTime()
  const minutesAfter = (at: Date) => (at.getTime() - openedMs) / MINUTE_MS
  const toldAt = async (kind: string, person: string) =>
    (await world.sql`select at from notices where kind = ${kind} and person = ${person} and incident_id = ${incident?.id}`).map(({ at }) =>
      minutesAfter(at),
    )

  await pass(world, openedMs + 9.7 * MINUTE_MS - world.time.now().getTime())
  expect(await toldAt('page', CY), 'nobody has answered, but ten minutes are not over').toEqual([])
  await pass(world, 0.5 * MINUTE_MS)
  await expect.poll(() => mailsTo(CY)).toEqual([expect.stringMatching(/Admin area is failing/)])
  expect((await toldAt('page', CY))[0]).toBeGreaterThanOrEqual(10)

  await pass(world, openedMs + 14.7 * MINUTE_MS - world.time.now().getTime())
  expect(await mailsTo(EXECUTIVES), 'fifteen minutes are not over').toEqual([])
  await pass(world, 0.5 * MINUTE_MS)
  await expect.poll(() => mailsTo(EXECUTIVES)).toEqual([expect.stringMatching(/Admin area is failing/)])
  expect((await toldAt('briefing', 'eve@people.example'))[0]).toBeGreaterThanOrEqual(15)

  await pressInSlack(message?.id ?? '', 'Acknowledge')
  await expect
    .poll(async () => await world.sql`select state, acknowledged_by from incidents where id = ${incident?.id}`)
    .toMatchObject([{ state: 'acknowledged', acknowledged_by: 'ada in Slack' }])

  const cookie = await world.cookieOf('Bo', 'responder')
  const silenced = { matcher: { services: ['admin'] }, lasts: '2h', reason: 'We are on it' }
  expect((await world.ask('POST', '/api/v1/silences', { cookie, body: silenced })).status).toBe(201)

  await world.platform.repair('admin')
  const isOver = async (address: string) => (await mailsTo(address)).at(-1)
  for (const address of [BO, PAGER, CY, EXECUTIVES]) await expect.poll(() => isOver(address), address).toMatch(/resolved/i)
  await expect.poll(async () => (await rows('slack')).find(({ id }) => id === message?.id)?.title).toMatch(/resolved/i)
  expect(await world.sql`select state, proven from incidents where id = ${incident?.id}`).toEqual([{ state: 'resolved', proven: true }])
  expect(await world.sql`select 1 from notices where state = 'dead'`).toEqual([])
})
