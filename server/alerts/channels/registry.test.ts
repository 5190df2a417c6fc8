import { describe, expect, test } from 'vitest'
import { type Issue, isRefusal } from '@/server/kernel/errors'
import { NOTICE_KINDS } from '../model'
import { channelTypeOf, channelTypes, optionsSchemaOf, parseChannelOptions } from './registry'

type Field = { readonly title?: string; readonly secret?: boolean; readonly secretIn?: string }

const fieldsOf = (kind: string) =>
  Object.entries((optionsSchemaOf(channelTypeOf(kind)) as { properties: Record<string, Field> }).properties)

const refusalOf = (kind: string, options: unknown): { message: string; issues: readonly Issue[] } => {
  try {
    parseChannelOptions(kind, options)
  } catch (cause) {
    if (isRefusal(cause)) return { message: cause.message, issues: cause.detail.issues as readonly Issue[] }
  }
  throw new Error('It was not refused.')
}

describe.each(channelTypes.all)('the channel $kind', (type) => {
  test('describes itself', () => {
    expect(type.label).not.toBe('')
    expect(type.about).toMatch(/^[A-Z].*\.$/)
  })
  test('has a title on each field', () => expect(fieldsOf(type.kind).filter(([, { title }]) => !title)).toEqual([]))
  test('marks what is secret by its name', () => {
    const open = fieldsOf(type.kind).filter(([, { secret }]) => secret !== true)
    expect(open.filter(([name]) => /password|token$|secret|key$|^url$/i.test(name))).toEqual([])
    expect(open.filter(([name, { secretIn }]) => name === 'server' && secretIn !== 'url')).toEqual([])
  })
  test('has an example that parses, and whose target tells none of its secrets', () => {
    const example = type.example as Record<string, unknown>
    const target = type.target(parseChannelOptions(type.kind, example))
    expect(target).not.toBe('')
    for (const [name, { secret }] of fieldsOf(type.kind)) if (secret && example[name]) expect(target).not.toContain(example[name])
  })
  test('refuses an unknown option by its name', () => {
    const { issues, message } = refusalOf(type.kind, { ...(type.example as object), surprise: 1 })
    expect(issues[0]?.path).toBe('options.surprise')
    expect(message).toContain('surprise')
  })
  test('refuses what is no object', () => expect(refusalOf(type.kind, 'text').issues[0]?.path).toBe('options'))
  test('takes what opens, what answers and what ends an incident, and a test of it', () => {
    expect(
      NOTICE_KINDS.filter((kind) => ['page', 'acknowledged', 'resolved', 'test'].includes(kind) && !type.takes.includes(kind)),
    ).toEqual([])
    expect(new Set(type.takes).size).toBe(type.takes.length)
  })
  test('knows a wrong address where it takes addresses, and only there', () => {
    if (type.reaches === 'people') expect(type.addressIssue?.('nobody\r\nat all')).toMatch(/^is not /)
    else expect(type.addressIssue).toBeUndefined()
  })
})

test('what cannot take a canary without ringing leaves it out', () =>
  expect(channelTypes.all.filter(({ takes }) => !takes.includes('canary')).map(({ kind }) => kind)).toEqual(['web-push', 'twilio-sms']))

test('an unknown kind is refused with those there are', () =>
  expect(refusalOf('pigeon', {}).message).toBe(
    '"pigeon" is not a kind of channel; there are slack, slack-bot, pagerduty, email, webhook, ntfy, web-push, discord, mattermost, google-chat, teams, telegram, pushover, opsgenie, twilio-sms, statuspage.',
  ))

const mail = { host: 'mail.example', from: 'a@zebra.example' }
const hook = { url: 'https://ops.example/hook', secret: '0123456789abcdef' }
test.each([
  ['slack', {}, 'options.url'],
  ['slack', { url: 'hooks.slack.com/x' }, 'options.url'],
  ['slack', { url: 'ftp://hooks.slack.com/x' }, 'options.url'],
  ['slack', { url: 'https://me:secret@hooks.slack.com/x' }, 'options.url'],
  ['slack-bot', { token: 'xoxb-1', channel: 'incidents' }, 'options.channel'],
  ['slack-bot', { token: 'xoxb 1', channel: 'C024BE91L' }, 'options.token'],
  ['slack-bot', { token: 'xoxb-1\r\nx: y', channel: 'C024BE91L' }, 'options.token'],
  ['pagerduty', { routingKey: '' }, 'options.routingKey'],
  ['pagerduty', { routingKey: 'a', server: 'events.pagerduty.com' }, 'options.server'],
  ['ntfy', { topic: 'a/b' }, 'options.topic'],
  ['ntfy', { topic: 'a', token: 'é' }, 'options.token'],
  ['ntfy', { topic: 'a', ca: 'no certificate' }, 'options.ca'],
  ['webhook', { ...hook, secret: 'short' }, 'options.secret'],
  ['webhook', { ...hook, url: 'file:///etc/passwd' }, 'options.url'],
  ['email', { ...mail, from: 'a@zebra.example\r\nBcc: eve@evil.example' }, 'options.from'],
  ['email', { ...mail, name: 'Ops\r\nBcc: eve@evil.example' }, 'options.name'],
  ['email', { ...mail, host: 'a b' }, 'options.host'],
  ['email', { ...mail, user: 'a' }, 'options.password'],
  ['email', { ...mail, user: 'a', password: 'b', security: 'opportunistic' }, 'options.security'],
  ['email', { ...mail, security: 'none' }, 'options.security'],
  ['discord', {}, 'options.url'],
  ['mattermost', { url: 'https://chat.example/hooks/x', ca: 'no certificate' }, 'options.ca'],
  ['google-chat', { url: 'chat.googleapis.com' }, 'options.url'],
  ['teams', { url: 'https://zebra.webhook.office.com/webhookb2/x' }, 'options.url'],
  ['telegram', { token: 'test', chat: '-1001' }, 'options.token'],
  ['telegram', { token: '1:abcdefghijklmnopqrst', chat: 'ops' }, 'options.chat'],
  ['pushover', { token: 'short' }, 'options.token'],
  ['opsgenie', { apiKey: 'two words' }, 'options.apiKey'],
  ['twilio-sms', { account: 'AC1', authToken: 'a', from: '+15017122661' }, 'options.account'],
  ['twilio-sms', { account: `AC${'0'.repeat(32)}`, authToken: 'a', from: '07700 900123' }, 'options.from'],
  ['statuspage', { apiKey: 'a', page: 'a/b', component: 'c', name: 'Checkout' }, 'options.page'],
  ['web-push', { privateKey: 'abc', subject: 'mailto:a@b.example' }, 'options.privateKey'],
  ['web-push', { privateKey: 'A'.repeat(43), subject: 'mailto:a@b.example' }, 'options.privateKey'],
  ['web-push', { privateKey: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw', subject: 'ops' }, 'options.subject'],
])('%s refuses %j at %s', (kind, options, path) => expect(refusalOf(kind, options).issues.map((issue) => issue.path)).toContain(path))

test('a password goes to a mail server on this machine without TLS, and nowhere else', () =>
  expect(() =>
    parseChannelOptions('email', { ...mail, host: '127.0.0.1', user: 'a', password: 'b', security: 'opportunistic' }),
  ).not.toThrow())
