import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { withProgress, works } from './tools.mjs'

/** Real servers that tests look at, each with Debian's package of it. A test whose server is not there is skipped by name. */
const SERVERS = [
  { program: 'mariadbd', package: 'mariadb-server-core' },
  { program: 'mosquitto', package: 'mosquitto' },
  { program: 'rabbitmq-server', package: 'rabbitmq-server' },
  { program: 'dnsmasq', package: 'dnsmasq-base' },
  { program: 'redis-server', package: 'redis-server' },
  { program: 'ping', package: 'iputils-ping' },
]
const PLACES = ['/usr/sbin', '/usr/local/sbin', '/usr/bin']
const ENV = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }

/** Installs the servers that are missing, where that is simple: as root, by apt, and where no init would start them as services. */
export async function ensureServers() {
  const missing = SERVERS.filter(({ program }) => !isThere(program)).map((server) => server.package)
  if (missing.length === 0 || process.getuid?.() !== 0 || existsSync('/run/systemd/system') || !works('apt-get', '--version')) return
  const install = ['apt-get', 'install', '-y', '-q', '--no-install-recommends']
  const all = await withProgress('Installing servers for the tests', [...install, ...missing], { deadlineMs: 180_000, env: ENV })
  if (all.code === 0) return
  await withProgress('Updating the list of packages', ['apt-get', 'update', '-q'], { deadlineMs: 120_000, env: ENV })
  for (const name of missing) await withProgress(`Installing ${name}`, [...install, name], { deadlineMs: 120_000, env: ENV })
}

const isThere = (program) =>
  [...(process.env.PATH ?? '').split(delimiter), ...PLACES].some((folder) => folder !== '' && existsSync(join(folder, program)))
