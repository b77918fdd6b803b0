import { z } from 'zod'

/** For commands whose address says everything: no body, or an empty object. */
export const NoBody = z.strictObject({}).nullish()
