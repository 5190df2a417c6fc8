const LONGEST = 63

/** A name for files and addresses from what somebody calls it: `Zahlung & Kasse (Köln)` → `zahlung-kasse-koln`. Empty when it has no letter of ours. */
export const slugOf = (title: string): string =>
  trimmed(
    title
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-'),
  )

const trimmed = (text: string): string => text.replace(/^-+/, '').slice(0, LONGEST).replace(/-+$/, '')

/** Names of which none is given twice: `shop`, then `shop-2`. */
export function createSlugs(): (title: string, otherwise: string) => string {
  const taken = new Set<string>()
  return (title, otherwise) => {
    const plain = slugOf(title) || otherwise
    for (let i = 1; ; i++) {
      const end = i === 1 ? '' : `-${i}`
      const name = `${plain.slice(0, LONGEST - end.length).replace(/-+$/, '')}${end}`
      if (taken.has(name)) continue
      taken.add(name)
      return name
    }
  }
}
