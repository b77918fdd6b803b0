import type { ShopRules, LocationMap, ConnectShop, ShopCredentials } from '../../shared/shopify/connection.ts'
import type { TryAgainWord, WaitingKind } from '../../shared/shopify/waiting.ts'
import { account } from '../app/app-parts.ts'
import { command } from '../app/command.ts'

/** Carries a secret, and so no key: connecting twice is refused by itself. */
export async function connectShop(body: ConnectShop): Promise<void> {
  await account.callAs('/shopify/connect', { method: 'POST', body })
}

export async function giveCredentials(body: ShopCredentials): Promise<void> {
  await account.callAs('/shopify/credentials', { method: 'PUT', body })
}

export async function mapLocations(locations: LocationMap): Promise<void> {
  await command('/shopify/locations', { locations }, 'PUT')
}

export async function changeRules(rules: ShopRules): Promise<void> {
  await command('/shopify', rules, 'PATCH')
}

export async function tellShop(what: 'pause' | 'resume' | 'disconnect' | 'compare'): Promise<void> {
  await command(`/shopify/${what}`, {})
}

export async function standByFigures(whose: 'ours' | 'theirs'): Promise<void> {
  await command('/shopify/figures', { whose })
}

export async function startImport(kind: 'full' | 'changed'): Promise<void> {
  await command('/shopify/imports', { kind })
}

export async function tellImport(id: string, what: 'cancel' | 'retry'): Promise<void> {
  await command(`/shopify/imports/${id}/${what}`, {})
}

export async function sendAgain(kind: WaitingKind, id: string, word: TryAgainWord): Promise<void> {
  await command(`/shopify/waiting/${kind}/${encodeURIComponent(id)}/again`, { word })
}

export async function reverseDecision(id: string): Promise<void> {
  await command(`/shopify/decisions/${id}/reverse`, {})
}
