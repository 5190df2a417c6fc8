import { BulkIncidents, BulkIncidentsAnswer, bulkIncidents } from '@/server/web/bulk-incidents'
import { handle } from '@/server/web/handle'

export const POST = handle({
  about: 'Does one thing to several incidents. Each by itself: what is refused for one keeps nothing from the others.',
  right: 'work-incidents',
  input: BulkIncidents,
  output: BulkIncidentsAnswer,
  verb: bulkIncidents,
})
