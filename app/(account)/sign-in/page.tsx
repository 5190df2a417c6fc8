import { redirect } from 'next/navigation'
import { Column } from '@/components/account/column'
import { saidOf } from '@/components/account/said'
import { SignInForm } from '@/components/account/sign-in-form'
import { landingPage } from '@/server/access/model'
import { safeReturnPath } from '@/server/access/rules/return-path'
import { visitor } from '@/server/web/page-context'

export const metadata = { title: 'Sign in' }

type Query = { returnTo?: string; email?: string; problem?: string; wait?: string }

export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { returnTo, email, problem, wait } = await searchParams
  const { actor, app } = await visitor()
  if (actor.kind === 'person') redirect(safeReturnPath(returnTo, landingPage(actor.role)))
  return (
    <Column title="Sign in" lead={`To ${new URL(app.settings.url).host}. An administrator can give you an account or a new password.`}>
      <SignInForm email={String(email ?? '')} returnTo={safeReturnPath(returnTo, '')} problem={saidOf(problem, Number(wait ?? 0))} />
    </Column>
  )
}
