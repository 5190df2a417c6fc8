import { describe, expect, test } from 'vitest'
import type { Report } from '@/server/live/rows'
import { anIncident } from './testing'
import { extentOf, holdingIn, markOf } from './words'

const report = (over: Partial<Report> = {}): Report => ({
  id: 'r',
  source: 'prod',
  sourceTitle: 'Alertmanager',
  title: 'Errors',
  says: '',
  serviceId: null,
  serviceTitle: null,
  severity: 'high',
  condition: 'reported',
  startedAtMs: 0,
  endedAtMs: null,
  heardAtMs: 0,
  expiresAtMs: null,
  labels: {},
  link: null,
  ...over,
})
const reported = (...reports: readonly Report[]) =>
  anIncident({
    checks: [],
    openChecks: 0,
    allChecks: 0,
    reports,
    allReports: reports.length,
    openReports: reports.filter(({ endedAtMs }) => endedAtMs === null).length,
  })

describe('an incident that no check is part of (ALR-1)', () => {
  test('says how much is reported, and not that it was opened by hand', () => {
    expect(extentOf(reported(report()))).toBe('1 of 1 report')
    expect(extentOf(reported(report({ endedAtMs: 1 }), report({ id: 's' })))).toBe('1 of 2 reports')
    expect(extentOf({ ...reported(report()), openChecks: 2, allChecks: 3 })).toBe('2 of 3 checks and 1 of 1 report')
    expect(extentOf({ ...reported(), openedBy: 'Ada' })).toBe('Opened by Ada, without a check,')
  })

  test('looks as bad as what is reported', () => {
    expect(markOf(reported(report()))).toBe('degraded')
    expect(markOf(reported(report({ condition: 'down' })))).toBe('down')
    expect(markOf(reported(report({ condition: 'down', endedAtMs: 1 })))).toBe('unknown')
  })

  test('what holds keeps its recovery from being proven', () => {
    expect(holdingIn([reported(report())])).toBe('one report still holds')
    expect(holdingIn([{ openChecks: 2, openReports: 3 }])).toBe('2 checks still fail and 3 reports still hold')
    expect(holdingIn([{ openChecks: 0, openReports: 0 }])).toBeUndefined()
  })
})
