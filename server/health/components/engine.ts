import type { HealthComponent } from '../component'

/** Of the checks that should have started in the last minute, at least this share did. */
const ENOUGH_RATIO = 0.95

/** The engine is connected, sees, and keeps its pace. */
export const engine: HealthComponent = {
  kind: 'engine',
  measures: 'silence',
  unit: 'ms',
  type: 'component',
  everyMs: 1_000,
  withinMs: 1_000,
  probe(tools) {
    const { connected, engineAt } = tools.engine()
    const value = engineAt === null ? {} : { value: Math.max(0, tools.now().getTime() - engineAt.getTime()) }
    if (!connected)
      return { status: 'fail', ...value, says: 'The engine is not connected: nothing is being checked, or nobody hears of it.' }
    const { blindSince, expected, executed } = tools.sight()
    if (blindSince)
      return { status: 'warn', ...value, says: `The engine cannot see since ${blindSince.toISOString()}: none of its anchors answers.` }
    if (executed < expected * ENOUGH_RATIO)
      return { status: 'warn', ...value, says: `Only ${executed} of ${expected} checks were executed in the last minute.` }
    return { status: 'pass', ...value }
  },
}
