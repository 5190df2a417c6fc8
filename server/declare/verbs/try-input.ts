import type { CheckInput } from '../../checks/input'
import { invalid } from '../../kernel/errors'
import type { Definition } from '../difference'
import { optionIssues } from '../document'
import { type DeclareCtx, find } from '../editing'
import { CHECK, sentenceFor } from '../kinds'
import { readInventory } from '../store'

/**
 * A check as it would be executed, before it is saved: with the secrets that an edit left hidden. For the engine alone.
 *
 * @param of the check that is being edited; undefined for a new one
 */
export async function tryInput(
  { sql, key }: Pick<DeclareCtx, 'sql' | 'key'>,
  { of, input: given }: { readonly of?: string | undefined; readonly input: CheckInput },
): Promise<Definition> {
  const held = of === undefined ? undefined : find(CHECK, await readInventory(sql, key, { list: 'checks', one: of }), of).shape
  const input = CHECK.complete(given, held)
  const issues = optionIssues(input, '')
  if (issues.length > 0) throw invalid(sentenceFor(issues), issues)
  const shape = CHECK.shape(input)
  return { ...CHECK.definition(shape), options: shape.options }
}
