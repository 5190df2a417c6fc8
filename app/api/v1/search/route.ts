import { handle } from '@/server/web/handle'
import { Search, SearchAnswer, search } from '@/server/web/search'

export const GET = handle({
  about: 'Finds things by words. Checks, services, incidents, streams, deals and saved views, the best of each first; from memory.',
  right: 'read',
  input: Search,
  output: SearchAnswer,
  verb: search,
})
