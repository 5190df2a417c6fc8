import { expect, test } from 'vitest'
import { defaultAddress, filterIn } from './query'

test('a view holds the words of its page alone', () => {
  expect(filterIn('queue', 'incident=INC-4&severity=critical&tab=matrix&older=1h&token=x')).toBe('severity=critical&older=1h')
  expect(filterIn('checks', 'group=tag&status=gone&q=shop')).toBe('q=shop&group=tag')
})

test.each([
  ['who asks for nothing is led to their default', '', 'status=down', '/engineering?status=down'],
  ['who asks for something gets it', 'q=shop', 'status=down', undefined],
  ['who asks for everything gets it', 'view=all', 'status=down', undefined],
  ['a default that lets everything through leads nowhere', '', '', undefined],
])('%s', (_claim, asked, query, expected) =>
  expect(defaultAddress('checks', '/engineering', new URLSearchParams(asked), [{ page: 'checks', query, isDefault: true }])).toBe(expected),
)
