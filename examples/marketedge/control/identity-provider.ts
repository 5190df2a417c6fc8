import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { PEOPLE } from '../people.ts'

/** The auth provider that the platform relies on, as a service apart: it alone knows passwords. */
export type IdentityProvider = {
  readonly key: string
  admits(authorization: string | undefined): boolean
  knows(email: string, password: string): Promise<boolean>
}

/** A sample's cost: about 2 ms. A real provider takes fifty times that (OWASP: N = 2^17). */
const COST = { N: 1_024, r: 8, p: 1 }
const hash = promisify<string, Buffer, number, typeof COST, Buffer>(scrypt)

export async function createIdentityProvider(password: string): Promise<IdentityProvider> {
  const key = randomBytes(24).toString('base64url')
  const salt = randomBytes(16)
  const right = await hash(password, salt, 32, COST)
  return {
    key,
    admits: (authorization) => authorization !== undefined && sameBytes(Buffer.from(authorization), Buffer.from(`Bearer ${key}`)),
    knows: async (email, given) =>
      timingSafeEqual(await hash(given, salt, 32, COST), right) && PEOPLE.some((person) => person.email === email),
  }
}

const sameBytes = (one: Buffer, other: Buffer): boolean => one.length === other.length && timingSafeEqual(one, other)
