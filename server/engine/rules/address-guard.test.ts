import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPublic, refusalOf } from './address-guard'

const own = new Set(['127.0.0.1:3000', '192.0.2.7:5432', '*:9999'])

describe('the address guard (REL-5)', () => {
  test.each([
    '169.254.169.254',
    '169.254.0.1',
    '100.100.100.200',
    '192.0.0.192',
    '168.63.129.16',
    '::ffff:168.63.129.16',
    'fd20:ce::254',
    '0.0.0.0',
    '0.1.2.3',
    '::',
    'fe80::1',
    'fe80::1%eth0',
    'febf::1',
    'fd00:ec2::254',
    'fd00:0ec2:0:0:0:0:0:254',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '::ffff:6464:64c8',
    '::ffff:0:0',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b::169.254.169.254',
    '64:ff9b:1::a9fe:a9fe',
    '64:ff9b:1:a9fe:a9:fe00::',
    '::169.254.169.254',
    '::a9fe:a9fe',
    '::0.0.0.2',
    '::ffff:0:169.254.169.254',
    '2002:a9fe:a9fe::1',
    '2002:6464:64c8::',
    '2001:0:a9fe:a9fe::',
    '2001:0:102:304:0:0:5601:5601',
  ])('%s is refused on any port, with a sentence that names it', (address) => {
    expect(refusalOf(address, 80, new Set())).toContain(address)
    expect(refusalOf(address, 80, new Set())).toMatch(/ is refused: .+\.$/)
  })

  test.each([
    '127.0.0.1',
    '10.0.0.1',
    '192.168.1.1',
    '172.17.0.1',
    '100.100.100.201',
    '169.253.255.255',
    '1.1.1.1',
    '::1',
    'fd00:ec2::255',
    'fec0::1',
    '2606:4700::1111',
    '::ffff:10.0.0.1',
    '::ffff:127.0.0.1',
    '::10.0.0.1',
    '64:ff9b::1.1.1.1',
    '64:ff9b:1::1.1.1.1',
    '64:ff9b:1:101:1:100::',
    '2002:102:304::1',
    '2001:0:102:304::f5ff:fffe',
    '2001:db8::a9fe:a9fe',
  ])('%s may be watched', (address) => expect(refusalOf(address, 80, own)).toBeUndefined())

  test.each([
    ['127.0.0.1', 3000],
    ['127.5.5.5', 3000],
    ['::1', 3000],
    ['::ffff:127.0.0.1', 3000],
    ['192.0.2.7', 5432],
    ['::ffff:192.0.2.7', 5432],
    ['::127.0.0.1', 3000],
    ['2002:7f00:1::', 3000],
    ['64:ff9b::127.0.0.1', 3000],
    ['203.0.113.9', 9999],
  ])("Plimsoll's own %s port %i is refused", (address, port) =>
    expect(refusalOf(address, port, own)).toContain('Plimsoll itself listens there'),
  )

  test.each([
    ['127.0.0.1', 3001],
    ['192.0.2.8', 5432],
    ['192.0.2.7', 3000],
  ])('%s port %i next to it may be watched', (address, port) => expect(refusalOf(address, port, own)).toBeUndefined())

  test.each(['', 'localhost', '1.2.3', '1.2.3.4.5', '256.1.1.1', '1::2::3', '1:2:3', '12345::', '::ffff:1.2.3', 'g::1'])(
    '"%s" is no address',
    (text) => expect(refusalOf(text, 80, own)).toContain('is not an address'),
  )

  test('an address of the metadata range is refused in every way of writing it', () => {
    fc.assert(
      fc.property(fc.nat(255), fc.nat(255), (c, d) => {
        const hex = ((c << 8) | d).toString(16)
        for (const address of [`169.254.${c}.${d}`, `::ffff:169.254.${c}.${d}`, `::FFFF:a9fe:${hex}`, `0:0:0:0:0:ffff:a9fe:${hex}`])
          expect(refusalOf(address, 443, own)).toBeDefined()
      }),
    )
  })

  test('an IPv6 address that stands for an IPv4 one is refused exactly when that is, and says which it is', () => {
    const byte = fc.nat(255)
    const refused = fc.constantFrom([100, 100, 100, 200], [192, 0, 0, 192], [168, 63, 129, 16])
    const linkLocal = fc.tuple(fc.constant(169), fc.constant(254), byte, byte)
    fc.assert(
      fc.property(fc.oneof(refused, linkLocal, fc.tuple(byte, byte, byte, byte)), ([a = 0, b = 0, c = 0, d = 0]) => {
        const dotted = `${a}.${b}.${c}.${d}`
        // `::` and `::1` are no IPv4 addresses.
        fc.pre(a > 0)
        const word = (high: number, low: number) => ((high << 8) | low).toString(16)
        const [high, low] = [word(a, b), word(c, d)]
        const [invertedHigh, invertedLow] = [word(a ^ 0xff, b ^ 0xff), word(c ^ 0xff, d ^ 0xff)]
        for (const address of [
          `::ffff:${dotted}`,
          `::${dotted}`,
          `::${high}:${low}`,
          `64:ff9b::${dotted}`,
          `2002:${high}:${low}::1`,
          `2001:0:${high}:${low}:0:0:fefe:fefe`,
          `2001:0:101:101:0:0:${invertedHigh}:${invertedLow}`,
        ]) {
          const says = refusalOf(address, 80, new Set())
          expect(says === undefined, address).toBe(refusalOf(dotted, 80, new Set()) === undefined)
          if (says) expect(says).toContain(`it stands for ${dotted}`)
        }
      }),
    )
  })

  test('nothing makes it throw', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6()), (text) => void refusalOf(text, 1, own)))
  })
})

