'use client'
import { io } from 'socket.io-client'
import { createHub, type Hub } from './hub'
import { readNow, setServerTime } from './use-now'

/** A smaller difference is the way through the network, not a wrong clock. */
const CLOCK_DIFFERENCE_MS = 1_000

let hub: Hub | undefined

/** The page's one connection, opened when something first needs it. */
export function liveHub(): Hub {
  hub ??= createHub(() => io({ path: '/socket', transports: ['websocket'], reconnectionDelay: 250, reconnectionDelayMax: 3_000 }), {
    now: () => readNow().getTime(),
    setServerTime: (atMs) => {
      if (Math.abs(readNow().getTime() - atMs) > CLOCK_DIFFERENCE_MS) setServerTime(new Date(atMs))
    },
  })
  return hub
}
