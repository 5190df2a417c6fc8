import { Refusal } from '../kernel/errors'
import type { WebApp } from './app'

const SLOT = Symbol.for('plimsoll.web-app')

/** Next bundles routes and pages apart from the server, so that a module's object would not be the same there: this slot is. */
export function placeApp(app: WebApp | undefined): void {
  Reflect.set(globalThis, SLOT, app)
}

/** The running web process; only `handle` and `pageContext` ask for it. */
export function webApp(): WebApp {
  const app: WebApp | undefined = Reflect.get(globalThis, SLOT)
  if (!app) throw new Refusal('unavailable', 'Plimsoll is starting or stopping. Try again in a moment.')
  return app
}
