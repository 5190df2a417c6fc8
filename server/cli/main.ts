import { systemClock } from '../runtime/clock'
import { systemIds } from '../runtime/ids'
import { projectRoot } from '../runtime/root'
import { variables } from '../settings/environment'
import { commands } from './commands/registry'
import { run } from './run'
import { createCommandTools } from './tools'

const argv = process.argv.slice(2)
const given = variables()
const { tools, close } = createCommandTools({
  clock: systemClock,
  ids: systemIds,
  variables: given,
  root: projectRoot(),
  // Our starter changes the folder; these still say where the user stands.
  cwd: given.INIT_CWD ?? given.PWD ?? process.cwd(),
  input: process.stdin,
  demo: argv.includes('--demo'),
})
const shell = { out: (text: string) => process.stdout.write(text), err: (text: string) => process.stderr.write(text) }
process.exitCode = await run(argv, { commands, tools, shell })
await close()
