import type { Entry } from '../../incidents/model'
import type { EntryMoneyRow, EntryRow } from '../rows'
import { type Cause, defineTopic } from './topic'

/** The timeline of one incident. What its entries say about money is `incident-money`, for those who may see it. */
export const incident = defineTopic<EntryRow>({
  kind: 'incident',
  keyed: true,
  right: 'read',
  all: () => [],
  load: async ({ entriesOf }, key) => (await entriesOf(key)).map(entryRow),
  touched: (_world, cause, key) => (cause.kind === 'entry' && cause.entry.incidentId === key ? [cause.entry.id] : []),
  item(_world, id, _key, causes) {
    const entry = entryIn(causes, id)
    return entry && entryRow(entry)
  },
})

export const incidentMoney = defineTopic<EntryMoneyRow>({
  kind: 'incident-money',
  keyed: true,
  right: 'read-money',
  all: () => [],
  load: async ({ entriesOf }, key) => (await entriesOf(key)).flatMap(moneyRow),
  touched: (_world, cause, key) =>
    cause.kind === 'entry' && cause.entry.incidentId === key && cause.entry.money !== null ? [cause.entry.id] : [],
  item(_world, id, _key, causes) {
    const entry = entryIn(causes, id)
    return entry && moneyRow(entry)[0]
  },
})

export const entryRow = ({ id, at, kind, says, detail, actor, checkId }: Entry): EntryRow => ({
  id,
  atMs: at.getTime(),
  kind,
  says,
  detail,
  actor,
  checkId,
})
export const moneyRow = ({ id, money }: Entry): EntryMoneyRow[] => (money === null ? [] : [{ id, money }])

const entryIn = (causes: readonly Cause[], id: string): Entry | undefined => {
  for (const cause of causes) if (cause.kind === 'entry' && cause.entry.id === id) return cause.entry
  return undefined
}
