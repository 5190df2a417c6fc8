import { z } from 'zod'
import { invalid } from '../../kernel/errors'
import { silentLog } from '../../runtime/log'
import { migrateDatabase } from '../../supervisor/database'
import { defineCommand, EXIT } from '../command'

export const migrate = defineCommand({
  kind: 'migrate',
  usage: '',
  about:
    'Brings the database of DATABASE_URL to this version, waiting for one that still starts. For containers; npm start does it by itself.',
  options: {},
  args: z.strictObject({ operands: z.tuple([], 'must be none: plimsoll migrate') }),
  async run(tools) {
    const { databaseUrl } = tools.environment()
    if (databaseUrl === undefined)
      throw invalid('DATABASE_URL is not set: npm start brings the embedded database to this version by itself.')
    await migrateDatabase(databaseUrl, { clock: tools.clock, log: silentLog })
    tools.say(['The database is of this version.'], { migrated: true })
    return EXIT.done
  },
})
