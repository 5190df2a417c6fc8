/** A closed set of plug-ins, found by the word they call themselves. Two of one name are refused when the module loads. */
export type Registry<Member extends { readonly kind: string }> = {
  readonly all: readonly Member[]
  get(kind: string): Member | undefined
}

export function defineRegistry<Member extends { readonly kind: string }>(noun: string, members: readonly Member[]): Registry<Member> {
  const byKind = new Map<string, Member>()
  for (const member of members) {
    if (byKind.has(member.kind)) throw new Error(`Two ${noun}s are called "${member.kind}".`)
    byKind.set(member.kind, member)
  }
  return { all: members, get: (kind) => byKind.get(kind) }
}
