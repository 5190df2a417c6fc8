import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Contact, PolicyInput } from '../model'
import {
  type ChannelState,
  type Directory,
  fallbackIssue,
  findingsOf,
  reachAll,
  reachability,
  reachStep,
  recipientName,
  targetName,
} from './reach'
import { channels, policyOf, START } from './testing'

const state = (reaches: ChannelState['reaches'], broken = false, fallback?: string): ChannelState => ({ reaches, broken, fallback })
const CHANNELS: Record<string, ChannelState> = {
  mail: state('people'),
  sms: state('people', true),
  push: state('people', true, 'mail'),
  ops: state('room'),
  wall: state('room', true),
  paper: state('room', true, 'ops'),
  one: state('room', true, 'two'),
  two: state('room', true, 'one'),
  pagerduty: state('machine'),
}
const by = (person: string, channel: string, verified = true): Contact => ({
  name: `${person} by ${channel}`,
  person,
  channel,
  address: `${person}@${channel}`,
  verifiedAt: verified ? START : null,
})
const CONTACTS: Record<string, Contact[]> = {
  ada: [by('ada', 'mail'), by('ada', 'sms')],
  grace: [by('grace', 'sms'), by('grace', 'mail')],
  joan: [by('joan', 'sms')],
  mary: [by('mary', 'mail', false)],
  fei: [by('fei', 'gone'), by('fei', 'ops')],
  lin: [],
  kim: [by('kim', 'push')],
  typo: [{ ...by('typo', 'mail'), isGuess: true }],
}
const DIRECTORY: Directory = {
  channel: (name) => CHANNELS[name],
  contacts: (person) => CONTACTS[person],
  onCall: (schedule) => ({ day: ['ada'], gap: [], both: ['ada', 'grace'] })[schedule],
  members: (team) => ({ Payments: ['ada', 'joan'], Empty: [] })[team],
}
type Targets = PolicyInput['lastResort']

const targets = (text: string): Targets =>
  text === ''
    ? []
    : text.split(', ').map((one) => {
        const [kind = '', name = '', , by] = one.split(' ')
        return { [kind]: name, ...(by !== undefined && { by: by.split('+') }) } as Targets[number]
      })
const reached = (text: string) => {
  const { recipients, working, because } = reachAll(targets(text), DIRECTORY, START)
  return [recipients.map(recipientName).join(', '), working, because.join('; ')]
}

describe('a target leads to those who can hear of it (ALR-12)', () => {
  test.each([
    ['channel ops', 'ops', true, ''],
    ['channel pagerduty', 'pagerduty', true, ''],
    ['channel paper', 'paper', true, ''],
    ['channel wall', 'wall', false, 'channel wall is down and nothing stands in for it'],
    ['channel one', 'one', false, 'channel one is down and nothing stands in for it'],
    ['channel mail', '', false, 'channel mail needs an address; name the person instead'],
    ['channel gone', '', false, 'there is no channel gone'],
    ['person ada', 'ada by mail', true, ''],
    ['person grace', 'grace by mail', true, 'grace is reached by mail, as sms cannot be used'],
    ['person kim', 'kim by push', true, ''],
    ['person joan', 'joan by sms', false, 'joan can only be reached by sms, which is down'],
    ['person mary', '', false, 'mary has no verified way to be reached'],
    ['person fei', '', false, 'fei has no verified way to be reached'],
    ['person lin', '', false, 'lin has no way to be reached'],
    ['person bob', '', false, 'bob is nobody here'],
    ['person ada by mail+sms', 'ada by mail, ada by sms', true, 'channel sms is down and nothing stands in for it'],
    ['person kim by push', 'kim by push', true, ''],
    ['person ada by push', 'ada by mail', true, 'ada has no verified way by push'],
    [
      'person grace by sms',
      'grace by sms, grace by mail',
      true,
      'channel sms is down and nothing stands in for it; grace is reached by mail, as sms cannot be used',
    ],
    ['person mary by mail', '', false, 'mary has no verified way by mail; mary has no verified way to be reached'],
    ['schedule both by mail', 'ada by mail, grace by mail', true, ''],
    ['schedule day', 'ada by mail', true, ''],
    ['schedule gap', '', false, 'nobody is behind schedule gap'],
    ['schedule night', '', false, 'there is no schedule night'],
    ['team Payments', 'ada by mail, joan by sms', true, 'joan can only be reached by sms, which is down'],
    ['team Empty', '', false, 'nobody is behind team Empty'],
    ['team Search', '', false, 'there is no team Search'],
    [
      'schedule both, person ada, team Payments',
      'ada by mail, grace by mail, joan by sms',
      true,
      'grace is reached by mail, as sms cannot be used; joan can only be reached by sms, which is down',
    ],
  ])('%s', (text, ...expected) => expect(reached(text)).toEqual(expected))
})

test.each([
  ['its own', 'person ada', 'person grace', 'channel ops', 'ada by mail', 'direct'],
  ["the policy's when it has nobody", 'schedule gap', 'person grace', 'channel ops', 'grace by mail', 'policy'],
  [
    'also when what it has is only down, which is kept',
    'person joan',
    'person grace',
    'channel ops',
    'joan by sms, grace by mail',
    'policy',
  ],
  ["the installation's after that", 'schedule gap', 'person lin', 'channel ops', 'ops', 'installation'],
  ['what is down when nothing else is left', 'person joan', '', 'channel wall', 'joan by sms, wall', 'nobody'],
  ['nobody', 'schedule gap', '', '', '', 'nobody'],
])('a step tells %s', (_claim, own, policy, installation, expected, resort) => {
  const step = reachStep(targets(own), [targets(policy), targets(installation)], (some) => reachAll(some, DIRECTORY, START))
  expect([step.recipients.map(recipientName).join(', '), step.resort]).toEqual([expected, resort])
})

