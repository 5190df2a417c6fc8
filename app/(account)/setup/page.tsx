import { redirect } from 'next/navigation'
import { Column } from '@/components/account/column'
import { saidOf } from '@/components/account/said'
import { SetupForm } from '@/components/account/setup-form'
import { visitor } from '@/server/web/page-context'

export const metadata = { title: 'Set up' }

type Query = { token?: string; name?: string; email?: string; problem?: string; wait?: string }

export default async function SetupPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { token, name, email, problem, wait } = await searchParams
  const { app } = await visitor()
  if (!(await app.gate.needsSetup())) redirect('/sign-in')
  if (!token)
    return (
      <Column
        title="Nobody is here yet"
        lead="Open the setup link that Plimsoll printed when it started. Whoever has it becomes the administrator."
      />
    )
  return (
    <Column title="Set up Plimsoll" lead="You become its administrator, and can add the others afterwards. This link works once.">
      <SetupForm token={String(token)} name={String(name ?? '')} email={String(email ?? '')} problem={saidOf(problem, Number(wait ?? 0))} />
    </Column>
  )
}
