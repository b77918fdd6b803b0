import { expect, test } from 'vitest'
import { fitsHash, hashPassword } from './hash-password.ts'

test('a password fits its own hash and no other', async () => {
  const hash = await hashPassword('corréct horse')
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  expect(await fitsHash('corréct horse', hash)).toBe(true)
  expect(await fitsHash('correct horse', hash)).toBe(false)
  expect(await fitsHash('', hash)).toBe(false)
  expect(await hashPassword('corréct horse')).not.toBe(hash)
})

test('the hash of others fits too, whatever parameters they chose', async () => {
  // By the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1
  const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  expect(await fitsHash('password', reference)).toBe(true)
  expect(await fitsHash('Password', reference)).toBe(false)
})

test('what is no hash fits nothing', async () => {
  for (const hash of ['', 'demo', '$argon2id$', '$2b$10$abc', '$argon2id$v=19$m=1,t=1,p=1$$']) {
    expect(await fitsHash('demo', hash)).toBe(false)
  }
})
