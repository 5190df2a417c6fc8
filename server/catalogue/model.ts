import { z } from 'zod'
import { Name } from '../kernel/inputs'

/** How much hangs on a service: 1 is what customers cannot do without. */
export const TIERS = [1, 2, 3] as const
export type Tier = (typeof TIERS)[number]

/** A service as a person, the file or the API gives it. */
export const ServiceInput = z.strictObject({
  name: Name.meta({ title: 'Name' }),
  title: z.string().min(1).max(120).optional().meta({ title: 'Title', description: 'As the business calls it: "Admin sign-in".' }),
  tier: z
    .union([z.literal(1), z.literal(2), z.literal(3)])
    .default(2)
    .meta({ title: 'Tier', description: '1 is what customers cannot do without.' }),
  owner: z.string().min(1).max(120).optional().meta({ title: 'Owner', description: 'The team that answers for it.' }),
  dependsOn: z.array(Name).max(50).default([]).meta({ title: 'Depends on' }),
  runbook: z
    .url({ protocol: /^https?$/, error: 'must be an address that begins with https:// or http://' })
    .optional()
    .meta({ title: 'Runbook' }),
})
export type ServiceInput = z.infer<typeof ServiceInput>

export type Service = {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly tier: Tier
  readonly owner: string | null
  /** Ids of the services it needs. */
  readonly dependsOn: readonly string[]
  readonly runbook: string | null
  readonly source: 'file' | 'api'
  readonly version: number
}
