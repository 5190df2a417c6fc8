import type { HealthComponent } from '../component'

/** What the engine concludes reaches the database. */
export const storage: HealthComponent = {
  kind: 'storage',
  measures: 'waiting',
  unit: 'results',
  type: 'component',
  everyMs: 1_000,
  withinMs: 1_000,
  probe(tools) {
    if (!tools.engine().connected)
      return { status: 'warn', says: 'What waits to be stored cannot be known while the engine is not connected.' }
    const { unstoredSince, waiting } = tools.sight()
    if (unstoredSince === null) return { status: 'pass', value: waiting }
    return {
      status: 'warn',
      value: waiting,
      says: `Nothing could be stored since ${unstoredSince.toISOString()}; results wait in memory and in the spool on disk.`,
    }
  },
}
