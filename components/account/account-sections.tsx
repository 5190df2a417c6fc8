import { Section } from '@/components/ui/section'
import { Facts } from '@/components/ui/table'
import { type ApiKey, type Person, RIGHT_SENTENCES, type Right } from '@/server/access/model'
import { KeyList } from './key-list'
import { NewKeyForm } from './new-key-form'
import { PasswordForm } from './password-form'
import { SignOutButton } from './sign-out-button'

const ready = { kind: 'ready' } as const

export type AccountSectionsProps = {
  /** Absent for a key, which has no account of its own. */
  person: Person | undefined
  rights: readonly Right[]
  /** Absent for whoever may not manage keys. */
  keys: readonly ApiKey[] | undefined
}

/** Who one is here, what one may, and what one can change about it. */
export function AccountSections({ person, rights, keys }: AccountSectionsProps) {
  return (
    <div className="grid gap-4">
      {person && (
        <Section title="You" state={ready} aside={<SignOutButton />}>
          <Facts
            facts={[
              { name: 'E-mail', value: person.email },
              { name: 'Role', value: person.role },
            ]}
          />
          <p className="max-w-[68ch] pt-1 pb-5 text-12 text-ink-3">
            It lets you {rights.map((right) => RIGHT_SENTENCES[right]).join('; ')}.
          </p>
        </Section>
      )}
      {person && (
        <Section title="Password" state={ready}>
          <PasswordForm email={person.email} />
        </Section>
      )}
      {keys && (
        <Section title="API keys" note={`${keys.length} in use`} state={ready}>
          <KeyList keys={keys} />
        </Section>
      )}
      {keys && (
        <Section title="New key" state={ready}>
          <NewKeyForm rights={rights} />
        </Section>
      )}
    </div>
  )
}
