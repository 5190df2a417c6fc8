import { z } from 'zod'
import { Host } from '../http/host'
import { checkPair, pemFields } from '../http/options'

/** Whom to trust, who we are, and whom to expect, for a server that is spoken to by TLS. */
export const ServerTls = z
  .strictObject({
    ...pemFields,
    serverName: Host.optional().meta({ title: 'Server name', description: 'Whose certificate is expected, when it is not the host.' }),
  })
  .superRefine(checkPair)
export type ServerTls = z.infer<typeof ServerTls>

/** What is given, and nothing that is undefined. */
export const pemsOf = ({ ca, cert, key }: Partial<ServerTls> = {}): { ca?: string; cert?: string; key?: string } => ({
  ...(ca && { ca }),
  ...(cert && { cert }),
  ...(key && { key }),
})
