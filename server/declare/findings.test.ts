import { expect, test } from 'vitest'
import { PolicyInput, type Routing } from '../alerts/model'
import { noRouting } from '../alerts/rules/directory'
import { ScheduleInput, TeamInput } from '../oncall/model'
import { routingWarnings, warningInWords, warningsAfter } from './findings'

const NOW = new Date('2026-11-17T14:00:00.000Z')
const MAIL = { name: 'mail', kind: 'email', reaches: 'people' } as const
const BROWSERS = { name: 'browsers', kind: 'web-push', reaches: 'people' } as const
const policy = (name: string, tell: object) => PolicyInput.parse({ name, steps: [{ tell: [tell] }] })
const bo = {
  name: 'bo by browsers',
  person: 'bo@example.com',
  channel: 'browsers',
  address: '{}',
  verifiedAt: NOW,
  besides: true,
  isOwn: true,
}
const before: Routing = {
  ...noRouting,
  channels: [MAIL, BROWSERS],
  teams: [TeamInput.parse({ name: 'Shop', members: ['ada@example.com', 'bo@example.com'] })],
  policies: [policy('shop', { team: 'Shop' }), policy('eve', { person: 'eve@example.com' }), policy('none', { team: 'Nobody' })],
  contacts: [bo],
}
const lost = (after: Routing) => warningsAfter({ noun: 'channel', name: 'mail' }, before, after, NOW).map(warningInWords)

test('a channel that goes names the people and the policies that it leaves without a way, and nothing that was amiss before', () =>
  expect(lost({ ...before, channels: [BROWSERS] })).toEqual([
    'channel mail: people have no way to be reached any more: eve@example.com, ada@example.com; declare a contact for each, or a channel of mail',
    'policy eve: steps[0].tell reaches nobody now (eve@example.com has no way to be reached); an incident at that moment would be told to nobody',
  ]))

test('the last channel that goes leaves everybody', () => {
  const after = { ...before, channels: [] }
  expect(routingWarnings(after, NOW)).toEqual([])
  expect(lost(after)).toEqual([
    expect.stringContaining('ada@example.com, bo@example.com'),
    expect.stringMatching(/^policy shop: steps\[0\]\.tell reaches nobody now/),
    expect.stringMatching(/^policy eve: steps\[0\]\.tell reaches nobody now/),
  ])
})

test('many are counted, and whoever is told of nothing is left out', () => {
  const people = Array.from({ length: 9 }, (_, n) => `p${n}@example.com`)
  const schedule = ScheduleInput.parse({ name: 'first', layers: [{ people, starts: '2026-11-02' }] })
  const many: Routing = { ...noRouting, channels: [MAIL], schedules: [schedule] }
  const [first] = warningsAfter({ noun: 'file', name: 'plimsoll.yaml' }, many, { ...many, channels: [] }, NOW)
  expect(first?.message).toContain('p3@example.com, p4@example.com and 4 more')
  expect(warningsAfter({ noun: 'file', name: 'f' }, many, { ...noRouting }, NOW)).toEqual([])
})

test('what is the same, or better, is said nothing of', () => {
  expect(lost(before)).toEqual([])
  expect(warningsAfter({ noun: 'channel', name: 'mail' }, { ...before, channels: [BROWSERS] }, before, NOW)).toEqual([])
})
