import type { LookupFunction } from 'node:net'
import type { ProbeTools } from '../type'

/** Resolves names for connections to one port, and asks the guard also for that, which the resolution of names does not know (REL-5). */
export const guarded =
  ({ lookup, refuses }: Pick<ProbeTools, 'lookup' | 'refuses'>, port: number): LookupFunction =>
  (name, options, callback) =>
    lookup(name, { ...options, all: true }, (cause, found) => {
      if (cause || typeof found === 'string') return callback(cause, found)
      const refusal = found.map(({ address }) => refuses(address, port)).find(Boolean)
      const [first] = found
      if (refusal || !first) {
        const sentence = `${name} is at a forbidden address: ${refusal ?? 'it has none'}`
        return callback(Object.assign(new Error(sentence), { code: 'ADDRESS_REFUSED' }), '')
      }
      if (options.all) callback(null, found)
      else callback(null, first.address, first.family)
    })
