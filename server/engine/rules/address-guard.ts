/**
 * What must never be connected to, whoever asks (REL-5): link-local and metadata addresses, addresses that mean "this machine,
 * whichever", and Plimsoll's own ports. Everything else may be watched.
 */
export type OwnPorts = ReadonlySet<string>

/**
 * Why an address must not be connected to, in a sentence; `undefined` when it may. To be asked at connect time, after DNS.
 *
 * @param own `host:port` of Plimsoll itself; a loopback host there stands for every loopback address, `*` for every address
 * @see RFC 3927 (169.254/16), RFC 4291 (fe80::/10)
 */
export function refusalOf(address: string, port: number, own: OwnPorts): string | undefined {
  const bytes = bytesOf(address)
  if (!bytes) return `${address} is not an address.`
  const carried = carriedBy(bytes)
  for (const inner of [bytes, ...carried]) {
    const why = reasonOf(inner)
    if (why) return `${shown(address)} is refused: ${inner === bytes ? '' : `it stands for ${inner.join('.')}, and `}${why}.`
  }
  const isOwn =
    own.has(`*:${port}`) ||
    [address, ...carried.map((inner) => inner.join('.'))].some((host) => own.has(`${host}:${port}`)) ||
    ([bytes, ...carried].some(isLoopback) && LOOPBACKS.some((host) => own.has(`${host}:${port}`)))
  return isOwn ? `${shown(address)}:${port} is refused: Plimsoll itself listens there.` : undefined
}

/**
 * Whether an address is one of the public internet, in every disguise. For what somebody names who may only name those; what an operator
 * names may lie in a network of theirs.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export function isPublic(address: string): boolean {
  const bytes = bytesOf(address)
  if (!bytes || refusalOf(address, 0, NO_PORTS)) return false
  if (bytes.length === 4) return isPublicV4(bytes)
  if (TRANSLATED.some((prefix) => startsWith(bytes, prefix))) return carriedBy(bytes).every(isPublicV4)
  return within(bytes, GLOBAL_UNICAST) && !NOT_PUBLIC_V6.some((network) => within(bytes, network))
}

/** Whether it is an address at all, and not a name. */
export const isAddress = (text: string): boolean => bytesOf(text) !== undefined

type Network = { readonly prefix: readonly number[]; readonly bits: number }
const network = (bits: number, ...prefix: readonly number[]): Network => ({ prefix, bits })
const within = (bytes: readonly number[], { prefix, bits }: Network): boolean =>
  prefix.every((byte, index) => {
    const mask = (0xff << (8 - Math.min(8, bits - 8 * index))) & 0xff
    return ((bytes[index] ?? 0) & mask) === (byte & mask)
  })
const isPublicV4 = (bytes: readonly number[]): boolean => !NOT_PUBLIC_V4.some((one) => within(bytes, one))

const NO_PORTS: OwnPorts = new Set()
/** Of this network, private, shared by a provider, loopback, link-local, of protocols, for examples and benchmarks, to many, and reserved. */
const NOT_PUBLIC_V4 = [
  network(8, 0),
  network(8, 10),
  network(10, 100, 64),
  network(8, 127),
  network(16, 169, 254),
  network(12, 172, 16),
  network(24, 192, 0, 0),
  network(24, 192, 0, 2),
  network(24, 192, 88, 99),
  network(16, 192, 168),
  network(15, 198, 18),
  network(24, 198, 51, 100),
  network(24, 203, 0, 113),
  network(4, 224),
  network(4, 240),
]
const GLOBAL_UNICAST = network(3, 0x20)
/** Of protocols (Teredo among them), 6to4, and for examples. No push service is there, and a router may deliver them to an inner network. */
const NOT_PUBLIC_V6 = [network(23, 0x20, 0x01, 0), network(16, 0x20, 0x02), network(32, 0x20, 0x01, 0x0d, 0xb8), network(20, 0x3f, 0xff, 0)]
/** Mapped IPv4, and NAT64 by its well-known prefix: where a machine has IPv6 alone, DNS answers so for every IPv4 address. */
const TRANSLATED = [
  [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff],
  [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0],
]

const LOOPBACKS = ['127.0.0.1', '::1', 'localhost']
const shown = (address: string): string => (address.includes(':') ? `[${address}]` : address)

