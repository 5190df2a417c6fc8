import { readdirSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { fileSource, makeFile } from '../../backup/file'
import { openSecret } from '../../backup/key'
import { isEmpty, requireSecret, restoreBackup, verifyBackup } from '../../backup/restore'
import { takeBackup } from '../../backup/take'
import { invalid, Refusal } from '../../kernel/errors'
import { type CommandTools, defineCommand, EXIT } from '../command'

export const restore = defineCommand({
  kind: 'restore',
  usage: 'FILE [--dry-run] [--replace] [--show-key PASSPHRASE-FILE]',
  about:
    'Puts a backup into an empty installation whose processes are stopped, in one transaction: cut off anywhere, the installation is as it was. A backup of an older version is brought to this one.',
  options: {
    'dry-run': { type: 'boolean', about: 'Reads and verifies all of the backup, says what is in it, and changes nothing.' },
    replace: { type: 'boolean', about: 'Lets go what the installation holds, after keeping a backup of it in the data folder.' },
    'show-key': {
      type: 'string',
      about: 'Only prints the PLIMSOLL_SECRET in a backup made --with-key, by the passphrase in this file; - is standard input.',
    },
  },
  args: z.strictObject({
    operands: z.tuple([z.string()], 'must name one file: plimsoll restore plimsoll-monday.backup'),
    'dry-run': z.boolean().default(false),
    replace: z.boolean().default(false),
    'show-key': z.string().optional(),
  }),
  async run(tools, { operands: [named], 'dry-run': dryRun, replace, 'show-key': showKey }) {
    const source = await fileSource(tools.locate(named))
    const verified = await verifyBackup(source)
    const { manifest, sections } = verified
    const rows = sections.reduce((sum, section) => sum + section.rows, 0)
    const made = `made by Plimsoll ${manifest.version} at ${manifest.madeAt}, history ${manifest.history}`
    const facts = { file: source.name, version: manifest.version, madeAt: manifest.madeAt, history: manifest.history, rows, sections }
    if (showKey !== undefined) {
      if (!manifest.key) throw invalid(`${source.name} was made without --with-key: it holds no secret.`)
      const secret = openSecret(manifest.key, (await tools.read(showKey)).replace(/\r?\n$/, ''))
      tools.say([secret], { secret })
      return EXIT.done
    }
    if (dryRun) {
      const filled = sections.filter((section) => section.rows > 0).map((section) => `  ${section.name}: ${section.rows}`)
      tools.say([`${source.name} is whole: ${made}, ${rows} rows.`, ...filled, 'Nothing was changed.'], { dryRun, ...facts })
      return EXIT.done
    }
    const { sql, secret, databaseUrl } = await tools.connectAlone()
    requireSecret(verified, source.name, secret)
    const { dataFolder } = tools.environment()
    requireEmptySpool(dataFolder)
    const kept = replace && !(await isEmpty(sql)) ? await keepWhatGoes(tools, dataFolder) : undefined
    await restoreBackup({ databaseUrl, now: tools.clock.now(), source, replace })
    tools.say(
      [
        ...(kept === undefined ? [] : [`What stood here is kept in ${kept}.`]),
        `Restored: ${made}, ${rows} rows. Start Plimsoll; everybody signs in again.`,
      ],
      { ...facts, ...(kept !== undefined && { kept }) },
    )
    return EXIT.done
  },
})

async function keepWhatGoes(tools: CommandTools, dataFolder: string): Promise<string> {
  const { sql } = await tools.connectAlone()
  const now = tools.clock.now()
  const folder = join(dataFolder, 'backups')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, `before-restore-${now.toISOString().replaceAll(':', '-')}.backup`)
  await makeFile(file, async (write) => ({ sections: await takeBackup({ sql, now, history: 'all', write }) }))
  return file
}

/** What waits there was seen by the installation that goes, and would be stored into the one that comes. */
function requireEmptySpool(dataFolder: string): void {
  const folder = join(dataFolder, 'spool')
  const files = readIfThere(folder).filter((file) => statSync(join(folder, file)).size > 0)
  if (files.length > 0)
    throw new Refusal(
      'conflict',
      `${folder} holds what could not be stored yet: start Plimsoll once so that it is stored, or move the folder away.`,
    )
}

function readIfThere(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
