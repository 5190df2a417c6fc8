import { notFound } from 'next/navigation'
import { isRefusal } from '../kernel/errors'

/** What a page is about, or the page that says that there is no such thing. */
export async function found<T>(view: Promise<T>): Promise<T> {
  try {
    return await view
  } catch (cause) {
    if (isRefusal(cause) && cause.code === 'not-found') notFound()
    throw cause
  }
}
