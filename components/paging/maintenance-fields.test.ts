import { describe, expect, test } from 'vitest'
import { MaintenanceInput } from '@/server/alerts/model'
import { comesOf, maintenanceOf, missingIn, nameFrom } from './maintenance-fields'

const form = (fields: Readonly<Record<string, string>>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}
const ONCE = {
  title: 'Move the till',
  services: 'till, shop-*',
  comes: 'once',
  from: '2026-11-23T22:00',
  to: '2026-11-23T23:00',
  timeZone: 'Europe/London',
}
const EVERY = {
  title: 'Reboot',
  tags: 'nightly',
  comes: 'week',
  at: '02:00',
  for: '2h',
  timeZone: 'Europe/London',
  'day-sun': 'on',
  lossFree: 'on',
}

describe('what the fields of the dialog mean', () => {
  test.each([ONCE, EVERY])('is what the API takes: $title', (fields) =>
    expect(MaintenanceInput.safeParse(maintenanceOf(form(fields))).error).toBeUndefined(),
  )

  test('once, with the names between commas', () =>
    expect(maintenanceOf(form(ONCE))).toEqual({
      name: 'move-the-till',
      title: 'Move the till',
      matcher: { services: ['till', 'shop-*'] },
      when: { once: { from: '2026-11-23T22:00', to: '2026-11-23T23:00', timeZone: 'Europe/London' } },
      lossFree: false,
      everything: false,
    }))

  test('no day, or each of them, is every day', () => {
    expect(maintenanceOf(form({ ...EVERY, 'day-sun': '' })).when.every).not.toHaveProperty('days')
    expect(maintenanceOf(form(EVERY)).when.every).toHaveProperty('days', ['sun'])
  })

  test('every second week counts from a day', () => {
    const { when } = maintenanceOf(form({ ...EVERY, weeks: '2', first: '2026-11-02' }))
    expect(when.every).toMatchObject({ days: ['sun'], weeks: 2, from: '2026-11-02' })
  })

  test.each([
    ['last', 'last'],
    ['15', 15],
  ])('of a month it is day %s, and no day of a week', (dayOfMonth, day) => {
    const window = maintenanceOf(form({ ...EVERY, comes: 'month', weeks: '2', dayOfMonth }))
    expect(window.when.every).toMatchObject({ dayOfMonth: day, at: '02:00' })
    expect(window.when.every).not.toHaveProperty('days')
    expect(MaintenanceInput.safeParse(window).error).toBeUndefined()
  })

  test('what the dialog has no field for stays', () => {
    const held = { name: 'old', matcher: {}, when: { every: { at: '01:00', for: '1h', dayOfMonth: 'last' as const, until: '2027-01-01' } } }
    expect(comesOf(held)).toBe('month')
    expect(maintenanceOf(form({ ...EVERY, comes: 'month', dayOfMonth: 'last' }), held)).toMatchObject({
      name: 'old',
      when: { every: { at: '02:00', dayOfMonth: 'last', until: '2027-01-01' } },
    })
  })

  test.each([
    ['Weekly reboot!', 'weekly-reboot'],
    ['Übung am Montag', 'ubung-am-montag'],
    ['維護', 'maintenance'],
    ['a'.repeat(80), 'a'.repeat(63)],
  ])('%s is called %s', (title, name) => expect(nameFrom(title)).toBe(name))
})

test.each([
  ['when.every.from', 'Begins is needed.'],
  ['when.once.from', 'From is needed.'],
  ['when.every.timeZone', 'The time zone is needed.'],
  ['matcher', 'matcher is needed.'],
])('what is missing at %s is named as the dialog labels it', (path, said) =>
  expect(missingIn({ issues: [{ path, message: 'is needed' }] })).toBe(said),
)
