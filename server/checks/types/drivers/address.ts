import { z } from 'zod'

export type AddressForm = {
  /** Without the colon; the first one is the usual one. */
  readonly schemes: readonly string[]
  /** A whole address, for the sentence. */
  readonly example: string
  /** The parameters that mean something, each with what it may say; all others are refused, since they would do nothing. */
  readonly parameters?: Readonly<Record<string, RegExp>>
}

/** The address of one server with user and password: `mysql://user:password@host:3306/database`. What it holds is never repeated in an issue. */
export const serverAddress = (form: AddressForm) =>
  z.string().superRefine((text, ctx) => {
    const message = addressIssue(text, form)
    if (message) ctx.addIssue({ code: 'custom', message })
  })

function addressIssue(text: string, { schemes, example, parameters = {} }: AddressForm): string | undefined {
  if (!URL.canParse(text)) return `must be an address like ${example}, of one server`
  const { protocol, hostname, searchParams, username, password, pathname } = new URL(text)
  if (!schemes.includes(protocol.slice(0, -1))) return `begins with ${protocol}//; write it like ${example}`
  if (hostname === '' || hostname.includes('%') || hostname.includes(','))
    return 'must name one host: sockets in folders and several hosts at once cannot be watched by one check'
  if ([username, password, pathname].some((part) => decoded(part) === undefined))
    return 'holds a % that begins no escape; write %25 for a percent sign in a user name or password'
  for (const [name, value] of searchParams) if (!parameters[name]?.test(value)) return parameterIssue(name, parameters)
  return undefined
}

function parameterIssue(name: string, parameters: Readonly<Record<string, RegExp>>): string {
  const known = Object.keys(parameters)
  if (Object.hasOwn(parameters, name)) return `has a value in ${name}= that means nothing here`
  return known.length === 0
    ? `has the parameter ${name}, which means nothing here; leave out what follows the question mark`
    : `has the parameter ${name}, which means nothing here; known are ${known.join(', ')}`
}

/** An address, taken apart. */
export type ServerAddress = {
  readonly scheme: string
  /** Without brackets. */
  readonly host: string
  readonly port: number
  readonly user: string | undefined
  readonly password: string | undefined
  /** What follows the first slash, decoded; undefined when there is no slash, or nothing after it. */
  readonly path: string | undefined
  readonly parameters: URLSearchParams
}

/** Takes an address apart that `serverAddress` has accepted. */
export function readAddress(text: string, defaultPorts: Readonly<Record<string, number>>): ServerAddress {
  const { protocol, hostname, port, username, password, pathname, searchParams } = new URL(text)
  const scheme = protocol.slice(0, -1)
  return {
    scheme,
    host: hostname.startsWith('[') ? hostname.slice(1, -1) : hostname,
    port: Number(port) || (defaultPorts[scheme] ?? 0),
    user: username === '' ? undefined : decoded(username),
    password: password === '' ? undefined : decoded(password),
    path: pathname.length <= 1 ? undefined : decoded(pathname.slice(1)),
    parameters: searchParams,
  }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