describe('a public address', () => {
  test.each([
    ...['1.1.1.1', '9.255.255.255', '11.0.0.1', '100.63.255.255', '100.128.0.1', '126.0.0.1', '128.0.0.1', '172.15.0.1', '172.32.0.1'],
    ...['192.0.1.1', '192.169.0.1', '198.17.0.1', '198.20.0.1', '223.255.255.255'],
    ...['2606:4700::1111', '2001:4860:4860::8888', '2a00:1450::1', '2003::1', '::ffff:1.1.1.1', '64:ff9b::1.1.1.1'],
  ])('is %s', (address) => expect(isPublic(address)).toBe(true))

  test.each([
    ...['0.0.0.0', '10.0.0.1', '100.64.0.1', '100.127.255.255', '127.0.0.1', '127.255.255.255', '169.254.169.254', '172.16.0.1'],
    ...['172.31.255.255', '192.0.0.192', '192.0.2.1', '192.88.99.1', '192.168.0.1', '198.18.0.1', '198.19.255.255', '198.51.100.7'],
    ...['203.0.113.9', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '168.63.129.16', '100.100.100.200'],
    ...['::', '::1', '::10.0.0.1', '::1.1.1.1', 'fc00::1', 'fd12::1', 'fe80::1', 'fec0::1', 'ff02::1', '100::1', '4000::1'],
    ...['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:0:10.0.0.1', '64:ff9b::10.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::1.1.1.1'],
    ...['2001:db8::1', '3fff::1', '2002:7f00:1::', '2002:101:101::1', '2001:0:a00:1::', '2001:1::1', '2001:20::1'],
    ...['', 'localhost', '1.1.1', 'push.example'],
  ])('is not %j', (address) => expect(isPublic(address)).toBe(false))

  test('is never one that nobody may connect to, and IPv4 is the same as it is carried by IPv6', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        if (refusalOf(address, 443, new Set())) expect(isPublic(address), address).toBe(false)
        if (address.includes(':')) return
        expect(isPublic(`::ffff:${address}`), address).toBe(isPublic(address))
        expect(isPublic(`64:ff9b::${address}`), address).toBe(isPublic(address))
      }),
    )
  })
})
