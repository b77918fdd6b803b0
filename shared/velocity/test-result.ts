import type { TestSums } from './back-test.ts'
import type { TestResult } from './demand.ts'

/** What the sums of several branches say together; null where nothing was tested yet. */
export function testResult(all: readonly TestSums[]): TestResult | null {
  const sum = (of: keyof TestSums) => all.reduce((total, one) => total + one[of], 0)
  const [weeks, pieces, scaled] = [sum('weeks'), sum('pieces'), sum('scaled')]
  if (weeks === 0 || pieces === 0) return null
  return {
    products: sum('products'),
    weeks,
    ours: sum('ours') / pieces,
    mean: sum('mean') / pieces,
    oursScaled: scaled > 0 ? sum('oursScaled') / scaled : 0,
    meanScaled: scaled > 0 ? sum('meanScaled') / scaled : 0,
    oursEnough: sum('oursEnough') / weeks,
    meanEnough: sum('meanEnough') / weeks,
  }
}
