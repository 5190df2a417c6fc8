import type { LookupFunction } from 'node:net'
import { describe, expect, test } from 'vitest'
import { deliver } from '../alerts/channels/carry'
import type { Message } from '../alerts/channels/channel'
import { channelTypeOf, parseChannelOptions } from '../alerts/channels/registry'
import { aMessage, fakePushService, loopbackTools } from '../alerts/channels/testing'
import { applicationServerKeyOf } from '../alerts/channels/web-push'
import { publicHostsBy, toPublicOnly } from './public-ways'

const KEY = 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'
const options = parseChannelOptions('web-push', { privateKey: KEY, subject: 'mailto:ops@zebra.example' })
const to = (address: string): Message => aMessage({ recipient: { channel: 'browsers', address, person: 'ada@zebra.example' } })

/** A resolution that answers with these, one after the other, and the last for ever. */
const answering = (...answers: readonly (readonly string[])[]): LookupFunction => {
  let asked = 0
  return (_name, _options, callback) => {
    const found = answers[Math.min(asked++, answers.length - 1)] ?? []
    if (found.length === 0) return callback(Object.assign(new Error('none'), { code: 'ENOTFOUND' }), '')
    callback(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
}

describe('a name that somebody gives for themselves', () => {
  test.each([
    ['at a public address', ['1.1.1.1'], true],
    ['at public addresses of both families', ['1.1.1.1', '2606:4700::1111'], true],
    ['at a private one besides', ['1.1.1.1', '10.0.0.1'], false],
    ['that is this machine', ['127.0.0.1'], false],
    ['at an IPv6 address that stands for a private one', ['64:ff9b::a00:1'], false],
    ['that is unknown', [], false],
  ])('%s', async (_what, found, isPublic) => expect(await publicHostsBy(answering(found))('push.example')).toBe(isPublic))

  test('may be an address, which nobody is asked about', async () => {
    const isPublic = publicHostsBy(() => {
      throw new Error('asked')
    })
    expect([await isPublic('1.1.1.1'), await isPublic('::1')]).toEqual([true, false])
  })

  test('is looked at again at the moment of connecting: one that has become a private address since is not connected to (REL-5)', async () => {
    const server = await fakePushService()
    const lookup = answering(['1.1.1.1'], ['127.0.0.1'])
    expect(await publicHostsBy(lookup)('rebinding.example')).toBe(true)
    const { address } = server.subscribe(applicationServerKeyOf(KEY))
    const moved = address.replace(/http:\/\/127\.0\.0\.1:(\d+)/, 'https://rebinding.example:$1')
    const shared = { ...loopbackTools(), lookup, userAgent: 'Plimsoll/test' }
    const delivered = await deliver(channelTypeOf('web-push'), options, to(moved), loopbackTools(undefined, toPublicOnly(shared)))
    expect(delivered).toEqual({ kind: 'refused', says: expect.stringContaining('rebinding.example is at a forbidden address') })
    expect(delivered.says).not.toContain('127.0.0.1')
    expect(server.received).toEqual([])
    await server.close()
  })
})
