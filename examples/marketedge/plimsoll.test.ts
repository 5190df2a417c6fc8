import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { DefinitionInput } from '@/server/alerts/model'
import { ServiceInput } from '@/server/catalogue/model'
import { CheckInput } from '@/server/checks/input'
import { ContractInput, OpportunityInput, SegmentInput, StreamInput } from '@/server/impact/model'
import { TeamInput } from '@/server/oncall/model'

const file = parse(readFileSync(`${import.meta.dirname}/plimsoll.yaml`, 'utf8')) as Record<string, unknown[]>
const services = (file.services ?? []).map((entry) => ServiceInput.parse(entry))
const checks = (file.checks ?? []).map((entry) => CheckInput.parse(entry))
const streams = (file.streams ?? []).map((entry) => StreamInput.parse(entry))
const opportunities = (file.opportunities ?? []).map((entry) => OpportunityInput.parse(entry))
const segments = (file.segments ?? []).map((entry) => SegmentInput.parse(entry))
const contracts = (file.contracts ?? []).map((entry) => ContractInput.parse(entry))
const check = (name: string) => checks.find((one) => one.name === name)

test('sign-in and database are found in less than a minute, admin in less than two (SMP-2)', () => {
  expect(['sign-in', 'database', 'admin-area', 'api-router'].map((name) => (check(name)?.interval ?? 0) / 1_000)).toEqual([30, 30, 60, 60])
})

test('each of the four alerts says its severity and what it means (SMP-3)', () => {
  expect(['sign-in', 'admin-area', 'database', 'response-time'].map((name) => [check(name)?.severity, check(name)?.consequence])).toEqual([
    ['emergency', 'All revenue at risk'],
    ['critical', 'GBP 925,000 opportunity at risk'],
    ['emergency', 'Service unavailable'],
    ['medium', 'Customer experience suffers'],
  ])
})

test('each of the four alerts has its line in the matrix, with the rooms that hear of it (SMP-3)', () => {
  const definitions = (file.definitions ?? []).map((entry) => DefinitionInput.parse(entry))
  expect(definitions.map(({ when, severity, says, channels }) => [when.checks?.[0], severity, says, channels])).toEqual([
    ['sign-in', 'emergency', 'All revenue at risk', ['pagerduty', 'slack-emergency']],
    ['admin-area', 'critical', 'GBP 925,000 opportunity at risk', ['pagerduty', 'slack-zebra']],
    ['database', 'emergency', 'Service unavailable', ['pagerduty', 'slack-emergency']],
    ['response-time', 'medium', 'Customer experience suffers', ['slack-emergency']],
  ])
})

test('somebody is told whichever service fails: each owner is a team with a policy', () => {
  const asked = (file.teams ?? []).map((entry) => TeamInput.parse(entry)).filter(({ policy }) => policy !== undefined)
  expect(asked.map(({ name }) => name).sort()).toEqual([...new Set(services.map(({ owner }) => owner))].sort())
})

test('the Zebra deal hangs on the admin area, every minute of it (SMP-3)', () => {
  expect(opportunities.find(({ name }) => name === 'zebra')).toMatchObject({
    value: 925_000,
    currency: 'GBP',
    target: 1,
    journeys: [{ check: 'admin-area' }, { service: 'admin' }],
  })
})

test('every service that is named is declared, and every declared one is checked', () => {
  const declared = services.map(({ name }) => name).sort()
  const named = [
    ...services.flatMap(({ dependsOn }) => dependsOn),
    ...streams.flatMap(({ dependsOn }) => Object.keys(dependsOn)),
    ...contracts.flatMap(({ services: measured }) => measured),
    ...segments.flatMap(({ reach }) => Object.keys(reach)),
    ...opportunities.flatMap(({ journeys }) => journeys.flatMap((journey) => ('service' in journey ? [journey.service] : []))),
  ]
  expect(named.filter((name) => !declared.includes(name))).toEqual([])
  expect([...new Set(checks.map(({ service }) => service))].sort()).toEqual(declared)
})
