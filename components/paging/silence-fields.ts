import { namesIn } from './maintenance-fields'

/** What the fields of the dialog mean: a silence, until an instant of the browser's own time where that is given, else for so long. */
export function silenceOf(fields: FormData) {
  const [services, checks] = [namesIn(fields.get('services')), namesIn(fields.get('checks'))]
  const until = new Date(String(fields.get('until') ?? ''))
  return {
    matcher: { ...(services.length > 0 && { services }), ...(checks.length > 0 && { checks }) },
    ...(Number.isNaN(until.getTime()) ? { lasts: fields.get('lasts') } : { until: until.toISOString() }),
    reason: fields.get('reason'),
    everything: fields.get('everything') === 'on',
  }
}
