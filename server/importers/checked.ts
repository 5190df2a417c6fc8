import { CheckInput } from '../checks/input'
import { checkTypes, parseOptions } from '../checks/types/registry'
import { isRefusal } from '../kernel/errors'
import { issuesOf } from '../kernel/inputs'
import type { DraftCheck } from './model'

/** Why a check cannot be declared as it is; undefined when it can. */
export function trouble(check: DraftCheck): string | undefined {
  const parsed = CheckInput.safeParse(check)
  if (!parsed.success)
    return parsed.error.issues
      .flatMap(issuesOf)
      .map(({ path, message }) => `${path} ${message}`)
      .join('; ')
  if (!checkTypes.get(check.type)) return `there is no check of the type ${check.type} here`
  try {
    parseOptions(check.type, check.options ?? {})
    return undefined
  } catch (cause) {
    if (isRefusal(cause)) return cause.message
    throw cause
  }
}
