import Link from 'next/link'
import { AccountSections } from '@/components/account/account-sections'
import { Column } from '@/components/account/column'
import { landingPage } from '@/server/access/model'
import { getPerson } from '@/server/access/queries'
import { readOwnContacts } from '@/server/web/own-contacts'
import { pageContext } from '@/server/web/page-context'
import { type PageQuery, queryOf } from '@/server/web/page-query'

export const metadata = { title: 'Your account' }

export default async function AccountPage({ searchParams }: { searchParams: PageQuery }) {
  const ctx = await pageContext('signed-in')
  const { db, actor, rights } = ctx
  const query = queryOf(await searchParams)
  const person = actor.kind === 'person' ? await getPerson(db, actor.id) : undefined
  const contacts = person && (await readOwnContacts(ctx, ctx.app))
  const home = actor.kind === 'person' ? landingPage(actor.role) : '/operations'
  return (
    <Column
      wide
      title={actor.name}
      lead={
        <Link href={home} className="underline underline-offset-2">
          Back to the views
        </Link>
      }
    >
      <AccountSections
        person={person}
        rights={[...rights]}
        contacts={contacts}
        given={{ contact: query.get('contact') ?? '', code: query.get('code') ?? '' }}
      />
    </Column>
  )
}
