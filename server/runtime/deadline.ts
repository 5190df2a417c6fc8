import type { Clock } from './clock'

export class DeadlineError extends Error {
  override readonly name = 'DeadlineError'
}

/**
 * What `work` resolves to, or a `DeadlineError` after `ms`. The work itself is not stopped: hand it a signal where it can be.
 *
 * @param what names the work in the error: "reading the incidents"
 */
export async function within<T>(clock: Pick<Clock, 'after'>, ms: number, what: string, work: Promise<T>): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    const timer = clock.after(ms, () => reject(new DeadlineError(`${what} took longer than ${ms} ms.`)))
    work.then(resolve, reject).finally(() => timer.cancel())
  })
}