function reasonOf(bytes: readonly number[]): string | undefined {
  const [a, b] = bytes
  if (bytes.length === 4) {
    if (a === 169 && b === 254) return 'link-local addresses (169.254.0.0/16) hold the metadata of cloud machines'
    if (METADATA_V4.has(bytes.join('.'))) return 'it is a metadata address of a cloud'
    if (a === 0) return 'it means "this machine" and no address in particular; name the address'
    return undefined
  }
  if (a === 0xfe && ((b ?? 0) & 0xc0) === 0x80) return 'link-local addresses (fe80::/10) are not to be watched'
  if (METADATA_V6.some((address) => startsWith(bytes, address))) return 'it is a metadata address of a cloud'
  if (bytes.every((byte) => byte === 0)) return 'it means "this machine" and no address in particular; name the address'
  return undefined
}

/** Of Alibaba, Oracle and Azure; those of the others are link-local. */
const METADATA_V4 = new Set(['100.100.100.200', '192.0.0.192', '168.63.129.16'])
/** Of Amazon (fd00:ec2::254) and Google (fd20:ce::254). */
const METADATA_V6 = [
  [0xfd, 0x00, 0x0e, 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54],
  [0xfd, 0x20, 0x00, 0xce, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54],
]
/** Ways in which an IPv6 address holds an IPv4 one that a router on the way may deliver to: what `at` says are its bytes. */
type Carrier = {
  readonly prefix: readonly number[]
  readonly at: readonly number[]
  readonly inverted?: true
  /** It may be there or elsewhere: nothing there is no address. */
  readonly perhaps?: true
}
const LAST = [12, 13, 14, 15]
const CARRIERS: readonly Carrier[] = [
  // Mapped and compatible (RFC 4291).
  { prefix: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff], at: LAST },
  { prefix: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], at: LAST },
  // Translated (RFC 2765), and by NAT64, with the well-known prefix (RFC 6052) and the local one (RFC 8215), whose length its owner chose.
  { prefix: [0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0], at: LAST },
  { prefix: [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0], at: LAST },
  { prefix: [0, 0x64, 0xff, 0x9b, 0, 1], at: LAST, perhaps: true },
  { prefix: [0, 0x64, 0xff, 0x9b, 0, 1], at: [6, 7, 9, 10], perhaps: true },
  { prefix: [0, 0x64, 0xff, 0x9b, 0, 1], at: [7, 9, 10, 11], perhaps: true },
  { prefix: [0, 0x64, 0xff, 0x9b, 0, 1], at: [9, 10, 11, 12], perhaps: true },
  // 6to4 (RFC 3056), and the server and the client of Teredo (RFC 4380), which inverts the bits of the second.
  { prefix: [0x20, 0x02], at: [2, 3, 4, 5] },
  { prefix: [0x20, 0x01, 0, 0], at: [4, 5, 6, 7] },
  { prefix: [0x20, 0x01, 0, 0], at: LAST, inverted: true },
]

/** The IPv4 addresses that an IPv6 one may stand for. `::` and `::1` are themselves and no compatible ones. */
function carriedBy(bytes: readonly number[]): readonly (readonly number[])[] {
  if (bytes.length === 4 || isLoopback(bytes) || bytes.every((byte) => byte === 0)) return []
  return CARRIERS.flatMap(({ prefix, at, inverted, perhaps }) => {
    if (!startsWith(bytes, prefix)) return []
    const inner = at.map((index) => (bytes[index] ?? 0) ^ (inverted ? 0xff : 0))
    return perhaps && inner[0] === 0 ? [] : [inner]
  })
}

const startsWith = (bytes: readonly number[], prefix: readonly number[]): boolean => prefix.every((byte, index) => bytes[index] === byte)
const isLoopback = (bytes: readonly number[]): boolean =>
  bytes.length === 4 ? bytes[0] === 127 : bytes.every((byte, index) => byte === (index === 15 ? 1 : 0))

/** The bytes of an address, 4 or 16; `undefined` when it is none. */
function bytesOf(address: string): readonly number[] | undefined {
  const [bare = ''] = address.split('%')
  return bare.includes(':') ? v6(bare) : v4(bare)
}

function v4(text: string): number[] | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined
  return parts.map(Number)
}

function v6(text: string): number[] | undefined {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text)
  const tail = dotted ? v4(dotted[2] ?? '') : []
  if (!tail) return undefined
  const groups = dotted ? (dotted[1] ?? '').replace(/([^:]):$/, '$1') : text
  const halves = groups.split('::')
  if (halves.length > 2) return undefined
  const [head, rest] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const words = [...(head ?? []), ...(rest ?? [])]
  if (!words.every((word) => /^[0-9a-f]{1,4}$/i.test(word))) return undefined
  const missing = 8 - words.length - tail.length / 2
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined
  const filled = [...(head ?? []), ...Array<string>(missing).fill('0'), ...(rest ?? [])]
  return [...filled.flatMap((word) => [Number.parseInt(word, 16) >> 8, Number.parseInt(word, 16) & 0xff]), ...tail]
}
