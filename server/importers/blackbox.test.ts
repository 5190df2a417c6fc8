import { describe, expect, test } from 'vitest'
import { blackbox } from './blackbox'
import { aFile, carriedBy } from './testing'

const MODULES = `
modules:
  http_2xx: { prober: http, timeout: 5s }
  api:
    prober: http
    http:
      valid_status_codes: [200, 204]
      method: POST
      headers: { accept: application/json }
      body: '{}'
      basic_auth: { username: ada, password: x }
      no_follow_redirects: true
      fail_if_body_not_matches_regexp: ['"ok"']
      fail_if_not_ssl: true
  any: { prober: http, http: { tls_config: { insecure_skip_verify: true } } }
  connect: { prober: tcp }
  secure: { prober: tcp, tcp: { tls: true } }
  ping: { prober: icmp }
`
const jobs = (text: string) => aFile('prometheus.yml', `global: { scrape_interval: 30s }\nscrape_configs:\n${text}`)
const job = (module: string, target: string) =>
  jobs(`  - { job_name: shop, metrics_path: /probe, params: { module: [${module}] }, static_configs: [{ targets: ["${target}"] }] }`)
const modules = aFile('blackbox.yml', MODULES)

describe('modules of blackbox_exporter and their targets', () => {
  test('become checks, a service for each job', () => {
    const { document, left } = carriedBy(
      blackbox,
      modules,
      jobs(`
  - job_name: Front
    metrics_path: /probe
    scrape_interval: 15s
    params: { module: [http_2xx] }
    static_configs: [{ targets: ["https://shop.example", "shop.example:8080"], labels: { team: sales } }]
  - job_name: node
    static_configs: [{ targets: ["localhost:9100"] }]`),
    )
    expect(document.services).toMatchObject([{ name: 'front', title: 'Front' }])
    expect(document.checks).toMatchObject([
      {
        name: 'front-shop-example',
        interval: 15_000,
        timeout: 5_000,
        tags: ['team=sales'],
        options: { url: 'https://shop.example', expect: { status: ['200-299'] } },
      },
      { options: { url: 'http://shop.example:8080' } },
    ])
    expect(left).toEqual([])
  })

  test.each([
    [
      'api',
      'https://shop.example/api',
      {
        options: {
          ...{
            method: 'POST',
            headers: { accept: 'application/json' },
            body: '{}',
            followRedirects: 0,
            auth: { basic: { username: 'ada', password: 'x' } },
          },
          expect: { status: ['200', '204'], bodyMatches: ['"ok"'], certificateDays: 0 },
        },
      },
    ],
    ['connect', '[::1]:5432', { type: 'tcp', interval: 30_000, options: { host: '::1', port: 5432 } }],
    ['secure', 'shop.example:443', { type: 'tls', options: { host: 'shop.example', port: 443, days: 0 } }],
  ])('carries the module %s over', (module, target, becomes) => {
    expect(carriedBy(blackbox, modules, job(module, target)).document.checks[0]).toMatchObject(becomes)
  })

  test('pauses what trusts any certificate, and says so', () => {
    const { document, left } = carriedBy(blackbox, modules, job('any', 'https://shop.example'))
    expect(document.checks).toMatchObject([{ paused: true }])
    expect(left).toEqual([expect.stringContaining('it trusts any certificate')])
  })

  test.each([
    ['ping', 'shop.example', 'shop shop.example: there is no counterpart of the prober icmp.'],
    ['nothing', 'shop.example', 'shop: blackbox.yml has no module nothing.'],
  ])('of the module %s it says why it is not carried over', (module, target, says) => {
    expect(blackbox.read([modules, job(module, target)]).left).toEqual([says])
  })

  test('names what it needs when a file is missing, is another, or has nothing to probe', () => {
    expect(() => blackbox.read([modules])).toThrow('Name two files')
    expect(() => blackbox.read([modules, modules])).toThrow('are not these two')
    expect(() => blackbox.read([modules, jobs('  - { job_name: node }')])).toThrow('No job of that prometheus.yml')
    expect(() => blackbox.read([aFile('bad.yml', 'modules: ['), modules])).toThrow('bad.yml is not YAML')
  })
})
