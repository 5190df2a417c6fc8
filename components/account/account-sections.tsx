import Link from 'next/link'
import { Section } from '@/components/ui/section'
import { Facts } from '@/components/ui/table'
import { type Person, RIGHT_SENTENCES, type Right } from '@/server/access/model'
import type { OwnContactsView } from '@/server/web/own-contacts'
import { ContactsSection, type Given } from './contacts-section'
import { PasswordForm } from './password-form'
import { SignOutButton } from './sign-out-button'

const ready = { kind: 'ready' } as const

export type AccountSectionsProps = {
  /** Absent for a key, which has no account of its own. */
  person: Person | undefined
  rights: readonly Right[]
  /** By which ways this person can be reached; absent for a key, and while Postgres is away. */
  contacts: OwnContactsView | undefined
  /** What the link of a message brought along. */
  given: Given
}

/** Who one is here, what one may, and what one can change about it. */
export function AccountSections({ person, rights, contacts, given }: AccountSectionsProps) {
  const mayManageKeys = rights.includes('manage-keys')
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
      {person && contacts && <ContactsSection view={contacts} email={person.email} given={given} />}
      {person && (
        <Section title="Password" state={ready}>
          <PasswordForm email={person.email} />
        </Section>
      )}
      {mayManageKeys && (
        <Section title="API keys" state={ready}>
          <p className="pb-5 text-13 text-ink-2">
            Keys of programs are made and revoked in{' '}
            <Link href="/settings/keys" className="text-ink underline underline-offset-2">
              the settings
            </Link>
            .
          </p>
        </Section>
      )}
    </div>
  )
}
