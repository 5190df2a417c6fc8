import { expect, test, vi } from 'vitest'
import { incident, incidentMoney } from './incident'

test.each([incident, incidentMoney])('nobody asks Postgres for the timeline of what is no incident', async ({ load }) => {
  const entriesOf = vi.fn(async () => [])
  for (const key of ['not-a-uuid', 'x', '01a2037e']) expect(await load?.({ entriesOf, sendingsOf: async () => [] }, key)).toEqual([])
  expect(entriesOf).not.toHaveBeenCalled()
  await load?.({ entriesOf, sendingsOf: async () => [] }, '01a2037e-b014-7d0a-8545-eca0d6032081')
  expect(entriesOf).toHaveBeenCalledOnce()
})
