import { z } from 'zod'
import { CheckTypesAnswer } from '@/server/checks/answers'
import { checkTypes, optionsSchemaOf } from '@/server/checks/types/registry'
import { handle } from '@/server/web/handle'

export const GET = handle({
  about: 'Lists the types of checks. Each with the JSON schema of its options and an example.',
  right: 'read',
  input: z.strictObject({}),
  output: CheckTypesAnswer,
  verb: () => ({
    types: checkTypes.all.map((type) => ({
      kind: type.kind,
      label: type.label,
      about: type.about,
      options: optionsSchemaOf(type),
      example: type.example,
    })),
  }),
})
