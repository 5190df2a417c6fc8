import { z } from 'zod'
import { checkTypes, optionsSchemaOf } from '@/server/checks/types/registry'
import { handle } from '@/server/web/handle'

export const GET = handle({
  right: 'read',
  input: z.strictObject({}),
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
