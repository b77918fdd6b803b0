import { z } from 'zod'
import { Seq } from '../basics/scalars.ts'
import { flagNames } from './flags.ts'
import type { FlagName, FlagValue } from './flags.ts'

/** What a branch says of one feature, as it is written (`FlagValue`). */
export const WrittenFlag = z.union([z.boolean(), z.int().min(0).max(100)])

/** A change of features, each by itself: a percentage of lanes, or null for what the app does by itself. */
export const FlagsBody = z.strictObject({
  version: Seq,
  flags: z
    .strictObject(
      Object.fromEntries(
        flagNames.map((name) => [name, z.nullable(z.int().min(0).max(100)).optional()]),
      ) as Record<FlagName, z.ZodOptional<z.ZodNullable<z.ZodInt>>>,
      {
        error: (issue) =>
          issue.code === 'unrecognized_keys'
            ? `${issue.keys.join(', ')}: no such feature. There are ${flagNames.join(', ')}.`
            : undefined,
      },
    )
    .refine((change) => Object.keys(change).length > 0, 'name at least one feature'),
})
export type FlagsBody = z.infer<typeof FlagsBody>

/** What a change makes of the features of a branch; those that are as the app has them by itself stay unsaid. */
export function withFlags(
  written: Readonly<Record<string, FlagValue>>,
  change: FlagsBody['flags'],
): Record<string, FlagValue> {
  const next: Record<string, FlagValue> = { ...written }
  for (const [name, percent] of Object.entries(change)) {
    if (percent === undefined) continue
    if (percent === null) delete next[name]
    else next[name] = percent === 100 ? true : percent === 0 ? false : percent
  }
  return next
}
