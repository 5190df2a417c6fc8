import { describe, expect, test } from 'vitest'
import { pingTrouble, readPing } from './ping-output'

const IPUTILS = `PING 127.0.0.1 (127.0.0.1) 56(84) bytes of data.
64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.041 ms
64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.050 ms (DUP!)
64 bytes from 127.0.0.1: icmp_seq=3 ttl=64 time=12 ms

--- 127.0.0.1 ping statistics ---
3 packets transmitted, 2 received, +1 duplicates, 33.3333% packet loss, time 402ms
rtt min/avg/max/mdev = 0.041/6.020/12.000/0.005 ms
`
const BUSYBOX = `PING 10.0.0.1 (10.0.0.1): 56 data bytes
64 bytes from 10.0.0.1: seq=0 ttl=64 time=0.052 ms
64 bytes from 10.0.0.1: seq=1 ttl=64 time=0.081 ms

--- 10.0.0.1 ping statistics ---
2 packets transmitted, 2 packets received, 0% packet loss
round-trip min/avg/max = 0.052/0.066/0.081 ms
`
const MACOS = `PING 10.0.0.1 (10.0.0.1): 56 data bytes
64 bytes from 10.0.0.1: icmp_seq=0 ttl=64 time=0.052 ms
Request timeout for icmp_seq 1

--- 10.0.0.1 ping statistics ---
2 packets transmitted, 1 packets received, 50.0% packet loss
`
const LOST = `PING 192.0.2.1 (192.0.2.1) 56(84) bytes of data.
From 10.0.0.254 icmp_seq=1 Destination Host Unreachable

--- 192.0.2.1 ping statistics ---
3 packets transmitted, 0 received, +1 errors, 100% packet loss, time 2030ms
`

describe('what ping prints', () => {
  test.each([
    ['iputils', IPUTILS, { sent: 3, received: 2, tripsMs: [0.041, 12] }],
    ['BusyBox', BUSYBOX, { sent: 2, received: 2, tripsMs: [0.052, 0.081] }],
    ['macOS', MACOS, { sent: 2, received: 1, tripsMs: [0.052] }],
    ['of an address where nobody is', LOST, { sent: 3, received: 0, tripsMs: [] }],
    ['when it is ended before it says how many', IPUTILS.slice(0, IPUTILS.indexOf('---')), { sent: 5, received: 2, tripsMs: [0.041, 12] }],
    ['nothing', '', { sent: 5, received: 0, tripsMs: [] }],
  ])('is read: %s', (_which, output, expected) => expect(readPing(output, 5)).toEqual(expected))

  test.each([
    ['ping: socktype: SOCK_RAW\nping: socket: Operation not permitted\n', true],
    ['ping: socket: Address family not supported by protocol\n', true],
    ['ping: permission denied (are you root?)\n', true],
    ['ping: Lacking privilege for icmp socket.\n', true],
    ["ping: invalid option -- 'i'\n", true],
    ['/bin/ping: connect: Network is unreachable\n', false],
    ['ping: sendto: No route to host\n', false],
  ])('%j is told from a target that does not answer', (errors, isOurs) => expect(pingTrouble(errors)).toMatchObject({ isOurs }))

  test('a remark is no trouble', () => {
    expect(pingTrouble('')).toBeUndefined()
    expect(pingTrouble('WARNING: interface is ignored\n')).toBeUndefined()
    expect(pingTrouble('ping: socket: Operation not permitted\n')?.says).toBe(
      'Plimsoll may not send echo requests (socket: Operation not permitted); let its group into net.ipv4.ping_group_range, or give the ping program cap_net_raw',
    )
  })
})
