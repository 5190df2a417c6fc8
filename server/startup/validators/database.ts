import type { Validator, ValidatorTerms } from '../validator'

/** The database answers. The probe asks it something and rejects with the driver's reason; the driver is the caller's. */
export const database = ({
  probe,
  name = 'database',
  ...terms
}: ValidatorTerms & { readonly probe: (signal: AbortSignal) => Promise<unknown> }): Validator => ({
  ...terms,
  name,
  check: async (signal) => {
    try {
      await probe(signal)
      return []
    } catch (cause) {
      if (signal.aborted) throw cause
      return [
        {
          subject: name,
          reason: `It cannot be asked: ${reasonOf(cause)}`,
          wayOut: 'Start the database, or correct its address and credentials.',
          ...(isRefused(cause) ? {} : { transient: true as const }),
        },
      ]
    }
  },
})

/** A refused connection over several addresses is an AggregateError without a message; its code says it. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  return cause.message || ('code' in cause ? String(cause.code) : cause.name)
}

/** Wrong credentials (class 28) or no such database (3D) do not mend themselves; see the manual of PostgreSQL, appendix A. */
const isRefused = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && /^(28|3D)/.test(String(cause.code))
