import type { Ctx } from '../context'
import { findIncident } from '../incidents/verbs/read-incident'

/** Lets an address name the incident as people do: `INC-12` becomes its id before the verb sees it. */
export const byRef =
  <Input extends { readonly id: string }, Given extends Pick<Ctx, 'db'>, Output>(verb: (ctx: Given, input: Input) => Promise<Output>) =>
  async (ctx: Given, input: Input): Promise<Output> =>
    await verb(ctx, /^INC-/i.test(input.id) ? { ...input, id: (await findIncident(ctx, input)).id } : input)
