import { z } from 'zod'
import { answer, COMPONENTS, meaning } from '../kernel/answers'
import { type Definition, NOUNS, type Noun } from './difference'

/** The kinds of declared things as the API's document names them. */
const NAMES: Readonly<Partial<Record<Noun, string>>> = {
  window: 'MaintenanceWindow',
  definition: 'AlertDefinition',
  source: 'AlertSource',
  'status page': 'StatusPage',
}

export const componentOf = (noun: Noun): string => NAMES[noun] ?? `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`

/** What the document has to know of a kind of declared things. */
export type Described = { readonly noun: Noun; readonly list: string; readonly input: z.ZodType }

export const WarningAnswer = answer('Warning', 'What is said of something that is declared, and saved all the same.', {
  path: z.string(),
  message: z.string(),
  noun: z.enum([...NOUNS, 'file']),
  name: z.string(),
})

const warnings = () =>
  z
    .array(WarningAnswer)
    .exactOptional()
    .describe('Of whom to tell: what would go wrong as it is declared now. Only in answers to a change, and only when there is something.')

/** The fields that an answer of a declared thing has. What `definition` holds is an input again. */
export function declaredFields({ noun, input }: Described) {
  COMPONENTS.add(input, { component: `${componentOf(noun)}Input`, io: 'input' })
  return {
    id: z.uuid(),
    version: z.int().describe('An edit is made of it, and refused when there is a newer one.'),
    source: z.enum(['file', 'api']).describe('What the file declares is read-only here.'),
    definition: meaning(z.custom<Definition>(), { input }),
    warnings: warnings(),
  }
}

export const declaredAnswer = (kind: Described) =>
  answer(
    componentOf(kind.noun),
    `A ${kind.noun} as it is declared, with its secrets hidden. What \`definition\` holds may be sent back in an edit, with \`version\`.`,
    declaredFields(kind),
  )

export const declaredListAnswer = (kind: Described) =>
  answer(`${componentOf(kind.noun)}List`, 'All of a kind, in the order of their names.', { [kind.list]: z.array(declaredAnswer(kind)) })

export const RemovedAnswer = answer('Removed', 'What goes wrong with whom to tell that did not before.', {
  warnings: z.array(WarningAnswer),
}).optional()

export const LastResortAnswer = answer('LastResort', 'The policy that is followed by what has no policy of its own.', {
  policy: z.string().nullable().describe('Null: nobody is told of what has no route.'),
  source: z.enum(['file', 'api']).describe('What the file declares is read-only here.'),
})
