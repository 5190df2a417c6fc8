import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '../kernel/errors'
import { importers } from './registry'
import { aFile } from './testing'

const BACKUP = JSON.stringify({
  version: '1.23.11',
  notificationList: [{ id: 1, name: 'Ops', isDefault: true, config: '{"type":"slack","slackwebhookURL":"https://hooks.example/x"}' }],
  monitorList: [{ id: 1, name: 'Shop', type: 'http', url: 'https://shop.example/', interval: 60, maxretries: 2, active: true }],
})
const GATUS = `
alerting: { slack: { webhook-url: "https://hooks.example/x", default-alert: { enabled: true } } }
endpoints:
  - name: shop
    group: core
    url: "https://shop.example/health"
    conditions: ["[STATUS] == 200", "[RESPONSE_TIME] < 300"]
    alerts: [{ type: slack }]
`
const MODULES = 'modules: { http_2xx: { prober: http, http: { valid_status_codes: [200] } } }'
const TARGETS = `
scrape_configs:
  - job_name: shop
    metrics_path: /probe
    params: { module: [http_2xx] }
    static_configs: [{ targets: ["https://shop.example/"] }]
`
/** Each importer with a file that it reads, and whether that is YAML. */
const KINDS = [
  { kind: 'uptime-kuma', file: BACKUP, yaml: false, other: [] },
  { kind: 'gatus', file: GATUS, yaml: true, other: [] },
  { kind: 'blackbox', file: MODULES, yaml: true, other: [TARGETS] },
]

function refusalOf(kind: string, content: string | Buffer, other: readonly string[] = []): string | undefined {
  const importer = importers.get(kind)
  if (!importer) throw new Error(`There is no importer ${kind}.`)
  try {
    importer.read([aFile('first', content), ...other.map((text, i) => aFile(`other-${i}`, text))])
    return undefined
  } catch (cause) {
    if (!isRefusal(cause)) throw cause
    return cause.message
  }
}

const letters = 'abcdefghi'.split('')
const BOMB = letters.map((letter, i) => `${letter}: &${letter} [${Array(9).fill(i === 0 ? 'x' : `*${letters[i - 1]}`)}]`).join('\n')
const DEEP = '['.repeat(50_000)
const HUGE = 100 * 1_048_576

describe.each(KINDS)('$kind', ({ kind, file, yaml, other }) => {
  test('reads its file, also with a mark of its encoding before it', () => {
    expect(refusalOf(kind, file, other)).toBeUndefined()
    expect(refusalOf(kind, `\ufeff${file}`, other)).toBeUndefined()
  })
  test('refuses in one sentence what is cut off anywhere, or reads what is left of it', () => {
    for (let at = 0; at < file.length; at += 3) {
      const says = refusalOf(kind, file.slice(0, at), other)
      if (says !== undefined) expect(says).toMatch(/^[^\n]{10,400}\.$/)
    }
  })
  test.each([
    ['UTF-16', Buffer.from(`\ufeff${file}`, 'utf16le'), /^first is not UTF-8 but UTF-16; save it as UTF-8 and import it again\.$/],
    ['Latin 1', Buffer.from(file.replace('http', 'caf\u00e9'), 'latin1'), /^first is not UTF-8; save it as UTF-8 and import it again\.$/],
    ['an image', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /^first is not UTF-8/],
    ['nothing', '', /first/],
    ['a list', '- a\n- b\n', /first/],
    ['what is nested without end', DEEP, /first.*(nested too deeply|not valid JSON|JSON input)/],
    [
      'a hundred megabytes',
      Buffer.alloc(HUGE, 'x'),
      /^first is larger than (4|64) MiB, which is more than any configuration; nothing of it was read\.$/,
    ],
  ])('refuses %s in one sentence', (_what, content, says) => expect(refusalOf(kind, content, other)).toMatch(says))
  test('holds little more of what has no end than its bound', () => {
    const importer = importers.get(kind)
    const before = process.memoryUsage().rss
    expect(() => importer?.read([{ path: '/dev/zero', absolute: '/dev/zero' }])).toThrow(/is larger than/)
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1_048_576)
  })
  if (yaml)
    test('refuses what unfolds without end', () =>
      expect(refusalOf(kind, `${BOMB}\nendpoints: *i\nmodules: *i\n`, other)).toMatch(
        /^first unfolds without end: .*; at most 100 aliases are read\.$/,
      ))
})

describe('a database', () => {
  const made = (sql: string): string => {
    const { absolute } = aFile(`${sql.length}.db`, '')
    const database = new DatabaseSync(absolute)
    database.exec(sql)
    database.close()
    return absolute
  }
  const read = (absolute: string) => importers.get('uptime-kuma')?.read([{ path: 'kuma.db', absolute }])

  test('of something else is refused as none of Uptime Kuma', () =>
    expect(() => read(made('create table notes (id int)'))).toThrow(/none of Uptime Kuma: there is no table "monitor"/))
  test('without a monitor is refused, since nothing would come of it', () =>
    expect(() => read(made('create table monitor (id int, name text, type text)'))).toThrow('kuma.db has no monitors'))
  test('with a row that is no monitor is refused or left, and is no mistake of ours', () => {
    const at = made(
      `create table monitor (id, name, type); insert into monitor values (null, null, null), ('x', x'00ff', 7), (3, 'Shop', 'port')`,
    )
    try {
      expect(read(at)?.document.checks).toEqual([])
    } catch (cause) {
      expect(isRefusal(cause)).toBe(true)
    }
  })
})

test('a backup of another version says so beside what came of it', () => {
  const imported = importers.get('uptime-kuma')?.read([aFile('two.json', BACKUP.replace('1.23.11', '2.0.0'))])
  expect(imported?.left[0]).toMatch(/^The backup is of version 2\.0\.0, and read as one of version 1/)
  expect(imported?.document.checks).toHaveLength(1)
})
test('a backup whose monitors lack what each has is refused', () =>
  expect(refusalOf('uptime-kuma', '{"monitorList":[{"id":1}]}')).toBe(
    'first is no whole backup of Uptime Kuma: a monitor of its monitorList lacks id, name or type.',
  ))
