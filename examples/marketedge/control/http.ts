import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

/** A name that leads here from elsewhere (DNS rebinding) is refused. */
export const isOurs = (host = ''): boolean => /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(host)

export function send(outgoing: ServerResponse, status: number, body: object): void {
  if (outgoing.headersSent) return void outgoing.destroy()
  outgoing.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }).end(JSON.stringify(body))
}

/** The whole body, or undefined when it is larger. What is too much is read and dropped, so that the client can hear the refusal. */
export function readBody(incoming: IncomingMessage, mostBytes: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    incoming.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= mostBytes) return chunks.push(chunk)
      chunks.length = 0
      resolve(undefined)
    })
    incoming.once('end', () => resolve(Buffer.concat(chunks)))
    incoming.once('error', reject)
    incoming.once('close', () => reject(new Error('The request was not sent to its end.')))
  })
}

/** A JSON object; nothing at all counts as an empty one. Undefined when it is neither, or larger. */
export async function readJson(incoming: IncomingMessage, mostBytes: number): Promise<Record<string, unknown> | undefined> {
  const body = await readBody(incoming, mostBytes)
  return body?.length === 0 ? {} : body && jsonObject(body.toString())
}

/** Nobody nests so deep; who does wants a stack to overflow. */
const DEEPEST = 64

export function jsonObject(text: string): Record<string, unknown> | undefined {
  if (depthOf(text) > DEEPEST) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let quoted = false
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (quoted && character === '\\') index++
    else if (character === '"') quoted = !quoted
    else if (!quoted && (character === '{' || character === '[')) deepest = Math.max(deepest, ++depth)
    else if (!quoted && (character === '}' || character === ']')) depth--
  }
  return deepest
}
