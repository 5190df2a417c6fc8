/** `Sign-in & accounts` → `sign-in-accounts`: how a component stands in the address of its badge. Empty where nothing of it can stand there. */
export const componentKey = (title: string): string =>
  title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
