import { DAY, HOUR, MINUTE } from './duration'

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** `09:30` in milliseconds from midnight of the clock. */
export const timeOfDayMs = (text: string): number => Number(text.slice(0, 2)) * HOUR + Number(text.slice(3)) * MINUTE

/** Midnight of a date like `2026-11-23` as a reading of the clock (`server/kernel/zoned.ts`), in milliseconds. */
export const localDateMs = (date: string): number => Date.parse(`${date}T00:00:00Z`)

/** The day of the week of a reading of the clock: 0 is Monday. Day 0 of the epoch was a Thursday. */
export const weekdayOf = (wallMs: number): number => (((Math.floor(wallMs / DAY) + 3) % 7) + 7) % 7
