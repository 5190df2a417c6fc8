import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ResponseReader } from './response-reader'

type Read = { status: number; body: string; stage: string; failure: string; rest?: string }

function read(bytes: string, cuts: readonly number[] = [], { isHead = false, closes = true } = {}): Read {
  const parts: Buffer[] = []
  const reader = new ResponseReader(isHead, (part) => parts.push(Buffer.from(part)))
  const edges = [0, ...[...cuts].sort((a, b) => a - b), bytes.length]
  for (let index = 1; index < edges.length; index++) reader.push(Buffer.from(bytes.slice(edges[index - 1], edges[index]), 'latin1'))
  if (closes) reader.end()
  return { status: reader.status, body: Buffer.concat(parts).toString('latin1'), stage: reader.stage, failure: reader.failure }
}

const CHUNKED =
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1;ext="a"\r\n \r\n005\r\nworld\r\n0\r\nX-Trailer: a\r\n\r\n'

describe('a response', () => {
  test.each([
    ['sized', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello', 'hello'],
    ['sized, with more after it', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 500', 'hello'],
    ['sized twice alike', 'HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\nContent-Length: 5\r\n\r\nhello', 'hello'],
    ['chunked', CHUNKED, 'hello world'],
    [
      'chunked, whatever length it claims',
      'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
      'hello',
    ],
    ['until it closes', 'HTTP/1.0 200 OK\r\n\r\nhello', 'hello'],
    ['with bare line feeds', 'HTTP/1.1 200 OK\nContent-Length: 5\n\nhello', 'hello'],
    ['without a reason', 'HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nhello', 'hello'],
    [
      'after interim ones',
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello',
      'hello',
    ],
    ['with a folded header', 'HTTP/1.1 200 OK\r\nX-A: 1\r\n  2\r\nContent-Length: 5\r\n\r\nhello', 'hello'],
  ])('%s is read whole, wherever the network cuts it', (_how, bytes, body) => {
    const whole = { status: 200, body, stage: 'done', failure: '' }
    expect(read(bytes)).toEqual(whole)
    for (let cut = 0; cut <= bytes.length; cut++) expect(read(bytes, [cut]), `cut at ${cut}`).toEqual(whole)
    expect(
      read(
        bytes,
        Array.from({ length: bytes.length }, (_, index) => index),
      ),
    ).toEqual(whole)
  })

  test.each([
    ['HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n', false],
    ['HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n', false],
    ['HTTP/1.1 101 Switching Protocols\r\n\r\n', false],
    ['HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n', true],
  ])('%j is over with its headers (HEAD: %s)', (bytes, isHead) =>
    expect(read(bytes, [], { isHead, closes: false })).toMatchObject({ stage: 'done', body: '' }),
  )

  test.each([
    ['HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n', 'makes no sense'],
    ['HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999\r\n\r\n', 'makes no sense'],
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n', 'not asked for'],
    ['HTTP/1.1 200 OK\r\n: x\r\n\r\n', 'malformed header'],
    ['HTTP/1.1 099 OK\r\n\r\n', 'malformed first line'],
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n', 'not given properly'],
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n', 'longer than it said'],
    [`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${'0'.repeat(2000)}`, 'not given properly'],
    [`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n${'a: b\r\n'.repeat(200)}`, 'trailers without end'],
    ['HTTP/1.1 100 Continue\r\n\r\n'.repeat(20), 'more than 10 interim'],
    [`HTTP/1.1 200 OK\r\nX: ${'y'.repeat(70_000)}\r\n\r\n`, 'more than 64 KiB'],
    ['220 mail.example ESMTP\r\n', 'is not HTTP'],
  ])('%j is refused', (bytes, why) => expect(read(bytes)).toMatchObject({ stage: 'failed', failure: expect.stringContaining(why) }))

  test('whatever comes, in whatever pieces, it ends in done or failed and never throws', () => {
    const piece = fc.constantFrom(
      'HTTP/1.1 200 OK\r\n',
      'HTTP/1.1 100 Continue\r\n\r\n',
      'content-length: 3\r\n',
      'transfer-encoding: chunked\r\n',
      '\r\n',
      '3\r\n',
      'abc',
      '0\r\n',
      '\n',
      ':',
      ' x',
      'é',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'binary' })), { maxLength: 12 }), fc.array(fc.nat(60)), (pieces, cuts) => {
        const bytes = `${pieces.join('')}`
        const inside = cuts.filter((cut) => cut < bytes.length)
        const cut = read(bytes, inside)
        expect(['done', 'failed']).toContain(cut.stage)
        expect([cut.stage, cut.status, cut.body]).toEqual([read(bytes).stage, read(bytes).status, read(bytes).body])
      }),
    )
  })
})
