import { Id, Instant } from '../basics/scalars.ts'

/** A manager's word on a count, as it stands in a movement's note: movements have no field of their own for it. */
export type NoteApproval = { approverId: string; at: string; requestId: string | null }

const mark = /\s*⟦negative_recount (\S+) ([^\s⟧]+)(?: ([^\s⟧]+))?⟧/u

/** What people read, with the mark behind it by which a program finds who approved it, when (ISO 8601), and by which request of the desk. */
export function approvedNote(
  words: string,
  { approverId, at, requestId = null }: Omit<NoteApproval, 'requestId'> & { requestId?: string | null },
): string {
  return `${words} ⟦negative_recount ${approverId} ${at}${requestId === null ? '' : ` ${requestId}`}⟧`
}

/** A note without what only programs read. */
export function readableNote(note: string | null): string {
  return (note ?? '').replace(mark, '')
}

/** The approval that a note carries; null where it carries none that can be read. */
export function approvalIn(note: string | null): NoteApproval | null {
  const [, approverId, at, requestId] = mark.exec(note ?? '') ?? []
  return Id.safeParse(approverId).success && Instant.safeParse(at).success
    ? { approverId: approverId ?? '', at: at ?? '', requestId: requestId ?? null }
    : null
}
