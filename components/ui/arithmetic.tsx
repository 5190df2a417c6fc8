import type { ReactNode } from 'react'

/** One step of a calculation: a sentence that says why, the product in mono, its result at the right edge. */
export type ArithmeticLine = { sentence?: ReactNode; product: string; result: string }

export type ArithmeticProps = {
  heading?: string | undefined
  lines: readonly ArithmeticLine[]
  /** Stands under a rule of ink, as a sum does on paper. */
  sum?: { product: string; result: string } | undefined
}

/** A figure explained in sentences with numbers, so that anybody can check it by hand. */
export function Arithmetic({ heading, lines, sum }: ArithmeticProps) {
  return (
    <section className="text-14">
      {heading && <h3 className="border-line border-b pb-2 font-medium text-13">{heading}</h3>}
      {lines.map(({ sentence, product, result }) => (
        <div key={`${product}=${result}`} className="grid gap-1 border-line border-b py-3 last:border-b-0">
          {sentence && <p>{sentence}</p>}
          <Product product={product} result={result} />
        </div>
      ))}
      {sum && (
        <div className="border-ink border-t pt-2.5">
          <Product product={sum.product} result={sum.result} />
        </div>
      )}
    </section>
  )
}

function Product({ product, result }: { product: string; result: string }) {
  return (
    <p className="flex items-baseline justify-between gap-4 font-mono text-13">
      <span className="min-w-0 break-words text-ink-2">{product}</span>
      <span className="shrink-0 font-medium">{result}</span>
    </p>
  )
}
