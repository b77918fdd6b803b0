import type { Addressee } from '../account/addressee.ts'
import { addresseeOf, meetIn } from '../account/addressees.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { spokenLanguages } from '../../shared/account/settings.ts'
import type { SpokenLanguage } from '../../shared/account/settings.ts'
import type { Tx } from '../database/database.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import { hashOfCode, newCode } from './code.ts'
import { deleteBinding, deleteCode, personOfCode, replaceBinding, replaceCode, useCode } from './queries.ts'

/** How long a code is good. */
const CODE_LASTS_MS = 10 * 60_000

type Person = { tenantId: string; userId: string }

/** A code by which one chat can be bound to somebody, once and within ten minutes; the one before is good no more. */
export async function makeCode(
  deps: Deps,
  person: Person,
  language: SpokenLanguage,
): Promise<{ code: string; expiresAt: string }> {
  const code = newCode()
  const hash = hashOfCode(deps.secret, code)
  if (!hash) throw new Error('a new code is not one')
  const expiresAt = new Date(deps.now() + CODE_LASTS_MS)
  await inTransaction(deps.database.tenant(person.tenantId), async (tx) => {
    await meetIn(tx, person.tenantId, person.userId, language)
    await replaceCode(tx, person, hash, expiresAt)
  })
  return { code, expiresAt: expiresAt.toISOString() }
}

/** A private chat, with what Telegram says of the person in it. */
export type Chat = { id: number; name: string; languageCode: string | undefined }

/**
 * Binds a chat to the person that a code was given to, and uses the code up.
 *
 * @returns null where there is no such code, it is too old, was used, or its owner's account is off
 */
export async function bindChat(
  deps: Deps,
  chat: Chat,
  typed: string,
): Promise<{ tenantId: string; person: Addressee } | null> {
  const hash = hashOfCode(deps.secret, typed)
  const owner = hash && (await personOfCode(deps.database.nobody, hash))
  if (!hash || !owner) return null
  const { tenantId, userId } = owner
  return inTransaction(deps.database.tenant(tenantId), async (tx) => {
    const now = new Date(deps.now())
    if (!(await useCode(tx, tenantId, hash, now))) return null
    const language = spokenLanguages.find((one) => one === chat.languageCode?.slice(0, 2))
    if (language) await meetIn(tx, tenantId, userId, language)
    const person = await addresseeOf(tx, tenantId, userId)
    if (!person) return null
    await replaceBinding(tx, owner, chat, now)
    await note(tx, deps, owner, 'telegram.bound', { chat: chat.name })
    return { tenantId, person }
  })
}

/** From now on no chat stands for somebody; a code that was not used is good no more. */
export async function unbindChat(deps: Deps, person: Person, by: 'chat' | 'account'): Promise<void> {
  await inTransaction(deps.database.tenant(person.tenantId), async (tx) => {
    await deleteCode(tx, person)
    if (await deleteBinding(tx, person)) await note(tx, deps, person, 'telegram.unbound', { by })
  })
}

/** Writes down what somebody did by the bot. */
export async function note(
  tx: Tx,
  deps: Pick<Deps, 'now' | 'newId'>,
  { tenantId, userId }: Person,
  action: string,
  details: Record<string, unknown>,
): Promise<void> {
  await writeAudit(tx, tenantId, [
    {
      id: deps.newId(),
      at: new Date(deps.now()).toISOString(),
      actorId: userId,
      deviceId: null,
      action,
      subject: 'user',
      subjectId: userId,
      details,
    },
  ])
}
