/** One figure of a run, beside its baseline of the same run. `met` is null where there is no target, or no figure. */
export type Figure = {
  id: string
  value: number | null
  unit: string
  baseline: number | null
  /** How the figure stands to its baseline, the way the target says it. */
  ratio: number | null
  target: string
  met: boolean | null
  /** What a reader should know: conditions, or why there is no figure. */
  note?: string
}

/** A row for something that this run could not measure. */
export function notMeasured(id: string, target: string, note: string): Figure {
  return { id, value: null, unit: '', baseline: null, ratio: null, target, met: null, note }
}

/** The value below which the given share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5)
}

/** Three digits that matter: more would pretend. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3))
}
