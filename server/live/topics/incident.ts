import type { Entry } from '../../incidents/model'
import type { EntryMoneyRow, EntryRow } from '../rows'
import { type Cause, defineTopic, type TopicSources } from './topic'

/** The timeline of one incident. What its entries say about money is `incident-money`, for those who may see it. */
export const incident = defineTopic<EntryRow>({
  kind: 'incident',
  keyed: true,
  right: 'read',
  all: () => [],
  load: async (sources, key) => (await entriesOf(sources, key)).map(entryRow),
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
  load: async (sources, key) => (await entriesOf(sources, key)).flatMap(moneyRow),
  touched: (_world, cause, key) =>
    cause.kind === 'entry' && cause.entry.incidentId === key && cause.entry.money !== null ? [cause.entry.id] : [],
  item(_world, id, _key, causes) {
    const entry = entryIn(causes, id)
    return entry && moneyRow(entry)[0]
  },
})

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** What is no id is no incident's: Postgres would call it an error, which is tried again and again. */
const entriesOf = async (sources: TopicSources, key: string): Promise<readonly Entry[]> =>
  ID.test(key) ? await sources.entriesOf(key) : []

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
