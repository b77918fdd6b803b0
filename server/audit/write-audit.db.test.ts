import { expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import { writeAudit } from './write-audit.ts'

const { database, deps, openShop } = await testBusiness()

test('what was written to the audit log can be neither changed nor taken away by the server', async () => {
  const { shop } = await openShop()
  const ours = deps.database.tenant(shop.tenantId)
  const entry = {
    id: deps.newId(),
    at: '2026-01-01T00:00:00.000Z',
    actorId: null,
    deviceId: null,
    action: 'test.happened',
    subject: 'test',
    subjectId: '1',
    details: {},
  }
  await writeAudit(ours, shop.tenantId, [entry])
  const refused = { code: '42501' }
  await expect(
    ours.updateTable('audit_log').set({ action: 'test.never-was' }).execute(),
  ).rejects.toMatchObject(refused)
  await expect(ours.deleteFrom('audit_log').execute()).rejects.toMatchObject(refused)
  expect(await database.query(`select action from audit_log where subject = 'test'`)).toEqual([
    { action: 'test.happened' },
  ])
})
