import { describe, expect, inject, test } from 'vitest'
import { dataFolder, NotStarted, startWorld } from './world'

const BOMB = [
  'a: &a [x,x,x,x,x,x,x,x,x]',
  ...[...'bcdefghi'].map((letter, i) => `${letter}: &${letter} [${Array(9).fill(`*${'abcdefgh'[i]}`).join()}]`),
].join('\n')
const REFUSED: readonly (readonly [what: string, document: string, sentence: RegExp])[] = [
  ['an unknown key', 'services: []\nstreems: []', /streems is not known here/],
  ['a YAML bomb', BOMB, /unfolds without end/],
  [
    'a cycle',
    'services: [{ name: oven, dependsOn: [flour] }, { name: flour, dependsOn: [oven] }]',
    /services\[0\]\.dependsOn makes a circle: oven needs flour needs oven/,
  ],
  [
    'an impossible interval',
    'services: [{ name: oven }]\nchecks: [{ name: heat, service: oven, type: tcp, interval: -3s, options: { host: a.example, port: 1 } }]',
    /checks\[0\]\.interval/,
  ],
  ['a duplicate', 'services: [{ name: oven }, { name: oven }]', /services\[1\]\.name "oven" is already the name/],
  [
    'a currency',
    'services: [{ name: oven }]\nstreams: [{ name: rolls, currency: XQX, perHour: 9, dependsOn: { oven: 1 } }]',
    /streams\[0\]\.currency "XQX" is not a currency/,
  ],
  [
    'a stream without services',
    'streams: [{ name: rolls, currency: EUR, perHour: 9, dependsOn: {} }]',
    /streams\[0\]\.dependsOn must name at least one service/,
  ],
]

describe('a start with a file that cannot be used', () => {
  // A start takes seconds; the units know each of them.
  const some = inject('form') === 'long' ? REFUSED : REFUSED.slice(0, 3)
  test.each(some)('that has %s is refused with one sentence and exit code 78', async (_what, document, sentence) => {
    const folder = dataFolder()
    const refusal = await startWorld({ role: 'all', document, folder }).then(
      async (world) => await world.remove(),
      (cause: unknown) => cause,
    )
    if (!(refusal instanceof NotStarted)) throw new Error(`It was no refusal: ${refusal}`)
    expect(refusal.exitCode).toBe(78)
    expect(refusal.said).toMatch(sentence)
    expect(refusal.said.split('\n')).toHaveLength(1)
    expect(refusal.said).not.toMatch(/\bat .*:\d+:\d+/)
  })
})