const anyTargets = fc.array(
  fc.constantFrom(
    ...['ops', 'wall', 'paper', 'one', 'mail', 'gone'].map((name) => `channel ${name}`),
    ...['ada', 'grace', 'joan', 'mary', 'lin', 'bob'].map((name) => `person ${name}`),
    'schedule both',
    'schedule gap',
    'team Payments',
  ),
  { maxLength: 5 },
)
test('whatever the targets: each recipient once, and whoever is missing is explained', () =>
  fc.assert(
    fc.property(anyTargets, (texts) => {
      const { recipients, because, working } = reachAll(targets(texts.join(', ')), DIRECTORY, START)
      const names = recipients.map(recipientName)
      expect(new Set(names).size).toBe(names.length)
      expect(working || because.length > 0 || texts.length === 0).toBe(true)
      expect(working && recipients.length === 0).toBe(false)
    }),
  ))

describe('can this policy reach someone now?', () => {
  const answer = (steps: Record<string, unknown>[], last = '', installation = '') => {
    const written = policyOf(steps.map((step) => ({ ...step, tell: 'ops' })))
    const tell = (index: number) => targets(String(steps[index]?.tell))
    const told = { ...written, lastResort: targets(last), steps: written.steps.map((step, index) => ({ ...step, tell: tell(index) })) }
    return reachability(told, targets(installation), DIRECTORY, START)
  }
  test('it says for each step who is told by what, or why nobody is', () => {
    const { steps } = answer([{ tell: 'schedule day' }, { tell: 'schedule gap' }], 'channel ops')
    expect(steps.map(({ says }) => says)).toEqual([
      'Step 1 tells ada by mail.',
      'Step 2 falls back to the last resort and tells ops: nobody is behind schedule gap.',
    ])
    expect(answer([{ tell: 'person lin' }]).steps.map(({ says }) => says)).toEqual(['Step 1 reaches nobody: lin has no way to be reached.'])
  })
  test.each([
    [
      'one step that does is enough',
      [{ tell: 'schedule gap' }, { tell: 'person ada' }],
      '',
      '',
      'reaches',
      'Somebody would hear of an incident now.',
    ],
    [
      'a last resort is not the same',
      [{ tell: 'schedule gap' }],
      '',
      'channel ops',
      'only-last-resort',
      'Only the last resort would hear of an incident now.',
    ],
    [
      'an address that nobody here goes by is a guess',
      [{ tell: 'person typo' }],
      '',
      'channel ops',
      'unknown-people',
      'Only addresses that nobody here goes by would be written to now.',
    ],
    [
      'a guess beside somebody known does no harm',
      [{ tell: 'person typo, person ada' }],
      '',
      '',
      'reaches',
      'Somebody would hear of an incident now.',
    ],
    ['nobody is nobody', [{ tell: 'schedule gap' }], 'person lin', 'channel wall', 'nobody', 'Nobody would hear of an incident now.'],
    [
      'the severity that is worst off decides',
      [
        { tell: 'person ada', severities: ['critical'] },
        { tell: 'schedule gap', severities: ['high', 'critical'] },
      ],
      '',
      '',
      'nobody',
      'Nobody would hear of an incident now for high.',
    ],
  ])('%s', (_claim, steps, last, installation, verdict, says) => expect(answer(steps, last, installation)).toMatchObject({ verdict, says }))
})

test('when a policy is saved, what would go wrong is said with its consequence', () => {
  const policy = {
    ...policyOf([{ tell: 'ops' }, { tell: 'gone' }]),
    executives: { after: 0, tell: targets('person bob, team Empty'), severities: ['high' as const] },
  }
  const nobody = 'an incident at that moment would be told to nobody'
  expect(findingsOf(policy, [], DIRECTORY, START)).toEqual([
    { path: 'steps[1].tell', message: `reaches nobody now (there is no channel gone); ${nobody}` },
    { path: 'executives.tell', message: `reaches nobody now (bob is nobody here; nobody is behind team Empty); ${nobody}` },
  ])
  const consequence = (last: string, installation: string) =>
    findingsOf({ ...policyOf([{ tell: 'wall' }]), lastResort: targets(last) }, targets(installation), DIRECTORY, START)[0]?.message
  expect(consequence('channel ops', '')).toContain('; its last resort would be told instead')
  expect(consequence('', 'channel ops')).toContain('; the last resort of the installation would be told instead')
})

test.each([
  ['ops', undefined],
  ['push', undefined],
  ['one', 'makes a circle (one -> two -> one): while they are down a message would wait for all of them; leave one of them out'],
  ['self', 'makes a circle (self -> self): while they are down a message would wait for all of them; leave one of them out'],
  ['into', undefined],
  ['lost', undefined],
])('the fallbacks of %s: %s', (name, issue) => {
  const known: Record<string, ChannelState> = {
    ...CHANNELS,
    self: state('room', false, 'self'),
    lost: state('room', false, 'gone'),
    into: state('room', false, 'one'),
  }
  expect(fallbackIssue(name, (one) => known[one])).toBe(issue)
})

test('targets are named as they are written', () => expect(channels('a+b').map(targetName)).toEqual(['channel a', 'channel b']))
