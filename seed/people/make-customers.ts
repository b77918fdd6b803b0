import type { Customer } from '../../shared/customers/customer.ts'
import type { Chance } from '../chance.ts'
import { chanceOf } from '../chance.ts'
import { idsOf } from '../ids.ts'
import { familyNames, givenNames, mailHosts, notes } from './names.ts'

export type CustomerOptions = { seed: number; count: number; from: number; until: number }

const KNOWN_AT_THE_START = 0.7

/**
 * Customers in the order in which the shop met them: most were there at the start, the others came one by one.
 * Phone numbers are of the range kept for fiction (555-01xx), addresses of the domains kept for examples: nobody real
 * is ever called or written to.
 */
export function makeCustomers({ seed, count, from, until }: CustomerOptions): Customer[] {
  const chance = chanceOf(seed, 'customers')
  const newId = idsOf(chanceOf(seed, 'customer ids'))
  const atStart = Math.ceil(count * KNOWN_AT_THE_START)
  return Array.from({ length: count }, (_, at) => {
    const late = Math.max(0, at - atStart + 1) / (count - atStart + 1)
    const met = Math.floor(from + (until - from) * late)
    const given = chance.pick(givenNames)
    const family = chance.pick(familyNames)
    return {
      id: newId(met),
      seq: 0,
      _deleted: false,
      name: `${given} ${family}`,
      phone: chance.happens(0.85) ? phone(at) : null,
      email: chance.happens(0.7) ? email(given, family, at, chance) : null,
      note: chance.happens(0.08) ? chance.pick(notes) : null,
      updatedAt: new Date(met).toISOString(),
    }
  })
}

/** The area code turns with every hundred: the first 78,000 differ. */
function phone(at: number): string {
  const area = 201 + (Math.floor(at / 100) % 780)
  return `+1 ${area}-555-01${String(at % 100).padStart(2, '0')}`
}

function email(given: string, family: string, at: number, chance: Chance): string {
  const plain = `${given}.${family}`
    .normalize('NFD')
    .replaceAll(/[^A-Za-z.]/g, '')
    .toLowerCase()
  return `${plain}${at}@${chance.pick(mailHosts)}`
}
