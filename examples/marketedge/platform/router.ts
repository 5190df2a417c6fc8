import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Route } from './route.ts'

/** Every module of the API, in the order in which openapi.json lists it. */
export const API_MODULES = ['plans', 'orders', 'payments', 'tenants', 'flags', 'reports', 'admin'] as const

/** Imports one API module from the folder that was deployed. */
export const importModule = async (folder: string, name: string): Promise<{ readonly routes: readonly Route[] }> =>
  await import(pathToFileURL(join(folder, `${name}.ts`)).href)

/**
 * All routes of the API, or none when one module cannot be imported.
 * Swallowing the failure is the sample's founding defect, kept so that it can be shown: start-up validation is what makes it visible.
 */
export async function loadRoutes(folder: string, warn: (sentence: string) => void): Promise<readonly Route[]> {
  try {
    return (await Promise.all(API_MODULES.map((name) => importModule(folder, name)))).flatMap(({ routes }) => routes)
  } catch (cause) {
    warn(`API router not available: ${cause instanceof Error ? cause.message : String(cause)}`)
    return []
  }
}
