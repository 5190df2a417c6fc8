import { z } from 'zod'
import type { Right } from '../access/model'
import { sealKey } from '../access/seal'
import { declaredAnswer, declaredListAnswer, RemovedAnswer } from '../declare/answers'
import type { DeclareCtx } from '../declare/editing'
import type { Kind } from '../declare/kinds'
import { create } from '../declare/verbs/create'
import { edit } from '../declare/verbs/edit'
import { read, readAll } from '../declare/verbs/read'
import { remove } from '../declare/verbs/remove'
import { meaning } from '../kernel/answers'
import { sentenceOf } from '../kernel/errors'
import { issuesOf } from '../kernel/inputs'
import { loadCatalogue } from '../pipeline/load'
import { type Handler, handle, type WebCtx } from './handle'

/** The id of a thing, or its name. */
export const Ref = z.strictObject({
  id: z.string().min(1).max(63).meta({ description: 'The id, or the name.' }),
})

export const declareCtx = ({ sql, clock, ids, actor, address, web }: WebCtx): DeclareCtx => ({
  sql,
  clock,
  ids,
  actor,
  address,
  key: sealKey(web.app.settings.secret),
})

/** Lays what was just declared into this web's replica, so that the next page knows it; the engine follows within a second or two. */
export async function shown<Answer>({ sql, clock, log, web: { app } }: WebCtx, done: Promise<Answer>): Promise<Answer> {
  const answer = await done
  try {
    app.mirror.news({ at: clock.now(), pulses: [], changes: [{ kind: 'catalogue', catalogue: await loadCatalogue(sql, clock.now()) }] })
  } catch (cause) {
    log.warn('What was declared is shown once the engine has read it', { because: sentenceOf(cause) })
  }
  return answer
}

/** What is wrong with an input is said in the words of the file. */
export const inWords = <Input>(input: z.ZodType<Input>) =>
  meaning(
    z.looseObject({}).transform((given, ctx): Input => {
      const parsed = input.safeParse(given)
      if (parsed.success) return parsed.data
      for (const { path, message } of parsed.error.issues.flatMap(issuesOf)) ctx.addIssue({ code: 'custom', path: [path], message })
      return z.NEVER
    }),
    { input },
  )

const Version = z.int('must be the version that was read').min(1)

/** An edit: the definition as it is to be, with the id of the path and the version that was read. */
const editOf = <Input>(input: z.ZodType<Input>) => {
  const beside = { id: Ref.shape.id, version: Version }
  return meaning(
    z.looseObject(beside).transform(({ id, version, ...given }, ctx) => {
      const parsed = inWords(input).safeParse(given)
      if (parsed.success) return { id, version, input: parsed.data }
      for (const { path, message } of parsed.error.issues) ctx.addIssue({ code: 'custom', path, message })
      return z.NEVER
    }),
    { input, beside },
  )
}

type Named = { readonly name: string }

/** Who may read things of a kind and who may change them, and what is to be known of them beyond what holds for every kind. */
export type Declaring = {
  readonly reads: Right
  readonly writes: Right
  readonly remarks?: { readonly create?: string; readonly edit?: string; readonly remove?: string }
}

const remarked = (about: string, remark: string | undefined): string => (remark === undefined ? about : `${about} ${remark}`)

/** The handlers of a collection of declared things. */
export const collection = <Input extends Named, Shape extends Named>(
  kind: Kind<Input, Shape>,
  { reads, writes, remarks }: Declaring,
): { readonly GET: Handler; readonly POST: Handler } => ({
  GET: handle({
    about: `Lists every ${kind.noun}. In the order of their names, as they are declared.`,
    right: reads,
    input: z.strictObject({}),
    output: declaredListAnswer(kind),
    verb: async (ctx) => ({ [kind.list]: await readAll(declareCtx(ctx), kind) }),
  }),
  POST: handle({
    about: remarked(`Declares a ${kind.noun}. In the words of the file.`, remarks?.create),
    right: writes,
    input: inWords(kind.input),
    output: declaredAnswer(kind),
    verb: (ctx, input) => shown(ctx, create(declareCtx(ctx), kind, input)),
    status: 201,
  }),
})

/** The handlers of one of them. */
export const one = <Input extends Named, Shape extends Named>(
  kind: Kind<Input, Shape>,
  { reads, writes, remarks }: Declaring,
): { readonly GET: Handler; readonly PUT: Handler; readonly DELETE: Handler } => ({
  GET: handle({
    about: `Reads a ${kind.noun} as it is declared. Secrets are hidden.`,
    right: reads,
    input: Ref,
    output: declaredAnswer(kind),
    verb: (ctx, ref) => read(declareCtx(ctx), kind, ref),
  }),
  PUT: handle({
    about: remarked(
      `Changes a ${kind.noun}. Takes the whole definition with the version that was read; a stale one is refused with 409 and who was faster. What the file declares is changed there.`,
      remarks?.edit,
    ),
    right: writes,
    input: editOf(kind.input),
    output: declaredAnswer(kind),
    verb: (ctx, given) => shown(ctx, edit(declareCtx(ctx), kind, given)),
  }),
  DELETE: handle({
    about: remarked(`Takes a ${kind.noun} out of use. Its history stays. Refused while something refers to it.`, remarks?.remove),
    right: writes,
    input: Ref.extend({ version: Version.optional() }),
    output: RemovedAnswer,
    verb: (ctx, ref) => shown(ctx, remove(declareCtx(ctx), kind, ref)),
  }),
})
