import type { ServiceChoice } from '@/server/views/rules/service-names'

export type ServiceChoices = {
  readonly services: readonly ServiceChoice[]
  /** There are others, which could not be read. */
  readonly isMissing: boolean
}

/** The services that can be chosen, inside of a select. */
export function ServiceOptions({ services, isMissing }: ServiceChoices) {
  return (
    <>
      {services.map(({ id, name, title }) => (
        <option key={id} value={name}>
          {title}
        </option>
      ))}
      {isMissing && <option disabled>The others could not be read. Load the page again.</option>}
    </>
  )
}
