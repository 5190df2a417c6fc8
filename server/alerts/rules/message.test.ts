import { describe, expect, test } from 'vitest'
import { SEVERITIES } from '../../checks/model'
import { someFacts } from '../channels/testing'
import { type Facts, NOTICE_KINDS, type NoticeKind } from '../model'
import { linkOf, plainTextOf, wordsOf } from './message'
import { escapeHtml, htmlOf } from './message-html'

const now = new Date('2026-11-17T14:00:00.000Z')
const words = (kind: NoticeKind = 'page', facts: Partial<Facts> = {}, bundle: readonly Facts[] = []) =>
  wordsOf({ kind, facts: someFacts(facts), bundle }, now)
const linesOf = (...args: Parameters<typeof words>) => Object.fromEntries(words(...args).lines.map(({ label, text }) => [label, text]))

describe('the words of a message (ALR-2)', () => {
  test('say what, since when, what is at risk, who is affected, why, and what to do', () => {
    expect(words().subject).toBe('[CRITICAL] Admin sign-in is failing — GBP 925,000 Zebra Associates at risk')
    expect(plainTextOf(words(), words().links)).toBe(
      [
        'What: 503 after 5.0 s',
        'Service: Admin',
        'Since: 2026-11-17 13:54:00 UTC, 6 min ago',
        'Revenue at risk: GBP 925,000 Zebra Associates; losing GBP 1,240 an hour',
        'Customers affected: 1,200',
        'Likely cause: Postgres is down',
        'Next step: restart the primary',
        'Checks: Admin sign-in, Admin API',
        '',
        'Open INC-2417: https://plimsoll.zebra.example/incidents/INC-2417',
        'Runbook: https://wiki.zebra.example/runbooks/admin',
      ].join('\n'),
    )
  })

  test.each<[NoticeKind, Partial<Facts>, string, string | null]>([
    ['page', {}, '[CRITICAL] Admin sign-in is failing — GBP 925,000 Zebra Associates at risk', null],
    [
      'news',
      { severity: 'emergency' },
      '[EMERGENCY] Update: Admin sign-in is failing — GBP 925,000 Zebra Associates at risk',
      'There is more of this incident.',
    ],
    ['reminder', { money: null }, '[CRITICAL] Unanswered: Admin sign-in is failing', 'Nobody has acknowledged it yet.'],
    ['page', { escalatedBy: 'Ada', money: null }, '[CRITICAL] Admin sign-in is failing', 'Ada escalated it: somebody is needed now.'],
    [
      'acknowledged',
      { by: 'Ada Lovelace', money: null },
      '[ACKNOWLEDGED] Ada Lovelace is on it: Admin sign-in is failing',
      'Ada Lovelace has acknowledged it.',
    ],
    ['acknowledged', { money: null }, '[ACKNOWLEDGED] Somebody is on it: Admin sign-in is failing', 'Somebody has acknowledged it.'],
    ['resolved', { resolvedAt: now }, '[RESOLVED] Over after 6 min: Admin sign-in is failing', 'Resolved after 6 min.'],
    [
      'resolved',
      { resolvedAt: now, by: 'Ada', money: 'GBP 925,000 Zebra Associates at risk; GBP 310 lost so far' },
      '[RESOLVED] Over after 6 min: Admin sign-in is failing — GBP 310 lost',
      'Resolved after 6 min by Ada.',
    ],
    ['briefing', { money: null }, '[CRITICAL] Admin sign-in is failing', 'This is for your information; it is not resolved yet.'],
    ['test', { title: 'A test', money: null }, '[TEST] A test', 'This is a test of the way to you. Nothing is wrong.'],
    [
      'canary',
      { title: 'Canary', money: null },
      '[CANARY] Canary',
      'Plimsoll sends this to itself, to prove that messages arrive. Nothing is wrong.',
    ],
  ])('%s %j', (kind, facts, subject, lead) => expect(words(kind, facts)).toMatchObject({ subject, lead }))

  test.each([
    ['page', 'Sign-in is failing', 'GBP 1,240,000,000 Zebra Associates at risk'],
    ['reminder', 'The nightly export of orders to the warehouse in Rotterdam is failing', 'GBP 925,000 Zebra Associates at risk'],
    ['news', 'The nightly export of orders to the warehouse in Rotterdam is failing', 'losing GBP 1,240 an hour'],
    ['page', 'The nightly export of orders to the warehouse in Rotterdam is failing', '£925,000 Zebra Associates at risk'],
    ['briefing', 'Checkout is failing', null],
  ] as const)('%s: the first sixty characters say what, how grave, and what it costs', (kind, title, money) => {
    const seen = words(kind, { severity: 'emergency', title, money }).subject.slice(0, 60)
    expect(seen).toMatch(/^\[EMERGENCY\] /)
    expect(seen).toContain(title.slice(0, 12))
    expect(seen).toContain(/(?:GBP |£)[\d,]+/.exec(money ?? '')?.[0] ?? '')
  })

  test('what the title and the money say is not said again', () => {
    const told = { title: 'Admin is failing', context: 'GBP 925,000 opportunity at risk', checks: ['Admin'] }
    expect(Object.keys(linesOf('page', told))).toEqual([
      'What',
      'Since',
      'Revenue at risk',
      'Customers affected',
      'Likely cause',
      'Next step',
    ])
    expect(linesOf('page', { ...told, context: 'All revenue at risk' }).Means).toBe('All revenue at risk')
    expect(linesOf('resolved', { resolvedAt: now, money: 'GBP 25 lost so far' }).Cost).toBe('GBP 25 lost')
  })

  test('own up to what is not known, and always name a next step to whoever is asked to act', () => {
    const bare = { cause: null, nextStep: null, money: null, customers: null, service: null, checks: [], runbook: null, link: null }
    expect(linesOf('page', bare)).toEqual({
      What: '503 after 5.0 s',
      Since: '2026-11-17 13:54:00 UTC, 6 min ago',
      'Likely cause': 'not known yet',
      'Next step': 'acknowledge it, so that others know that somebody is on it',
    })
    expect(linesOf('resolved', { ...bare, resolvedAt: now })).toEqual({
      What: '503 after 5.0 s',
      Since: '2026-11-17 13:54:00 UTC',
      Resolved: '2026-11-17 14:00:00 UTC',
    })
    expect(words('page', bare).links).toEqual([])
  })

  test('a clock that went back makes nothing last less than nothing', () => {
    const later = new Date(now.getTime() + 5_000)
    expect(linesOf('page', { sinceAt: later }).Since).toBe('2026-11-17 14:00:05 UTC, just now')
    expect(words('resolved', { sinceAt: later, resolvedAt: now }).lead).toBe('Resolved after 0 ms.')
  })

  test('a bundle counts what else there is, and names the ten gravest', () => {
    const more = (severity: Facts['severity'], count: number) =>
      Array.from({ length: count }, (_, index) => someFacts({ severity, title: `${severity} ${index}`, number: index, money: null }))
    const bundle = [...more('low', 400), ...more('emergency', 3), ...more('critical', 9)]
    const { bundle: told, headline } = words('page', {}, bundle)
    expect(headline).toBe('GBP 925,000 at risk: Admin sign-in is failing, and 412 more')
    expect(told?.says).toBe('and 412 more: 3 emergencies, 9 critical, 400 low; the ten gravest:')
    expect(told?.gravest).toHaveLength(10)
    expect(told?.gravest.slice(0, 4)).toEqual([
      '[EMERGENCY] INC-0 emergency 0',
      '[EMERGENCY] INC-1 emergency 1',
      '[EMERGENCY] INC-2 emergency 2',
      '[CRITICAL] INC-0 critical 0',
    ])
    expect(words('resolved', { resolvedAt: now }, more('emergency', 1)).bundle?.says).toBe('and 1 more resolved: 1 emergency:')
  })

  test('many checks are counted, not listed', () =>
    expect(linesOf('page', { checks: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }).Checks).toBe('a, b, c, d, e and 2 more'))

  test('no text of anybody’s becomes a second line, or longer than can be read', () => {
    const hostile = `x\r\nBcc: eve@evil.example\u2028\u0007${'y'.repeat(100_000)}`
    for (const kind of NOTICE_KINDS)
      for (const severity of SEVERITIES) {
        const told = words(kind, {
          severity,
          title: hostile,
          says: hostile,
          service: hostile,
          money: hostile,
          cause: hostile,
          nextStep: hostile,
          runbook: hostile,
          by: hostile,
          checks: [hostile],
        })
        const texts = [told.subject, told.lead ?? '', ...told.lines.map(({ text }) => text)]
        expect(texts.filter((text) => /[\p{Cc}\u2028\u2029]/u.test(text))).toEqual([])
        expect(Math.max(...texts.map(({ length }) => length))).toBeLessThanOrEqual(600)
      }
  })

  test('no exclamation marks, whatever is told', () => {
    for (const kind of NOTICE_KINDS) expect(plainTextOf(words(kind, {}, [someFacts()]), words(kind).links)).not.toContain('!')
  })
})

