import { expect, test } from 'vitest'
import { z } from 'zod'
import { issuesOf } from './inputs'

const Target = z.union([
  z.strictObject({ channel: z.string() }),
  z.strictObject({ person: z.string(), by: z.array(z.string()).optional() }),
])
const Thing = z.strictObject({
  name: z.string().min(1).max(5),
  count: z.int().min(1).max(9),
  kind: z.enum(['tcp', 'http', 'tls']),
  every: z.union([z.string(), z.number()]),
  tell: z.array(Target).min(1).max(2),
  reach: z.record(z.string().regex(/^[a-z]+$/, 'must be letters'), z.number()),
  deed: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('pause') }), z.strictObject({ kind: z.literal('resume') })]),
  mail: z.email(),
  on: z.boolean(),
})
const right = {
  name: 'shop',
  count: 1,
  kind: 'tcp',
  every: '30s',
  tell: [{ channel: 'ops' }],
  reach: { a: 1 },
  deed: { kind: 'pause' },
  mail: 'ada@shop.example',
  on: true,
}

const said = (given: object) =>
  Thing.safeParse({ ...right, ...given })
    .error?.issues.flatMap(issuesOf)
    .map(({ path, message }) => `${path} ${message}`)

test.each([
  [{ name: undefined }, 'name is missing'],
  [{ name: 7 }, 'name must be text, not a number'],
  [{ name: null }, 'name must be text, not null'],
  [{ name: '' }, 'name must not be empty'],
  [{ name: 'shopping' }, 'name must have at most 5 characters, not 8'],
  [{ count: 'ten' }, 'count must be a number, not text'],
  [{ count: 1.5 }, 'count must be a whole number, not 1.5'],
  [{ count: 0 }, 'count must be at least 1, not 0'],
  [{ count: 10 }, 'count must be at most 9, not 10'],
  [{ kind: undefined }, 'kind is missing; it must be one of tcp, http or tls'],
  [{ kind: 'htpp' }, 'kind must be one of tcp, http or tls, not "htpp"'],
  [{ kind: 'x'.repeat(41) }, 'kind must be one of tcp, http or tls'],
  [{ every: true }, 'every must be text or a number, not true'],
  [{ every: undefined }, 'every is missing'],
  [{ tell: [] }, 'tell must have at least 1 item, not 0'],
  [{ tell: {} }, 'tell must be a list, not an object'],
  [{ tell: [{}] }, 'tell[0] must have either channel or person'],
  [{ tell: [{ person: 'ada', by: 'mail' }] }, 'tell[0].by must be a list, not text'],
  [{ reach: { B: 1 } }, 'reach.B has a name that must be letters'],
  [{ deed: { kind: 'stop' } }, 'deed.kind must be pause or resume, not "stop"'],
  [{ deed: {} }, 'deed.kind is missing; it must be pause or resume'],
  [{ mail: 'ada' }, 'mail must be an e-mail address'],
  [{ on: 'yes' }, 'on must be true or false, not text'],
  [{ zebra: 1 }, 'zebra is not known here; remove it or correct its spelling'],
])('%j: %s', (given, sentence) => expect(said(given)).toEqual([sentence]))

test('a text that may be a secret in the wrong place is not repeated', () => {
  expect(JSON.stringify(said({ count: 'tr0ub4dor', on: 'tr0ub4dor', tell: 'tr0ub4dor', name: 77001234 }))).not.toMatch(/tr0ub4dor|77001234/)
})
