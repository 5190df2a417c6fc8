/** Who can sign in to the sample. The identity provider knows their passwords, the platform who they are. */
export const PEOPLE = [
  { id: 'user-zara', tenantId: 'zebra', email: 'zara@zebra-associates.example', name: 'Zara Osei', role: 'admin' },
  { id: 'user-nils', tenantId: 'northlight', email: 'nils@northlight.example', name: 'Nils Berg', role: 'member' },
  { id: 'user-hana', tenantId: 'harbour', email: 'hana@harbour.example', name: 'Hana Sato', role: 'member' },
] as const

export type Role = (typeof PEOPLE)[number]['role']

/** The sample listens on loopback only; the checks in plimsoll.yaml sign in with the same word. */
export const DEFAULT_PASSWORD = 'sail-before-noon'
