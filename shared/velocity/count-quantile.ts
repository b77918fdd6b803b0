/**
 * The quantile of a count with this mean and variance: Poisson where the variance is the mean, negative binomial where
 * it is more (R. A. Fisher, 1941, The Negative Binomial Distribution). Large ones by a gamma of the same two moments
 * (E. B. Wilson and M. M. Hilferty, 1931, The Distribution of Chi-Square), which is within a piece there.
 *
 * @param probability 0 to 1
 * @returns whole pieces: the fewest that suffice with this probability
 */
export function countQuantile(mean: number, variance: number, probability: number): number {
  if (!(mean > 0)) return 0
  const spread = Math.max(variance / mean, 1)
  if (mean > 60) return Math.max(0, Math.ceil(gammaQuantile(mean, variance, probability) - 0.5))
  const isPoisson = spread < 1.001
  const shape = isPoisson ? 0 : mean / (spread - 1)
  const odds = isPoisson ? 0 : (spread - 1) / spread
  let chance = isPoisson ? Math.exp(-mean) : Math.exp(-shape * Math.log(spread))
  let reached = chance
  const most = 20 * (mean + 10 * Math.sqrt(mean * spread)) + 20
  let count = 0
  while (reached < probability && count < most) {
    chance *= isPoisson ? mean / (count + 1) : ((count + shape) / (count + 1)) * odds
    count += 1
    reached += chance
  }
  return count
}

function gammaQuantile(mean: number, variance: number, probability: number): number {
  const shape = (mean * mean) / Math.max(variance, mean)
  const ninth = 1 / (9 * shape)
  const root = 1 - ninth + normalQuantile(probability) * Math.sqrt(ninth)
  return mean * Math.max(root, 0) ** 3
}

/** The quantile of the standard normal distribution, within 0.0005 (Hastings, 1955, Approximations for Digital Computers). */
export function normalQuantile(probability: number): number {
  const p = Math.min(Math.max(probability, 1e-9), 1 - 1e-9)
  const tail = Math.sqrt(-2 * Math.log(Math.min(p, 1 - p)))
  const z =
    tail -
    (2.515517 + 0.802853 * tail + 0.010328 * tail * tail) /
      (1 + 1.432788 * tail + 0.189269 * tail * tail + 0.001308 * tail * tail * tail)
  return p < 0.5 ? -z : z
}
