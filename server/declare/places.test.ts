import { expect, test } from 'vitest'
import { placesIn } from './places'

const FILE = `# a comment
services:
  - name: shop
    title: Shop
  - { name: pay }
contacts:
  - person: bo@shop.example
    channel: mail
    address: bo@phone.example
settings: { engine.hostConcurrency: 4 }
`

test('each thing of the file is found at the line where it begins, also one that is named by its parts', () =>
  expect([...placesIn(FILE)]).toEqual([
    ['services shop', 3],
    ['services pay', 5],
    ['contacts bo@shop.example by mail', 7],
  ]))

test.each(['', '- 1', 'services: [', 'services: { name: shop }', 'services: [1, { title: x }]'])('%j has no place for anything', (text) =>
  expect([...placesIn(text)]).toEqual([]),
)
