import type { Issue } from '../kernel/errors'
import type { StatusPageInput } from '../status/model'

type MustExist = (path: string, noun: string, name: string, among: ReadonlySet<string>) => void

/** What no schema of one status page can see: names that nothing has, a channel that sends no mail, a domain of two. */
export function pageIssues(
  pages: readonly StatusPageInput[],
  mustExist: MustExist,
  channels: ReadonlySet<string>,
  services: ReadonlySet<string>,
  kindOfChannel: (name: string) => string | undefined,
): readonly Issue[] {
  const issues: Issue[] = []
  const domains = new Map<string, number>()
  pages.forEach(({ components, mail, domain }, i) => {
    for (const [j, { service }] of components.entries())
      mustExist(`statusPages[${i}].components[${j}].service`, 'service', service, services)
    if (mail !== undefined) {
      mustExist(`statusPages[${i}].mail`, 'channel', mail, channels)
      const kind = kindOfChannel(mail)
      if (kind !== undefined && kind !== 'email')
        issues.push({ path: `statusPages[${i}].mail`, message: `names ${mail}, which sends no mail; name a channel of kind email` })
    }
    if (domain === undefined) return
    const before = domains.get(domain)
    if (before !== undefined)
      issues.push({
        path: `statusPages[${i}].domain`,
        message: `"${domain}" leads to statusPages[${before}] already; give each page its own`,
      })
    domains.set(domain, i)
  })
  return issues
}
