import type { Finding, Validator, ValidatorTerms } from '../validator'

/** A module that the server needs, how it is loaded, and what it must export. */
export type NeededModule = { readonly name: string; readonly load: () => Promise<unknown>; readonly exports?: readonly string[] }

/**
 * Each listed module can be imported and exports what is needed.
 * Every module is looked at, so that one start shows all that is missing; on the deadline the ones still loading are named.
 */
export const modules = ({
  modules: needed,
  name = 'modules',
  ...terms
}: ValidatorTerms & { readonly modules: readonly NeededModule[] }): Validator => ({
  ...terms,
  name,
  check: async (signal) =>
    (await Promise.all(needed.map((module) => Promise.race([inspect(module), stillLoading(module, signal)])))).flat(),
})

async function inspect({ name, load, exports = [] }: NeededModule): Promise<readonly Finding[]> {
  try {
    const loaded = await load()
    const missing = exports.filter((key) => typeof loaded !== 'object' || loaded === null || !(key in loaded))
    return missing.map((key) => ({
      subject: name,
      reason: `It exports no \`${key}\`.`,
      wayOut: `Export \`${key}\` from it, or do not list it as needed.`,
    }))
  } catch (cause) {
    return [
      {
        subject: name,
        reason: `It cannot be imported: ${messageOf(cause)}`,
        wayOut: 'Deploy a release that holds every file, or go back to the one before.',
      },
    ]
  }
}

const stillLoading = ({ name }: NeededModule, signal: AbortSignal): Promise<readonly Finding[]> =>
  new Promise((resolve) => {
    signal.addEventListener(
      'abort',
      () =>
        resolve([
          {
            subject: name,
            reason: 'Its import did not finish in time.',
            wayOut: 'Look for a top-level await in it that waits for something that does not come.',
            transient: true,
          },
        ]),
      { once: true },
    )
  })

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
