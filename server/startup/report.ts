import type { StartupReport, Verdict } from './validate'

/** The report as lines for people: what was refused and why, the way out, and what it means for the business. */
export function formatReport(report: StartupReport): readonly string[] {
  return [headline(report), ...report.failed.flatMap(paragraph)]
}

function headline({ outcome, verdicts, failed, durationMs }: StartupReport): string {
  const took = `${Math.round(durationMs)} ms`
  if (outcome === 'passed') return `Start-up validation passed: ${verdicts.length} of ${verdicts.length} in ${took}.`
  const names = failed.map(({ name }) => name).join(', ')
  return outcome === 'refused'
    ? `REFUSED TO START: ${failed.length} of ${verdicts.length} start-up validators found something (${names}), in ${took}.`
    : `STARTED DEGRADED: ${failed.length} of ${verdicts.length} start-up validators found something (${names}), in ${took}.`
}

const paragraph = ({ name, policy, businessImpact, findings }: Verdict): readonly string[] => [
  `${policy === 'fail' ? 'FAIL' : 'DEGRADED'}  ${name}`,
  ...findings.flatMap(({ subject, reason, wayOut }) => [`  ${subject}: ${oneLine(reason)}`, `    Way out: ${oneLine(wayOut)}`]),
  ...(businessImpact === undefined ? [] : [`  BUSINESS IMPACT: ${businessImpact}`]),
]

/** Messages of Node and of databases may hold line breaks; a finding is one line of a log. */
const oneLine = (text: string): string => text.replace(/\s*[\r\n]+\s*/g, ' ').trim()
