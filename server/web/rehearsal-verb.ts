import { z } from 'zod'
import { SEVERITIES } from '../checks/model'
import { notFound } from '../kernel/errors'
import { InstantInput, Name } from '../kernel/inputs'
import { type Rehearsed, rehearse } from '../pipeline/rehearsal'
import type { WebCtx } from './handle'

export const RehearsalInput = z.strictObject({
  service: Name.meta({ description: 'The name of a service.' }),
  severity: z.enum(SEVERITIES).default('critical'),
  at: InstantInput.optional().meta({ description: 'Now, unless said.' }),
})

/** Who would be told if a service failed, and nobody answered. Nothing is told. */
export function readRehearsal({ clock, web: { app } }: WebCtx, { service, severity, at }: z.infer<typeof RehearsalInput>): Rehearsed {
  const { world } = app.mirror
  const found = [...world.services.values()].find((one) => one.service.name === service)
  if (!found) throw notFound('service', service)
  return rehearse(world, { serviceId: found.service.id, severity }, at ?? clock.now())
}
