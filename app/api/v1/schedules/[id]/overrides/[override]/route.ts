import { NOTHING } from '@/server/kernel/answers'
import { StandInAnswer } from '@/server/oncall/answers'
import { handle } from '@/server/web/handle'
import { ChangeInput, endStanding, OneInput, standInUntil } from '@/server/web/stand-in-verbs'

export const PATCH = handle({
  about: 'Lets somebody stand in for longer or shorter.',
  right: 'work-incidents',
  input: ChangeInput,
  output: StandInAnswer,
  verb: standInUntil,
})
export const DELETE = handle({
  about: 'Ends that somebody stands in. Now, or before it begins.',
  right: 'work-incidents',
  input: OneInput,
  output: NOTHING,
  verb: endStanding,
})
