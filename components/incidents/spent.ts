import { formatDuration, HOUR, MINUTE, SECOND } from '@/server/kernel/duration'

const two = (value: number) => String(value).padStart(2, '0')

/** A stretch of time with its seconds: `1:32`; from an hour on as durations are said everywhere: `2 h 04`. */
export function spentWords(ms: number): string {
  const held = Math.max(0, ms)
  return held < HOUR ? `${Math.floor(held / MINUTE)}:${two(Math.floor((held % MINUTE) / SECOND))}` : formatDuration(held)
}

/** How far from the first failure: `+0:05`, `−11:34`, `0:00`. */
export function offsetWords(atMs: number, startedAtMs: number): string {
  const seconds = Math.round((atMs - startedAtMs) / SECOND)
  const away = Math.abs(seconds)
  const hours = Math.floor(away / 3_600)
  const said =
    hours > 0 ? `${hours}:${two(Math.floor((away % 3_600) / 60))}:${two(away % 60)}` : `${Math.floor(away / 60)}:${two(away % 60)}`
  return seconds === 0 ? said : `${seconds > 0 ? '+' : '−'}${said}`
}
