import type { CasePeople } from '../../shared/conflicts/desk-case.ts'
import type { Deps } from '../deps.ts'
import { peopleForCases } from './queries.ts'

/** Everybody who may have cases, by name: whom a case can be given to. */
export async function listPeople(deps: Deps, tenantId: string): Promise<CasePeople> {
  return { people: await peopleForCases(deps.database.tenant(tenantId), tenantId) }
}
