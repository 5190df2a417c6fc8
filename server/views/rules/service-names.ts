import type { World } from '../../pipeline/model'

/** What a service is called, where one is chosen from. */
export type ServiceChoice = { readonly id: string; readonly name: string; readonly title: string }

/** One order on the server and in the browser, whatever language either has. */
export const inEnglish = new Intl.Collator('en-GB')

/** All of them, by their titles. */
export const namesOfServices = ({ services }: Pick<World, 'services'>): readonly ServiceChoice[] =>
  [...services.values()]
    .map(({ service: { id, name, title } }) => ({ id, name, title }))
    .sort((a, b) => inEnglish.compare(a.title, b.title))
