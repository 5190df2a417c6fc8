/** What can be different about a running platform. The control process changes it over IPC; a defect that a release could bring, switchable. */
export type Conditions = {
  /** Every API query first waits this long in the database, holding its connection; milliseconds. */
  readonly slow: { readonly fromMs: number; readonly toMs: number } | null
  /** Each request keeps its buffers for ever. */
  readonly leaksMemory: boolean
  /** The methods that a browser on another origin is told it may use. */
  readonly corsMethods: readonly string[]
  /** Whether queries of tenants' rows say `where tenant_id = …`. */
  readonly guardsTenants: boolean
}

export const HEALTHY: Conditions = { slow: null, leaksMemory: false, corsMethods: ['GET', 'POST', 'PATCH', 'DELETE'], guardsTenants: true }

/** What control tells a running platform. */
export type Order = {
  readonly kind: 'configure'
  readonly conditions: Conditions
  readonly certificate: { readonly cert: string; readonly key: string }
}

/** What a platform tells control. */
export type Word =
  | { readonly kind: 'ready'; readonly port: number; readonly tlsPort: number; readonly validation: readonly string[] }
  | { readonly kind: 'refused'; readonly validation: readonly string[] }
