/** What a code in the address says, where a form was sent without JavaScript. The address itself is never shown. */
export function saidOf(code: string | undefined, waitSeconds: number): string | undefined {
  if (!code) return undefined
  return SENTENCES[code]?.(waitSeconds) ?? 'That did not work. Try again.'
}

const SENTENCES: Readonly<Record<string, (waitSeconds: number) => string>> = {
  unauthenticated: () => 'The e-mail address or the password is wrong.',
  'too-many': (seconds) =>
    `Too many attempts failed. Try again in ${seconds > 60 ? `${Math.ceil(seconds / 60)} min` : `${Math.max(1, Math.ceil(seconds))} s`}.`,
  unavailable: () => 'Plimsoll cannot reach its database. Try again in a moment.',
  invalid: () => 'A field is missing or not in order: an e-mail address, and a password of at least 12 characters.',
  forbidden: () => 'This setup link is not valid, or was used. Open the one that Plimsoll printed when it started last.',
  conflict: () => 'Plimsoll already has an administrator. Sign in instead.',
  link: () => 'This link does not sign in any more. Open the one that the demo printed when it started last.',
}
