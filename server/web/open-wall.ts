import { Refusal } from '../kernel/errors'
import { WALL_COOKIE } from './gate'
import { addressOf, seeOther, type WebCtx } from './handle'

/** As long as a key can live; the key itself ends when it ends. */
const COOKIE_SECONDS = 730 * 86_400

/** Lets a wall screen in that was opened by its link, and sends it on to the wall. */
export async function openWall({ web }: WebCtx, { key }: { readonly key: string }): Promise<Response> {
  const { app, request } = web
  const cookie = `${WALL_COOKIE}=${key}`
  const { actor } = /^[\w-]+$/.test(key)
    ? await app.gate.identify({ cookie, authorization: null, address: addressOf(request) })
    : { actor: undefined }
  if (actor?.kind !== 'key')
    throw new Refusal('unauthenticated', 'This link to the wall screen is not valid any more. Ask an administrator for a new one.')
  const secure = app.settings.url.startsWith('https:') ? { prefix: '__Secure-', flag: '; Secure' } : { prefix: '', flag: '' }
  const set = `${secure.prefix}${cookie}; Path=/; Max-Age=${COOKIE_SECONDS}; HttpOnly; SameSite=Lax${secure.flag}`
  return seeOther('/executive?tv=1', new Headers({ 'set-cookie': set }))
}
