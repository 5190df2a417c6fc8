import { z } from 'zod'
import { makeFile } from '../../backup/file'
import { HISTORIES } from '../../backup/format'
import { PASSPHRASE_MIN, sealSecret } from '../../backup/key'
import { takeBackup } from '../../backup/take'
import { invalid } from '../../kernel/errors'
import { defineCommand, EXIT } from '../command'

export const backup = defineCommand({
  kind: 'backup',
  usage: 'FILE [--history all|90d|none] [--with-key PASSPHRASE-FILE]',
  about:
    'Writes everything of this installation into one file, as it stands at one moment, while it runs. PLIMSOLL_SECRET, which opens what is secret in it, is not in it unless --with-key.',
  options: {
    history: {
      type: 'string',
      about: 'How far results, evidence and messages go back: all (the default), 90d or none. Incidents always are whole.',
    },
    'with-key': { type: 'string', about: `Adds PLIMSOLL_SECRET, sealed by the passphrase in this file; - is standard input.` },
  },
  args: z.strictObject({
    operands: z.tuple([z.string()], 'must name one file: plimsoll backup plimsoll-monday.backup'),
    history: z.enum(HISTORIES, `must be one of ${HISTORIES.join(', ')}`).default('all'),
    'with-key': z.string().optional(),
  }),
  async run(tools, { operands: [named], history, 'with-key': withKey }) {
    const file = tools.locate(named)
    const passphrase = withKey === undefined ? undefined : (await tools.read(withKey)).replace(/\r?\n$/, '')
    if (passphrase !== undefined && passphrase.length < PASSPHRASE_MIN)
      throw invalid(`The passphrase must have at least ${PASSPHRASE_MIN} characters, and the one given has ${passphrase.length}.`)
    const { sql, secret } = await tools.connectLong()
    const key = passphrase === undefined ? undefined : sealSecret(secret, passphrase)
    const { sections, bytes } = await makeFile(file, async (write) => ({
      sections: await takeBackup({ sql, now: tools.clock.now(), history, write, ...(key && { key }) }),
    }))
    const rows = sections.reduce((sum, section) => sum + section.rows, 0)
    tools.say(
      [
        `${file}: ${rows} rows in ${sections.length} sections, ${bytes} bytes, history ${history}.`,
        key
          ? 'PLIMSOLL_SECRET is in it, sealed by the passphrase: without the passphrase nobody can read it.'
          : 'PLIMSOLL_SECRET is not in it. Keep it elsewhere: without it what is secret in this backup cannot be opened.',
      ],
      { file, history, bytes, rows, withKey: key !== undefined, sections },
    )
    return EXIT.done
  },
})
