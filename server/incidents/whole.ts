import type { Db } from '@/db/client'
import type { Incident } from './model'
import { getIncident } from './queries'
import { isPart } from './rules/refusals'

/** Parts of parts: nobody merges so many, and each look is bounded. */
const DEEPEST = 50

/**
 * What is part of another incident is worked on there, and its own state says nothing of that.
 *
 * @param done as the sentence ends: `acknowledged`
 * @throws Refusal `illegal-move` that names the incident which it is part of in the end
 */
export async function mustBeWhole(db: Db, incident: Incident, done: string): Promise<void> {
  let whole = incident
  for (let depth = 0; depth < DEEPEST && whole.mergedInto !== null; depth++) whole = await getIncident(db, whole.mergedInto)
  if (whole !== incident) throw isPart(incident, whole, done)
}
