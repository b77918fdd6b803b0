import { ApiError } from '../http/api-error.ts'

/**
 * What the work answers, or that the server was too busy for it (U7). The work goes on all the same; what comes of it
 * is found when the same is sent again.
 *
 * @throws ApiError sync/busy after so many milliseconds
 */
export async function inTime<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ApiError('sync/busy', undefined, 1)), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
