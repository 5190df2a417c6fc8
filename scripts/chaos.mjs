import { ensureInstalled, packaged, run } from './tools.mjs'

/** What `npm test` does to running processes in two minutes, for half an hour: twenty kills of each process, two hundred of what sends messages, a minute of frozen Postgres. */
await ensureInstalled()
process.exit(await run(packaged('vitest/vitest.mjs', 'run', '--project', 'chaos-long', ...process.argv.slice(2))))
