import { z } from 'zod'
import { answer, instant } from '../kernel/answers'
import { OUTCOMES } from './model'

const ms = () => z.number().describe('Milliseconds.')

export const PhasesAnswer = answer(
  'Phases',
  'Where the time of an HTTP request went, in milliseconds; a phase that did not happen is 0 (CHK-2).',
  { dnsMs: z.number(), connectMs: z.number(), tlsMs: z.number(), firstByteMs: z.number(), transferMs: z.number() },
)

const EVIDENCE = {
  assertions: z
    .array(z.object({ expects: z.string(), got: z.string(), holds: z.boolean() }))
    .describe('The conditions of the check, as they turned out.'),
  steps: z
    .array(
      z.object({
        name: z.string(),
        holds: z.boolean(),
        says: z.string(),
        latencyMs: z.number().exactOptional().describe('Absent when it was not reached.'),
      }),
    )
    .exactOptional()
    .describe('The steps of a scenario.'),
  status: z.string().exactOptional(),
  headers: z
    .array(z.tuple([z.string(), z.string()]))
    .exactOptional()
    .describe('Pairs of name and value.'),
  body: z.string().exactOptional().describe('The first 16 KiB of the decompressed body.'),
  curl: z.string().exactOptional().describe('A command that repeats the request.'),
  errors: z.array(z.string()).exactOptional().describe('What a page wrote as errors; the first 20.'),
  failedRequests: z.array(z.string()).exactOptional().describe('What a page could not load, each with why; the first 20.'),
  screenshot: z.string().exactOptional().describe('What the page looked like: a JPEG of at most 96 KiB, in base64.'),
}

export const EvidenceAnswer = answer('Evidence', 'What proves a failure (CHK-9). Secrets are redacted before it is made.', EVIDENCE)

export const KeptEvidenceAnswer = answer('KeptEvidence', 'The same with the figures of its result.', {
  ...EVIDENCE,
  code: z.int(),
  latencyMs: ms(),
  phases: PhasesAnswer.nullable(),
})

export const ResultAnswer = answer('Result', 'One execution of a check, as it is stored.', {
  at: instant().describe('When it started.'),
  outcome: z.enum(OUTCOMES).describe('It passed, passed too slowly, failed, or could not see.'),
  latencyMs: ms(),
  code: z.int().describe('A number that belongs to the answer: an HTTP status, days until a certificate ends.'),
  phases: PhasesAnswer,
})

export const ResultPageAnswer = answer('ResultPage', 'A page of results, newest first.', {
  results: z.array(ResultAnswer),
  next: instant().nullable().describe('What to give as `to` for the next page; null at the end.'),
})

export const StoredEvidenceAnswer = answer('StoredEvidence', 'What proves one failure of a check.', {
  id: z.string(),
  at: instant(),
  because: z.string().describe('Why it was kept.'),
  says: z.string(),
  body: KeptEvidenceAnswer,
})

export const EvidencePageAnswer = answer('EvidencePage', 'A page of evidence, newest first.', {
  evidence: z.array(StoredEvidenceAnswer),
  next: instant().nullable().describe('What to give as `before` for the next page; null at the end.'),
})

export const TrialAnswer = answer('Trial', 'What one execution said, before anything is saved.', {
  at: instant(),
  outcome: z.enum(OUTCOMES),
  latencyMs: ms(),
  says: z.string().describe('At most one line.'),
  code: z.int().exactOptional(),
  phases: PhasesAnswer.exactOptional(),
  evidence: EvidenceAnswer.exactOptional(),
})

export const CheckTypesAnswer = answer('CheckTypes', 'Every type of check.', {
  types: z.array(
    z.object({
      kind: z.string().describe('What `type` of a check names.'),
      label: z.string(),
      about: z.string(),
      options: z.unknown().describe('The JSON schema of its options.'),
      example: z.unknown().describe('Options that work.'),
    }),
  ),
})
