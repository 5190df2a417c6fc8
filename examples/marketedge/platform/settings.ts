import { fileURLToPath } from 'node:url'
import type { Conditions } from './conditions.ts'
import { HEALTHY } from './conditions.ts'

/** Everything the platform reads from its environment, read once. */
export type Settings = {
  readonly port: number
  readonly tlsPort: number
  readonly databaseUrl: string
  /** The folder that the API modules are imported from: what was deployed. */
  readonly apiFolder: string
  /** Off, the platform starts whatever is missing, as it did before it had start-up validation. */
  readonly validates: boolean
  readonly authProvider: { readonly url: string; readonly key: string } | undefined
  readonly certificate: { readonly cert: string; readonly key: string } | undefined
  readonly conditions: Conditions
}

export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const { AUTH_PROVIDER_URL: url, AUTH_PROVIDER_KEY: key, MARKETEDGE_TLS_CERT: cert, MARKETEDGE_TLS_KEY: tlsKey } = environment
  return {
    port: Number(environment.MARKETEDGE_PORT ?? 4310),
    tlsPort: Number(environment.MARKETEDGE_TLS_PORT ?? 4311),
    databaseUrl: environment.MARKETEDGE_DATABASE_URL ?? '',
    apiFolder: environment.MARKETEDGE_API_DIR ?? fileURLToPath(new URL('../api', import.meta.url)),
    validates: environment.MARKETEDGE_STARTUP_VALIDATION !== 'off',
    authProvider: url && key ? { url, key } : undefined,
    certificate: cert && tlsKey ? { cert, key: tlsKey } : undefined,
    conditions: environment.MARKETEDGE_CONDITIONS ? (JSON.parse(environment.MARKETEDGE_CONDITIONS) as Conditions) : HEALTHY,
  }
}
