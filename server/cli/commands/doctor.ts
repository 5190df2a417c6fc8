import { z } from 'zod'
import { defineCommand, EXIT } from '../command'
import type { Diagnosis } from '../doctor/examination'
import { examine } from '../doctor/examine'

export const doctor = defineCommand({
  kind: 'doctor',
  usage: '',
  about: 'Looks at everything that Plimsoll stands on, and says what to do about what it finds.',
  options: {},
  args: z.strictObject({ operands: z.tuple([], 'takes nothing: plimsoll doctor') }),
  async run(tools) {
    const found = await examine(tools)
    const bad = found.filter(({ status }) => status === 'bad').length
    const odd = found.filter(({ status }) => status === 'odd').length
    tools.say([...found.flatMap(linesOf), `${found.length - bad - odd} fine, ${odd} to look at, ${bad} broken.`], { found })
    return bad > 0 ? EXIT.no : EXIT.done
  },
})

const MARKS = { fine: '✓', odd: '!', bad: '✗' } as const

const linesOf = ({ about, status, says, wayOut }: Diagnosis): readonly string[] => [
  `${MARKS[status]} ${about}: ${says}`,
  ...(wayOut === undefined ? [] : [`    ${wayOut}`]),
]
