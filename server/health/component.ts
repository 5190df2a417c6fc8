import type { Sight } from '../pipeline/model'

/** As load balancers read it: `warn` works, and somebody should look. */
export const HEALTH_STATUSES = ['pass', 'warn', 'fail'] as const
export type HealthStatus = (typeof HEALTH_STATUSES)[number]

export type Observed = {
  readonly status: HealthStatus
  readonly value?: number
  /** What is wrong and what follows; absent when all is well. */
  readonly says?: string
}

/** Everything that a component may look at. */
export type HealthTools = {
  now(): Date
  elapsedMs(): number
  /** Resolves when the database has answered. */
  askDatabase(): Promise<unknown>
  /** Whether the engine is connected, and when it last said something; null when it never did. */
  engine(): { readonly connected: boolean; readonly engineAt: Date | null }
  sight(): Sight
  /** What is free where Plimsoll's data lie, in bytes. */
  freeBytes(): Promise<number>
  /** `storage.minFreeBytes` */
  minFreeBytes(): number
}

/** A part of Plimsoll whose health is told: one file that describes itself, one line in the registry. */
export type HealthComponent = {
  readonly kind: string
  /** What is measured, and in what unit: `database:responseTime`. */
  readonly measures: string
  readonly unit: string
  readonly type: 'component' | 'datastore' | 'system'
  readonly everyMs: number
  /** Later than this is a failure. */
  readonly withinMs: number
  probe(tools: HealthTools): Observed | Promise<Observed>
}
