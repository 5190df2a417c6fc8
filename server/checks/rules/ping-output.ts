/** What came back of so many echo requests. */
export type Pinged = {
  readonly sent: number
  readonly received: number
  /** Round trips of those that came back, in milliseconds, in the order of their answers. */
  readonly tripsMs: readonly number[]
}

const REPLY = /(?:icmp_)?seq[= ](\d+).*?time[=<]\s*([\d.]+)\s*ms/
const SUMMARY = /(\d+) packets transmitted, (\d+) (?:packets )?received/

/**
 * Reads what `ping` prints: that of iputils, of BusyBox, and of macOS and BSD. An answer that comes twice counts once.
 *
 * @param sent how many were asked for, where it was ended before it could say
 */
export function readPing(output: string, sent: number): Pinged {
  const trips = new Map<string, number>()
  for (const line of output.split('\n')) {
    const [, sequence = '', time = ''] = REPLY.exec(line) ?? []
    if (sequence !== '' && !trips.has(sequence)) trips.set(sequence, Number(time))
  }
  const told = SUMMARY.exec(output)
  return { sent: told ? Number(told[1]) : sent, received: trips.size, tripsMs: [...trips.values()] }
}

/** By this machine, whatever the target. */
const FORBIDDEN = /operation not permitted|permission denied|lacking privilege|are you root|address family not supported/i
const UNREACHABLE = /unreachable|no route|network is down|host is down/i

/** Why nothing was sent, as `ping` says it: whether it may not, or cannot reach the target. Undefined when it says nothing of the kind. */
export function pingTrouble(errors: string): { readonly says: string; readonly isOurs: boolean } | undefined {
  const lines = errors
    .split('\n')
    .map((line) => line.replace(/^(?:ping6?|\/\S+\/ping6?): ?/, '').trim())
    .filter((line) => line !== '' && !/^WARNING/i.test(line))
  const forbidden = lines.find((line) => FORBIDDEN.test(line))
  if (forbidden !== undefined)
    return {
      says: `Plimsoll may not send echo requests (${forbidden}); let its group into net.ipv4.ping_group_range, or give the ping program cap_net_raw`,
      isOurs: true,
    }
  const unreachable = lines.find((line) => UNREACHABLE.test(line))
  if (unreachable !== undefined) return { says: `cannot be reached: ${unreachable}`, isOurs: false }
  const [first] = lines
  return first === undefined ? undefined : { says: `the ping program cannot be used as it is: ${first}`, isOurs: true }
}
