import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '@/server/postgres/server'
import { systemClock } from '@/server/runtime/clock'
import { closeSql, connectSql } from '../client'
import { migrate } from '../migrate'
import { TEMPLATE } from './template'

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the maintenance database of this run's Postgres. */
    postgresUrl: string
  }
}

/** Ends the server and removes its folder when its standard input closes, which it also does when the test run is killed. */
const GUARD = 'cat > /dev/null; kill -QUIT $(head -n 1 "$1/pg/postmaster.pid" 2> /dev/null) 2> /dev/null; rm -rf "$1"'

/** One Postgres for the run, without durability, and one migrated template that each test file copies (see `testDatabase`). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-test-'))
  const guard = spawn('sh', ['-c', GUARD, 'guard', folder], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '32MB', max_connections: '100' }
  const server = await startPostgres({ folder, sockets: folder, clock: systemClock, settings })
  const stop = async () => {
    await server.stop()
    guard.stdin.end()
  }
  const url = server.url('postgres')
  await makeTemplate(url, server.url(TEMPLATE)).catch(async (cause) => {
    await stop()
    throw cause
  })
  project.provide('postgresUrl', url)
  return stop
}

async function makeTemplate(url: string, templateUrl: string): Promise<void> {
  const admin = connectSql(url, { max: 1 })
  await admin.unsafe(`create database ${TEMPLATE}`)
  await closeSql(admin)
  const template = connectSql(templateUrl, { max: 1, answerWithinMs: 60_000 })
  await migrate(template, systemClock.now()).finally(() => closeSql(template))
}
