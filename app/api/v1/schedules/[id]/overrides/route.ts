import { StandInListAnswer } from '@/server/oncall/answers'
import { Ref } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'
import { MakeInput, standIn, standInsOf } from '@/server/web/stand-in-verbs'

export const GET = handle({
  about: 'Lists who stands in. Made by hand: those that hold, will, or did lately.',
  right: 'read',
  input: Ref,
  output: StandInListAnswer,
  verb: standInsOf,
})
export const POST = handle({
  about: 'Puts somebody else on call. For what the file declares too.',
  right: 'work-incidents',
  input: MakeInput,
  output: StandInListAnswer,
  verb: standIn,
  status: 201,
})
