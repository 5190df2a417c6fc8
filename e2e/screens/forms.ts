import type { Page } from '@playwright/test'

/** A form with one thing wrong in it. */
type Form = {
  readonly name: string
  readonly path: string
  readonly open?: (page: Page) => Promise<void>
  /** Fields by their names in the form, with what somebody types. */
  readonly typed: Readonly<Record<string, string>>
  readonly send: string | RegExp
  /** The name of the field that is wrong, and what is said there. */
  readonly wrong: string
  readonly says: RegExp
}

const press = (name: string | RegExp) => (page: Page) => page.getByRole('main').getByRole('button', { name }).first().click()

/** Every form of the settings and of paging, each filled in with something that is refused. */
export const FORMS: readonly Form[] = [
  {
    name: 'a silence without a reason',
    path: '/paging',
    open: press('Silence alerts'),
    typed: { services: 'admin', lasts: '45min' },
    send: 'Silence',
    wrong: 'reason',
    says: /^Must not be empty: whoever wonders/,
  },
  {
    name: 'maintenance that ends before it begins',
    path: '/paging',
    open: press('Plan maintenance'),
    typed: { title: 'Move it', services: 'admin', timeZone: 'UTC', from: '2030-05-01T10:00', to: '2030-05-01T09:00' },
    send: 'Plan',
    wrong: 'to',
    says: /^Must be after from/,
  },
  {
    name: 'maintenance in a time zone that there is not',
    path: '/paging',
    open: press('Plan maintenance'),
    typed: { title: 'Move it', services: 'admin', timeZone: 'Europe/Nowhere', from: '2030-05-01T10:00', to: '2030-05-01T12:00' },
    send: 'Plan',
    wrong: 'timeZone',
    says: /^"Europe\/Nowhere" is not a time zone/,
  },
  {
    name: 'a key without a right',
    path: '/settings/keys',
    open: (page) => page.getByRole('main').locator('[name=scopes][value=read]').uncheck(),
    typed: { name: 'deploy pipeline', expiresInDays: '30' },
    send: 'Create key',
    wrong: 'scopes',
    says: /^Must name at least one right\.$/,
  },
  {
    name: 'a link to the wall for no day',
    path: '/settings/wall',
    typed: { name: 'hall', expiresInDays: '' },
    send: 'Make link',
    wrong: 'expiresInDays',
    says: /^Must be a number of days\.$/,
  },
  {
    name: 'a saved view without a name',
    path: '/engineering',
    open: async (page) => {
      await page.getByRole('button', { name: 'Saved views' }).click()
      await page.getByRole('menuitem', { name: /^Save this filter/ }).click()
    },
    typed: {},
    send: 'Save',
    wrong: 'name',
    says: /^Must not be empty/,
  },
  {
    name: 'another password with a wrong one',
    path: '/account',
    typed: { current: 'not the one that it is', password: 'correct horse battery staple' },
    send: 'Change password',
    wrong: 'current',
    says: /./,
  },
  ...(
    [
      ['services', 'name', { title: 'The shop', name: 'The shop!', owner: 'Commerce' }],
      ['streams', 'perHour', { title: 'Orders', perHour: 'many' }],
      ['opportunities', 'value', { title: 'Okapi', value: 'much' }],
      ['segments', 'customers', { title: 'Trade', customers: '-4' }],
      ['contracts', 'monthlyFee', { title: 'Northlight', customer: 'Northlight Cinemas', monthlyFee: 'a lot' }],
    ] as const
  ).map(([list, wrong, typed]) => ({
    name: `what is no ${wrong} of ${list}`,
    path: `/settings/business/${list}/new`,
    typed,
    send: /^Declare/,
    wrong,
    says: /./,
  })),
]
