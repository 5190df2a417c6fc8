import { z } from 'zod'

const NAME = /^(?=.{1,253}\.?$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.?$/i

/** A name or an address, without brackets. */
export const Host = z
  .string()
  .refine((text) => NAME.test(text) || isAddress6(text), { error: ({ input }) => `"${input}" is neither a host name nor an address` })
export const Port = z.int().min(1).max(65_535)

export const shownHost = (host: string): string => (host.includes(':') ? `[${host}]` : host)

const isAddress6 = (text: string): boolean => text.includes(':') && URL.canParse(`http://[${text}]/`)
