import { z } from 'zod'

/** What code may hand out as the answer that a schema describes: nothing of it is changed any more, and instants are dates until they are sent. */
export type Answer<Schema extends z.ZodType> = Told<z.output<Schema>>

type Told<Value> = Value extends Date ? Value : Value extends object ? { readonly [Key in keyof Value]: Told<Value[Key]> } : Value

/** The schemas that have a name of their own in the API's document, so that each is described once. */
export const COMPONENTS = z.registry<{ readonly component: string; readonly io: 'input' | 'output' }>()

export type Meaning = { readonly input: z.ZodType; readonly beside?: Readonly<Record<string, z.ZodType>> }
const MEANINGS = new WeakMap<object, Meaning>()

/** Says of a schema that itself says too little what it means: the input that it reads, or writes out again, and fields beside those. */
export function meaning<Schema extends z.ZodType>(schema: Schema, means: Meaning): Schema {
  MEANINGS.set(schema, means)
  return schema
}

export const meaningOf = (schema: object): Meaning | undefined => MEANINGS.get(schema)

/** What answers are made of: an object under the name that it has in the API's document. */
export const answer = <Shape extends z.core.$ZodLooseShape>(component: string, about: string, shape: Shape) =>
  z.object(shape).describe(about).register(COMPONENTS, { component, io: 'output' })

/** The same for one that is not one object: a choice between several. */
export function named<Schema extends z.ZodType>(component: string, about: string, schema: Schema): Schema {
  const described = schema.describe(about)
  COMPONENTS.add<z.ZodType>(described, { component, io: 'output' })
  return described
}

/** An answer without a body. */
export const NOTHING = z.undefined()

/** An instant: a date here, ISO 8601 in UTC once it is sent. */
export const instant = () => z.date()
/** Epoch milliseconds, where figures travel to be computed with. */
export const epochMs = () => z.number().describe('Epoch milliseconds.')
