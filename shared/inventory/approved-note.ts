import { Id, Instant } from '../basics/scalars.ts'

/** A manager's word on a count, as it stands in a movement's note: movements have no field of their own for it. */
export type NoteApproval = { approverId: string; at: string }

const mark = /\s*⟦negative_recount (\S+) (\S+)⟧/u

/** What people read, with the mark behind it by which a program finds who approved it, and when (ISO 8601). */
export function approvedNote(words: string, { approverId, at }: NoteApproval): string {
  return `${words} ⟦negative_recount ${approverId} ${at}⟧`
}

/** A note without what only programs read. */
export function readableNote(note: string | null): string {
  return (note ?? '').replace(mark, '')
}

/** The approval that a note carries; null where it carries none that can be read. */
export function approvalIn(note: string | null): NoteApproval | null {
  const [, approverId, at] = mark.exec(note ?? '') ?? []
  return Id.safeParse(approverId).success && Instant.safeParse(at).success
    ? { approverId: approverId ?? '', at: at ?? '' }
    : null
}
