import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

export type Certificate = { readonly cert: string; readonly key: string }

/** An authority of the sample's own, and what it signs for `localhost`. Made by the first start, so that no key lies in the repository. */
export type Authority = Certificate & { issue(validFrom: Date, validTo: Date): Certificate }

type Subject = { readonly commonName: string; readonly key: KeyObject }

/**
 * A new certificate authority: ECDSA on P-256 with SHA-256, X.509 version 3.
 *
 * @see RFC 5280 section 4.1 for the structure, RFC 5758 section 3.2 for the signature
 */
export function createAuthority(now: Date): Authority {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const authority = { commonName: AUTHORITY, key: privateKey }
  const years = (count: number) => new Date(now.getTime() + count * 365 * 86_400_000)
  return restoreAuthority({
    cert: certificateOf(authority, authority, years(-1), years(10), [basicConstraints(true)]),
    key: pem(privateKey),
  })
}

/** The same authority again, from what was kept of it. */
export function restoreAuthority({ cert, key }: Certificate): Authority {
  const authority = { commonName: AUTHORITY, key: createPrivateKey(key) }
  return {
    cert,
    key,
    issue(validFrom, validTo) {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
      const extensions = [basicConstraints(false), alternativeNames()]
      return {
        cert: certificateOf({ commonName: 'localhost', key: privateKey }, authority, validFrom, validTo, extensions),
        key: pem(privateKey),
      }
    },
  }
}

const AUTHORITY = 'MarketEdge sample authority'

const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()

function certificateOf(subject: Subject, issuer: Subject, validFrom: Date, validTo: Date, extensions: readonly Buffer[]): string {
  const toBeSigned = sequence(
    tagged(0, integer(Buffer.from([2]))),
    // A positive number: the first bit of an INTEGER is its sign.
    integer(Buffer.concat([Buffer.from([0x01]), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    name(issuer.commonName),
    sequence(instant(validFrom), instant(validTo)),
    name(subject.commonName),
    createPublicKey(subject.key).export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(...extensions)),
  )
  const signature = sign('sha256', toBeSigned, issuer.key)
  const der = sequence(toBeSigned, ECDSA_WITH_SHA256, element(0x03, Buffer.from([0]), signature))
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`
}

/** One DER element: tag, length, content (X.690 section 8.1). */
function element(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content)
  const length =
    body.length < 0x80 ? [body.length] : body.length < 0x100 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}

const sequence = (...content: readonly Buffer[]): Buffer => element(0x30, ...content)
const integer = (bytes: Buffer): Buffer => element(0x02, bytes)
const tagged = (number: number, content: Buffer): Buffer => element(0xa0 | number, content)
const oid = (hex: string): Buffer => element(0x06, Buffer.from(hex, 'hex'))
const name = (commonName: string): Buffer => sequence(element(0x31, sequence(oid('550403'), element(0x0c, Buffer.from(commonName)))))

/** UTCTime, `YYMMDDHHMMSSZ`: what RFC 5280 asks for before 2050. */
const instant = (at: Date): Buffer => element(0x17, Buffer.from(`${at.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`))

/** 1.2.840.10045.4.3.2 */
const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'))

/** 2.5.29.19, critical */
const basicConstraints = (isAuthority: boolean): Buffer =>
  sequence(
    oid('551d13'),
    element(0x01, Buffer.from([0xff])),
    element(0x04, isAuthority ? sequence(element(0x01, Buffer.from([0xff]))) : sequence()),
  )

/** 2.5.29.17: the name and the address that the sample is reached by. */
const alternativeNames = (): Buffer =>
  sequence(oid('551d11'), element(0x04, sequence(element(0x82, Buffer.from('localhost')), element(0x87, Buffer.from([127, 0, 0, 1])))))
