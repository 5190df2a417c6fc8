import type { HealthComponent } from '../component'

/** A round trip that takes so long delays every page. */
const SLOW_MS = 250

export const database: HealthComponent = {
  kind: 'database',
  measures: 'responseTime',
  unit: 'ms',
  type: 'datastore',
  everyMs: 2_000,
  withinMs: 2_000,
  async probe(tools) {
    const startedMs = tools.elapsedMs()
    await tools.askDatabase()
    const value = Math.round((tools.elapsedMs() - startedMs) * 10) / 10
    if (value < SLOW_MS) return { status: 'pass', value }
    return { status: 'warn', value, says: `The database took ${Math.round(value)} ms for the simplest question; pages are slow.` }
  },
}
