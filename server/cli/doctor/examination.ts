import type { CommandTools, Connection } from '../command'

/** One thing that was looked at: what was found and, unless it is fine, the way out. */
export type Diagnosis = {
  readonly about: string
  readonly status: 'fine' | 'odd' | 'bad'
  readonly says: string
  readonly wayOut?: string
}

/** Looks at one thing. What it throws becomes a diagnosis with that sentence. */
export type Examination = {
  readonly about: string
  look(tools: CommandTools): Promise<readonly Finding[]> | readonly Finding[]
}
/** The same for what lies in the database. */
export type DatabaseExamination = {
  readonly about: string
  look(connection: Connection, tools: CommandTools): Promise<readonly Finding[]>
}
export type Finding = Omit<Diagnosis, 'about'>

export const fine = (says: string): Finding => ({ status: 'fine', says })
export const odd = (says: string, wayOut: string): Finding => ({ status: 'odd', says, wayOut })
export const bad = (says: string, wayOut: string): Finding => ({ status: 'bad', says, wayOut })