test.each([
  ['https://wiki.example/a b?x=1|2>3', 'https://wiki.example/a%20b?x=1%7C2%3E3'],
  ["https://wiki.example/it's", 'https://wiki.example/it%27s'],
  ['javascript:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['see the wiki', undefined],
  [`https://wiki.example/${'a'.repeat(3_000)}`, undefined],
  [null, undefined],
])('%s is the link %s', (text, link) => expect(linkOf(text)).toBe(link))

test('a runbook that is no address is told as a text', () => {
  expect(linesOf('page', { runbook: 'page 12 of the red binder' }).Runbook).toBe('page 12 of the red binder')
  expect(words('page', { runbook: 'javascript:alert(1)' }).links.map(({ label }) => label)).toEqual(['Open INC-2417'])
})

describe('the words as HTML', () => {
  test('hold the same facts, and links that act', () => {
    const html = htmlOf(words(), [{ label: 'Acknowledge', url: 'https://ops.example/act/1?a=1&b=2' }])
    for (const { text } of words().lines) expect(html).toContain(escapeHtml(text))
    expect(html).toContain('href="https://ops.example/act/1?a=1&amp;b=2"')
    expect(html).not.toMatch(/<(?:img|script|link|form|style)\b/)
  })
  test('nothing that is told becomes markup', () => {
    const evil = '<img src=x onerror=alert(1)>"\'&'
    const told = words('page', { title: evil, says: evil, cause: evil }, [someFacts({ title: evil })])
    const html = htmlOf(told, [{ label: evil, url: 'https://ops.example/"onclick="x' }])
    expect(html).not.toContain('<img')
    expect(html).not.toContain('"onclick')
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;')
  })
})
