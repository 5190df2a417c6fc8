const SAFE = /^\/(?![/\\])[^\\\p{Cc}]*$/u

/**
 * The path to go to after signing in, or `otherwise` when it could lead off this site: only a path that begins with one slash,
 * without backslashes or control characters, which browsers read as slashes or drop.
 */
export function safeReturnPath(path: string | null | undefined, otherwise: string): string {
  if (!path || !SAFE.test(path) || path.length > 2_000) return otherwise
  const { pathname, search, origin } = new URL(path, 'http://here.invalid')
  if (origin !== 'http://here.invalid' || /^\/\/|^\/(api|sign-in|setup)(\/|$)/.test(pathname)) return otherwise
  return `${pathname}${search}`
}
