import type { ShopSession } from '../database/shop.ts'

/** Somebody may not come in yet: what another person left unsent would lie in databases that nobody opens (C8). */
export class UnsentHere extends Error {
  readonly owner: ShopSession
  readonly waiting: number
  /** The same person, whose role or branch was changed meanwhile. */
  readonly isOwner: boolean

  constructor(owner: ShopSession, waiting: number, isOwner: boolean) {
    super(`${waiting} documents of ${owner.user.email} are unsent here`)
    this.name = 'UnsentHere'
    this.owner = owner
    this.waiting = waiting
    this.isOwner = isOwner
  }
}
