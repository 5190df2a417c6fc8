import { describe, expect, test } from 'vitest'
import { readEnvironment } from './environment'

const SECRET = 'x'.repeat(32)
const read = (given: Record<string, string>) => readEnvironment(given, '/home/ops')

describe('the environment', () => {
  test('nothing set is a working environment', () => {
    expect(read({})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      dataFolder: '/home/ops/.plimsoll',
      profile: 'production',
      role: 'all',
      trustedProxies: [],
      logLevel: 'info',
    })
  })

  test('everything set is read as typed', () => {
    const given = {
      DATABASE_URL: 'postgres://p@db/p',
      REDIS_URL: 'redis://cache:6379',
      HOST: '0.0.0.0',
      PORT: '8080',
      PLIMSOLL_URL: 'https://ops.example.com/',
      PLIMSOLL_CONFIG: 'plimsoll.yaml',
      PLIMSOLL_DATA_DIR: '/var/lib/p',
      PLIMSOLL_PROFILE: 'staging',
      PLIMSOLL_ROLE: 'web',
      PLIMSOLL_TRUSTED_PROXIES: '10.0.0.0/8, ::1',
      PLIMSOLL_LOG_LEVEL: 'debug',
      PLIMSOLL_SECRET: SECRET,
      PLIMSOLL_ADMIN_EMAIL: 'sam@example.com',
      PLIMSOLL_ADMIN_PASSWORD: 'a long password',
      PLIMSOLL_API_KEY: 'k'.repeat(24),
    }
    expect(read(given)).toEqual({
      databaseUrl: 'postgres://p@db/p',
      redisUrl: 'redis://cache:6379',
      host: '0.0.0.0',
      port: 8080,
      publicUrl: 'https://ops.example.com',
      configFile: '/home/ops/plimsoll.yaml',
      dataFolder: '/var/lib/p',
      profile: 'staging',
      role: 'web',
      trustedProxies: ['10.0.0.0/8', '::1'],
      logLevel: 'debug',
      secret: SECRET,
      admin: { email: 'sam@example.com', password: 'a long password' },
      apiKey: 'k'.repeat(24),
    })
  })

  test.each([
    ['an unknown name', { PLIMSOLL_DATADIR: '/x' }, 'PLIMSOLL_DATADIR is not a variable of Plimsoll; known are DATABASE_URL'],
    ['a port that is none', { PORT: 'http' }, 'PORT must be a number, but is "http"'],
    ['a port that is too high', { PORT: '70000' }, 'PORT must be at most 65535, but is "70000"'],
    ['another profile', { PLIMSOLL_PROFILE: 'prod' }, 'PLIMSOLL_PROFILE must be one of development, staging, production, but is "prod"'],
    ['another role', { PLIMSOLL_ROLE: 'worker' }, 'PLIMSOLL_ROLE must be one of all, web, engine, but is "worker"'],
    ['another kind of database', { DATABASE_URL: 'mysql://x', PLIMSOLL_SECRET: SECRET }, 'DATABASE_URL must start with postgres://'],
    ['a public address without protocol', { PLIMSOLL_URL: 'ops.example.com' }, 'PLIMSOLL_URL must be an http or https address'],
    [
      'a proxy that is no address',
      { PLIMSOLL_TRUSTED_PROXIES: '10.0.0.1, nginx' },
      'PLIMSOLL_TRUSTED_PROXIES must be addresses or networks',
    ],
    ['a database of its own without a secret', { DATABASE_URL: 'postgres://db/p' }, 'PLIMSOLL_SECRET is required with DATABASE_URL'],
    [
      'an admin without a password',
      { PLIMSOLL_ADMIN_EMAIL: 'sam@example.com' },
      'PLIMSOLL_ADMIN_EMAIL and PLIMSOLL_ADMIN_PASSWORD belong together',
    ],
    ['a short secret', { PLIMSOLL_SECRET: 'hunter2' }, 'PLIMSOLL_SECRET must have at least 32 characters'],
  ])('%s is refused with its name and the way out', (_claim, given, sentence) => expect(() => read(given)).toThrow(sentence))

  test('all that is wrong is said at once, and no secret is repeated', () => {
    const attempt = () => read({ PORT: '-1', PLIMSOLL_ROLE: 'x', PLIMSOLL_NOPE: '1', PLIMSOLL_SECRET: 'hunter2' })
    expect(attempt).toThrow(expect.objectContaining({ code: 'invalid', detail: { issues: expect.objectContaining({ length: 4 }) } }))
    expect(attempt).not.toThrow(/hunter2/)
  })

  test.each(['PLIMSOLL_SERVICE_HOST', 'PLIMSOLL_SERVICE_PORT_HTTP', 'PLIMSOLL_PORT', 'PLIMSOLL_PORT_3000_TCP_ADDR'])(
    '%s is what Kubernetes injects, and ignored',
    (name) => {
      expect(() => read({ [name]: 'tcp://10.0.0.1:3000' })).not.toThrow()
    },
  )

  test('empty is absent', () => expect(read({ DATABASE_URL: '', PLIMSOLL_URL: '', PORT: '' })).toMatchObject({ port: 3000 }))
})
