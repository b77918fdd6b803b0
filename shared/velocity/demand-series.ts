/** The demand of one product at one branch, day by day, the oldest first. */
export type DemandSeries = {
  /** Pieces sold on each day. */
  sold: ArrayLike<number>
  /** The share of each day on which it could be sold, 0 to 1: 0 where the doors were closed or the shelf was empty. */
  exposure: ArrayLike<number>
  /** The weekday of the first day, 0 for Monday. */
  firstWeekday: number
}

/** What is known of a product before its own days speak. */
export type Habits = {
  /** How the weekdays share the demand of the branch, Monday first; an even week is seven ones, a closed day is 0. */
  weekdays: readonly number[]
  /** What other products of its kind sell: so many pieces in so many days. */
  prior: { pieces: number; days: number }
}

export const evenWeek: readonly number[] = [1, 1, 1, 1, 1, 1, 1]

export const noHabits: Habits = { weekdays: evenWeek, prior: { pieces: 0, days: 0 } }
