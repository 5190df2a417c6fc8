import { z } from 'zod'
import { ROLES } from '../access/model'
import { answer } from '../kernel/answers'
import { SAVED_PAGES } from './model'

export const SavedViewAnswer = answer('SavedView', 'A filter of a list under a name (VIEW-2).', {
  id: z.uuid(),
  page: z.enum(SAVED_PAGES),
  name: z.string(),
  query: z.string().describe('The filter as it stands in the address of the page.'),
  owner: z.string().describe('Whoever made it, by name.'),
  isOwn: z.boolean(),
  sharedWith: z.array(z.enum(ROLES)).describe('The roles that see it too.'),
  isDefault: z.boolean().describe('What one sees first on that page.'),
  version: z.int(),
})
export const SavedViewListAnswer = answer('SavedViewList', 'One’s own views, and those that are shared with one’s role.', {
  views: z.array(SavedViewAnswer),
})
