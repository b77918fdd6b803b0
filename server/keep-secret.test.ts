import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keepSecret } from './keep-secret.ts'

test('a secret is made once, is long, and is for the owner alone', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'omnisync-secret-'))
  try {
    const dataDir = join(scratch, 'data')
    const first = keepSecret(dataDir)
    expect(first.length).toBeGreaterThanOrEqual(43)
    expect(keepSecret(dataDir)).toBe(first)
    expect(keepSecret(join(scratch, 'other'))).not.toBe(first)
    expect(readdirSync(dataDir)).toEqual(['secret'])
    expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
})
