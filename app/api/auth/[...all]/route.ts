import { AUTH_PATHS } from '@/server/access/auth'
import { webApp } from '@/server/web/app-slot'
import { HttpRefusal, problemHeaders, problemOf } from '@/server/web/problem'

/** better-auth's own addresses, as far as they are open; signing in, out and all else goes through `/api/v1`, where it is counted and logged. */
export async function GET(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  const app = webApp()
  if (AUTH_PATHS.includes(pathname.replace(/^\/api\/auth/, ''))) return await app.auth.handler(request)
  const problem = problemOf(new HttpRefusal(404, 'not-found', `There is nothing at ${pathname}.`), app.log, app.ids.next())
  return new Response(JSON.stringify(problem), { status: problem.status, headers: problemHeaders(problem) })
}
