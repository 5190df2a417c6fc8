import { z } from 'zod'
import { PASSWORD_MAX, PASSWORD_MIN } from '../../access/model'
import { invalid } from '../../kernel/errors'
import { defineCommand, EXIT } from '../command'

export const resetPassword = defineCommand({
  kind: 'reset-password',
  usage: 'EMAIL [--stdin]',
  about: 'Gives somebody a new password and ends their sessions. Shows the password once, unless it was given on standard input.',
  options: { stdin: { type: 'boolean', about: 'Reads the new password from standard input, so that it stands in no history of a shell.' } },
  args: z.strictObject({
    operands: z.tuple([z.string()], 'must name one person by e-mail address: plimsoll reset-password ada@example.com'),
    stdin: z.boolean().default(false),
  }),
  async run(tools, { operands: [email], stdin }) {
    const given = stdin ? (await tools.read('-')).replace(/\r?\n$/, '') : undefined
    if (given !== undefined && (given.length < PASSWORD_MIN || given.length > PASSWORD_MAX))
      throw invalid(`The password must have ${PASSWORD_MIN} to ${PASSWORD_MAX} characters, and the one given has ${given.length}.`)
    const { name, password } = await tools.resetPassword(email, given)
    const lines = password === undefined ? [] : [`The new password is ${password}`, 'It is shown this once; change it after signing in.']
    tools.say([`The password of ${name} is changed, and their sessions are ended.`, ...lines], {
      name,
      email,
      ...(password && { password }),
    })
    return EXIT.done
  },
})
