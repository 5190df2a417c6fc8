import { z } from 'zod'
import { changeStandIn, endStandIn, makeStandIn, type OfSchedule, readStandInsOf } from '../declare/verbs/stand-in'
import { sentenceOf } from '../kernel/errors'
import { InstantText } from '../kernel/inputs'
import { type StandIn, StandInInput } from '../oncall/model'
import { declareCtx, Ref, shown } from './declaring'
import type { WebCtx } from './handle'

export const MakeInput = StandInInput.extend({ id: Ref.shape.id })
export const OneInput = z.strictObject({ id: Ref.shape.id, override: z.uuid() })
export const ChangeInput = OneInput.extend({ to: InstantText })

type Answer = { readonly overrides: readonly StandIn[] }

export const standInsOf = async (ctx: WebCtx, ref: OfSchedule): Promise<Answer> => ({
  overrides: await readStandInsOf(declareCtx(ctx), ref),
})

export const standIn = async (ctx: WebCtx, input: z.infer<typeof MakeInput>): Promise<Answer> => ({
  overrides: await heard(ctx, makeStandIn(declareCtx(ctx), input)),
})
export const standInUntil = (ctx: WebCtx, input: z.infer<typeof ChangeInput>) => heard(ctx, changeStandIn(declareCtx(ctx), input))
export async function endStanding(ctx: WebCtx, input: z.infer<typeof OneInput>): Promise<undefined> {
  await heard(ctx, endStandIn(declareCtx(ctx), input))
}

/** A page that is due in this second goes to whoever is on call now; without the engine it looks once it is there. */
async function heard<Done>(ctx: WebCtx, work: Promise<Done>): Promise<Done> {
  const done = await shown(ctx, work)
  const { app } = ctx.web
  await app.engine
    .request({ kind: 'look-again' })
    .catch((cause) => ctx.log.warn('Who is on call is known to the engine once it looks', { because: sentenceOf(cause) }))
  return done
}
