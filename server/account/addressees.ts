import type { Kysely } from 'kysely'
import type { SpokenLanguage } from '../../shared/account/settings.ts'
import type { Tx } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import { addresseeById, addressees, chosenLanguage, keepSettings } from './queries.ts'
import type { Addressee } from './addressee.ts'

/** Everybody of a business whose account is on, with how they want to be told. */
export async function everyAddressee(db: Kysely<Schema>, tenantId: string): Promise<Addressee[]> {
  return addressees(db, tenantId)
}

/** Somebody with how they want to be told; undefined where their account is off. */
export async function addresseeOf(
  db: Kysely<Schema>,
  tenantId: string,
  userId: string,
): Promise<Addressee | undefined> {
  return addresseeById(db, tenantId, userId)
}

/** Takes the language that somebody is met in for theirs, unless they chose one before. */
export async function meetIn(
  tx: Tx,
  tenantId: string,
  userId: string,
  language: SpokenLanguage,
): Promise<void> {
  if ((await chosenLanguage(tx, tenantId, userId)) === null)
    await keepSettings(tx, tenantId, userId, { language })
}
