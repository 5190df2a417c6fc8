import { expect, test } from 'vitest'
import { directoryOf, noRouting } from './directory'
import { reachAll } from './reach'

const routing = { ...noRouting, channels: [{ name: 'post', kind: 'email', reaches: 'people' as const }] }
const ada = 'ada@example.com'

test('whoever has said nothing else is reached by mail, and that is a guess where nobody here goes by the address', () => {
  const known = (...people: string[]) => reachAll([{ person: ada }], directoryOf({ ...routing, people }), new Date(0))
  expect(known('Ada@example.com')).toMatchObject({
    recipients: [{ channel: 'post', address: ada }],
    working: true,
    known: true,
    because: [],
  })
  expect(known('grace@example.com')).toMatchObject({
    working: true,
    known: false,
    because: [expect.stringContaining(`nobody here goes by ${ada}`)],
  })
})

test('a declared contact is no guess', () => {
  const contact = { name: 'n', person: ada, channel: 'post', address: 'a@home.example', verifiedAt: new Date(0) }
  const directory = directoryOf({ ...routing, people: [], contacts: [contact] })
  expect(reachAll([{ person: ada }], directory, new Date(0))).toMatchObject({ working: true, known: true })
})

test('a channel that is down reaches nobody', () => {
  expect(
    reachAll(
      [{ person: ada }],
      directoryOf(routing, () => true),
      new Date(0),
    ),
  ).toMatchObject({ working: false, known: false })
})
