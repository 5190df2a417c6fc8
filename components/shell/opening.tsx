import { SkeletonRows } from '@/components/ui/skeleton'

/**
 * Over the page that is being left, once the next is slow to come. It is made in the browser: a `loading.tsx` would be sent with every page to
 * be replaced in the same answer, and would hide the page from those without scripts.
 */
export const Opening = () => (
  <div className="z-10 col-start-1 row-start-2 min-h-0 animate-late overflow-hidden bg-page px-5 pt-14">
    <span role="status" className="sr-only">
      Loading
    </span>
    <SkeletonRows rows={24} height={44} />
  </div>
)
