import { createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { authority, closeAll, closedPort, listening, probes } from './http/testing'
import { filesOf, mariadb, programOf, type Running } from './testing/servers'

const probe = probes()
const program = programOf('mariadbd')

describe.skipIf(!program)('mysql against a real MariaDB', () => {
  const { ca, issue } = authority()
  const own = issue('db.test')
  const files = filesOf({ 'ca.pem': ca, 'cert.pem': own.cert, 'key.pem': own.key })
  let server: Running
  let url: string
  beforeAll(async () => {
    server = await mariadb(
      program ?? '',
      [
        "create user monitor@'%' identified by 'geheim s3cret';",
        'create database shop;',
        'create table shop.orders (id int, total decimal(10,2), at datetime);',
        "insert into shop.orders values (1, 12.50, '2026-11-01 10:00:00'), (2, 99.00, '2026-11-02 10:00:00');",
        "grant all on *.* to monitor@'%';",
      ],
      [`--ssl-ca=${files.folder}/ca.pem`, `--ssl-cert=${files.folder}/cert.pem`, `--ssl-key=${files.folder}/key.pem`],
    )
    url = `mysql://monitor:geheim%20s3cret@127.0.0.1:${server.port}/shop`
  })
  afterAll(() => {
    server?.stop()
    files.remove()
  })

  test.each([
    [{}, 'answered with 1 row'],
    [{ query: 'select * from orders', expect: { rows: 2, value: '1' } }, 'answered with 2 rows'],
    [{ query: 'select sum(total) from orders', expect: { value: '111.50', atLeast: 100, atMost: 200 } }, 'answered with 1 row'],
    [{ query: 'select at from orders', expect: { value: '2026-11-01 10:00:00' } }, 'answered with 2 rows'],
    [{ query: 'select 1 from orders where false', expect: { rows: 0 } }, 'answered with 0 rows'],
    [{ tls: { ca, serverName: 'db.test' }, query: "show status like 'Ssl_version'", expect: { rows: 1 } }, 'answered with 1 row'],
  ])('%j passes', async (options, says) => expect(await probe('mysql', { url, ...options })).toMatchObject({ outcome: 'pass', says }))

  test.each([
    [{ query: 'select 2', expect: { value: '1' } }, 'expected value "1", got 2'],
    [{ query: 'select 1', expect: { rows: 2 } }, 'expected 2 rows, got 1 rows'],
    [{ query: 'select null', expect: { value: 'null' } }, 'expected value "null", got null'],
    [{ query: 'select count(*) from orders', expect: { atLeast: 3 } }, 'expected a value of at least 3, got 2'],
    [{ query: "select 'many'", expect: { atMost: 3 } }, 'expected a value of at most 3, got many'],
    [{ query: 'select 1 from missing' }, "said: Table 'shop.missing' doesn't exist"],
    [{ query: 'insert into orders values (3, 1, now())' }, 'said: Cannot execute statement in a READ ONLY transaction'],
    [{ query: 'select 1; drop table orders' }, 'said: You have an error in your SQL syntax'],
    [{ query: "select repeat('a', 8000000)" }, 'the answer is larger than 4 MiB; ask for less'],
    [{ tls: { ca } }, 'the certificate of the server is not for 127.0.0.1'],
    [{ tls: { ca: authority('Stranger').ca, serverName: 'db.test' } }, 'the certificate of db.test'],
  ])('%j fails with a sentence', async (options, says) => {
    const result = await probe('mysql', { url, ...options })
    expect(result.says).toContain(says)
    expect(result).toMatchObject({
      outcome: 'fail',
      evidence: { assertions: expect.arrayContaining([expect.objectContaining({ holds: false })]) },
    })
  })

  test('a wrong password and a database that is not there are said by the server, and no secret is shown', async () => {
    const wrong = await probe('mysql', { url: url.replace('geheim%20s3cret', 'guessed') })
    expect(wrong.says).toMatch(/said: Access denied for user 'monitor'@.* \(using password: YES\)$/)
    expect((await probe('mysql', { url: url.replace('/shop', '/nowhere') })).says).toContain("said: Unknown database 'nowhere'")
    const told = await probe('mysql', { url, query: "select 'geheim s3cret'", expect: { value: 'no' } })
    expect(JSON.stringify(told)).not.toMatch(/geheim/)
    expect(told.says).toBe('expected value "no", got [redacted]')
  })

  test('a query that takes too long is ended, on the server too, and nothing stays connected', async () => {
    const { outcome, says } = await probe('mysql', { url, query: 'select sleep(30)' }, { timeoutMs: 400 })
    expect([outcome, says]).toEqual(['fail', expect.stringMatching(/timed out after 400 ms|max_statement_time exceeded/)])
    await expect
      .poll(async () =>
        probe('mysql', {
          url,
          query:
            "select count(*) from information_schema.processlist where info like 'select sleep%' or (user = 'monitor' and id <> connection_id())",
          expect: { value: '0' },
        }),
      )
      .toMatchObject({ outcome: 'pass' })
  })

  test('leave is taken, so that the server notes no broken connection', async () => {
    const query = "select variable_value from information_schema.global_status where variable_name = 'Aborted_clients'"
    const { says } = await probe('mysql', { url, query, expect: { value: 'none' } })
    for (let again = 0; again < 3; again++) expect((await probe('mysql', { url, query, expect: { value: 'none' } })).says).toBe(says)
  })
})

describe('mysql', () => {
  afterEach(closeAll)
  const at = (port: number) => `mysql://monitor:secret@127.0.0.1:${port}/shop`

  test('a port that refuses, and an address that nobody may look at', async () => {
    const port = await closedPort()
    expect(await probe('mysql', { url: at(port) })).toMatchObject({ outcome: 'fail', says: `127.0.0.1:${port} refused the connection` })
    expect((await probe('mysql', { url: 'mysql://a:b@169.254.169.254/x' })).says).toContain('169.254.169.254 is refused')
  })
  test('a server that says nothing ends at the timeout, and its connection is closed', async () => {
    const ended: boolean[] = []
    const port = await listening(createServer((socket) => socket.on('close', () => ended.push(true))))
    expect(await probe('mysql', { url: at(port) }, { timeoutMs: 150 })).toMatchObject({
      outcome: 'fail',
      says: 'timed out after 150 ms, waiting for the database to let us in',
    })
    await expect.poll(() => ended).toEqual([true])
  })
  test('a server that closes at once', async () => {
    const port = await listening(createServer((socket) => socket.end()))
    expect((await probe('mysql', { url: at(port) })).says).toBe(`127.0.0.1:${port} closed the connection before it answered`)
  })
  test('one that has too many connections says so', async () => {
    const text = 'Too many connections'
    const packet = Buffer.from([text.length + 3, 0, 0, 0, 0xff, 0x10, 0x04, ...Buffer.from(text)])
    const port = await listening(createServer((socket) => socket.end(packet)))
    expect((await probe('mysql', { url: at(port) })).says).toBe(`127.0.0.1:${port} said: Too many connections`)
  })
  test('what answers may be no database', async () => {
    const port = await listening(createServer((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'.repeat(9))))
    expect(await probe('mysql', { url: at(port) }, { timeoutMs: 500 })).toMatchObject({ outcome: 'fail' })
  })
})
