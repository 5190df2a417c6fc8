import { z } from 'zod'
import { Role } from '../access/model'
import type { Answer } from '../kernel/answers'
import type { SavedViewAnswer } from './answers'

/** The pages whose filters can be kept under a name (VIEW-2). */
export const SAVED_PAGES = ['queue', 'checks'] as const
export type SavedPage = (typeof SAVED_PAGES)[number]

/** More of one's own nobody finds their way among. */
export const MOST_OF_ONE = 100

const Kept = {
  name: z
    .string()
    .trim()
    .min(1, 'must not be empty: it is found by it')
    .max(60)
    .regex(/^\P{C}*$/u, 'must not hold control characters'),
  query: z.string().max(2_000).meta({ description: 'The filter as it stands in the address of the page: `status=down&tag=eu`.' }),
  sharedWith: z
    .array(Role)
    .max(10)
    .default([])
    .transform((roles) => [...new Set(roles)].sort())
    .meta({ description: 'The roles that see it too; without any it is one’s own.' }),
}

export const SaveView = z.strictObject({ page: z.enum(SAVED_PAGES), ...Kept, isDefault: z.boolean().default(false) })
export type SaveView = Answer<typeof SaveView>

export const ChangeView = z.strictObject({ id: z.uuid(), version: z.int().min(1), ...Kept })
export type ChangeView = Answer<typeof ChangeView>

export const ViewRef = z.strictObject({ id: z.uuid() })
export const ListViews = z.strictObject({ page: z.enum(SAVED_PAGES).optional() })

export const ChooseDefault = z.strictObject({
  page: z.enum(SAVED_PAGES),
  view: z.uuid().nullable().meta({ description: 'Null for none: the page as it is without a filter.' }),
})
export type ChooseDefault = z.output<typeof ChooseDefault>

export type SavedView = Answer<typeof SavedViewAnswer>
