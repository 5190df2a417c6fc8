import { z } from 'zod'
import type { Sql, Transaction } from '@/db/client'
import type { Answer } from '../../kernel/answers'
import { invalid, Refusal } from '../../kernel/errors'
import { Name } from '../../kernel/inputs'
import { nearest } from '../../settings/rules/effective'
import type { LastResortAnswer } from '../answers'
import { type DeclareCtx, editing } from '../editing'

export type LastResort = Answer<typeof LastResortAnswer>

type Paging = { readonly lastResort?: string; readonly source?: 'api' }

/** Which policy is followed by what has none of its own, and where that was declared. */
export async function readLastResort(sql: Sql | Transaction): Promise<LastResort> {
  const [row] = await sql<{ value: Paging }[]>`select value from declarations where key = 'paging'`
  return { policy: row?.value.lastResort ?? null, source: !row || row.value.source === 'api' ? 'api' : 'file' }
}

export const LastResortInput = z.strictObject({
  policy: Name.nullable().meta({ description: 'The name of a policy; null for none: then nobody is told of what has no route.' }),
})

/** Says which policy is followed by what has none of its own. Refused where the file says so, and for a policy that is not there. */
export function setLastResort(ctx: DeclareCtx, { policy }: z.infer<typeof LastResortInput>): Promise<LastResort> {
  return editing(ctx, async ({ tx, inventory, changed }) => {
    const before = await readLastResort(tx)
    if (before.source === 'file')
      throw new Refusal(
        'conflict',
        'paging.lastResort is declared in plimsoll.yaml and is read-only here; change the file and run `plimsoll apply`.',
      )
    const names = inventory.routing.policies.map(({ shape }) => shape.name)
    if (policy !== null && !names.includes(policy)) {
      const guess = names.length > 0 ? `; did you mean "${nearest(policy, names)}"?` : ''
      const message = `names the policy "${policy}", which is not declared${guess}`
      throw invalid(`policy ${message}`, [{ path: 'policy', message }])
    }
    if (before.policy === policy) return before
    const value: Paging = { ...(policy !== null && { lastResort: policy }), source: 'api' }
    await tx`insert into declarations (key, value) values ('paging', ${tx.json(value as never)})
      on conflict (key) do update set value = excluded.value, version = declarations.version + 1`
    await changed({ action: 'paging.last-resort', before: { policy: before.policy }, after: { policy } })
    return { policy, source: 'api' }
  })
}
