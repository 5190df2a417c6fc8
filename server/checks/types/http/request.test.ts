import { expect, test } from 'vitest'
import { basicOf } from './request'

test.each([
  ['who stands in the address signs in', 'https://ada:secret@shop.example', 'ada:secret'],
  ['what is escaped there is meant', 'https://ada:a%2Fb%40%C3%A4@shop.example', 'ada:a/b@ä'],
  ['a % that escapes nothing is meant as it stands', 'https://ada:50%off@shop.example', 'ada:50%off'],
  ['letters of any alphabet go as UTF-8', 'https://ada:пароль@shop.example', 'ada:пароль'],
])('%s', (_claim, address, expected) =>
  expect(Buffer.from(basicOf(new URL(address)).slice('Basic '.length), 'base64').toString()).toBe(expected),
)
