import type { HealthComponent } from '../component'

/** The disk that takes the spool and the embedded database. */
export const disk: HealthComponent = {
  kind: 'disk',
  measures: 'free',
  unit: 'By',
  type: 'system',
  everyMs: 10_000,
  withinMs: 2_000,
  async probe(tools) {
    const value = await tools.freeBytes()
    if (value >= tools.minFreeBytes()) return { status: 'pass', value }
    return {
      status: 'warn',
      value,
      says: `Only ${value} bytes are free of the ${tools.minFreeBytes()} that are kept (storage.minFreeBytes): the oldest days of results go early.`,
    }
  },
}
