import type { OutboxRow } from '../rows'
import { defineTopic } from './topic'

const ID = 'outbox'

/** That the delivery log reads otherwise now. What it says is in Postgres, by pages and filters, and is asked for by who has it open. */
export const outbox = defineTopic<OutboxRow>({
  kind: 'outbox',
  keyed: false,
  right: 'read',
  all: (_world, _key, now) => [{ id: ID, movedMs: now.getTime() }],
  touched: (_world, cause) => (cause.kind === 'outbox-moved' ? [ID] : []),
  item: (_world, id, _key, _causes, now) => ({ id, movedMs: now.getTime() }),
})
