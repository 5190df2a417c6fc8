import type { Options, PostgresType } from 'postgres'
import { parseAddress } from '../../db/address.ts'

/** Where a Postgres listens: a unix socket or a host and port. */
export type Place = { readonly path: string } | { readonly host: string; readonly port: number }

export function placeOf(url: string): Place {
  const { host, port } = parseAddress(url)
  return host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port }
}

/** An address in libpq's form as options of postgres.js, which would send `host=/folder` to the server as a setting. */
export function connectionOptions(url: string): Options<Record<string, PostgresType>> {
  const { database, user, password, host, port, tls, session } = parseAddress(url)
  const place = placeOf(url)
  return {
    ...('path' in place ? { path: place.path } : { host, port }),
    database,
    user,
    password,
    ssl: tls === 'verified' ? { rejectUnauthorized: true, servername: new URL(url).hostname } : tls === 'on' ? 'require' : false,
    connection: { application_name: 'marketedge', ...session },
  }
}

/** The same database with the same credentials, reached through a unix socket in `folder`. */
export function throughSocket(url: string, folder: string): string {
  const through = new URL(url)
  through.searchParams.set('host', folder)
  through.searchParams.set('port', '5432')
  return through.href
}
