import type { PendingQuery, Row, Sql } from 'postgres'
import type { Role } from '../people.ts'

/** Who asks, from the session store. */
export type Caller = {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly tenantId: string
  readonly tenantName: string
}

export type Reply = { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }

export type Request = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Readonly<Record<string, unknown>>
}

/** One request on its way through a route. */
export type Call = { readonly request: Request; readonly params: Readonly<Record<string, string>>; readonly sql: Sql }

export type SignedInCall = Call & {
  readonly caller: Caller
  /** The condition that keeps a tenant to its own rows; every query of tenants' data has it. */
  ownRows(): PendingQuery<Row[]>
}

type Described = { readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'; readonly path: string; readonly summary: string }

/** A route says who may use it; only one that asks for a session knows its caller. */
export type Route =
  | (Described & { readonly access: 'anyone'; answer(call: Call): Promise<Reply> | Reply })
  | (Described & { readonly access: 'signed-in' | 'admin'; answer(call: SignedInCall): Promise<Reply> | Reply })
