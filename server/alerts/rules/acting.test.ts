import { expect, test } from 'vitest'
import { NOTICE_KINDS } from '../model'
import { type Acting, verbsOf } from './acting'

const acting: Acting = { kind: 'page', person: 'ada@example.com', channelKind: 'email', hasButtons: false }

test('what calls for somebody offers to acknowledge it, and nothing else does', () =>
  expect(NOTICE_KINDS.filter((kind) => verbsOf({ ...acting, kind }).includes('acknowledge'))).toEqual(['page', 'news', 'reminder']))
test('where there are buttons one can escalate and resolve as well', () =>
  expect(verbsOf({ ...acting, channelKind: 'slack-bot', person: null, hasButtons: true })).toEqual(['acknowledge', 'escalate', 'resolve']))
test('a mailbox that is nobody’s own offers nothing, a room does', () =>
  expect([verbsOf({ ...acting, person: null }), verbsOf({ ...acting, person: null, channelKind: 'slack' })]).toEqual([
    [],
    ['acknowledge', 'escalate'],
  ]))
