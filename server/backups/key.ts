import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, scryptSync } from 'node:crypto'
import { BackupFault } from './fault.ts'

/** What encrypts backups. `id` tells keys apart and gives nothing of them away. */
export type BackupKey = { id: string; secret: Buffer }

/** Encrypts or decrypts the parts of one backup. */
export type Cipher = {
  encrypt(file: string, plain: Buffer): Buffer
  /** @throws BackupFault damaged where a byte is not as it was written, or the part is another's */
  decrypt(file: string, sealed: Buffer): Buffer
}

const NONCE = 12
const TAG = 16

/** The key that a setting names. Stretched, since people choose words: guessing one costs a hundred milliseconds. */
export function backupKey(setting: string): BackupKey {
  const secret = scryptSync(setting, 'omnisync backups v1', 32)
  return { secret, id: createHmac('sha256', secret).update('key id').digest('hex').slice(0, 12) }
}

export function newSalt(): string {
  return randomBytes(16).toString('base64url')
}

/**
 * AES-256-GCM under a key of this backup's own, so that nonces by chance never meet. Each part names itself: parts
 * that changed places, or came from another backup, do not open.
 */
export function cipherOf({ secret }: BackupKey, backup: string, salt: string): Cipher {
  const key = Buffer.from(hkdfSync('sha256', secret, Buffer.from(salt, 'base64url'), `backup ${backup}`, 32))
  return {
    encrypt(file, plain) {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(file))
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    },
    decrypt(file, sealed) {
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), {
          authTagLength: TAG,
        })
        decipher.setAAD(Buffer.from(file)).setAuthTag(sealed.subarray(-TAG))
        return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()])
      } catch (error) {
        throw new BackupFault('damaged', `${file} is not as it was written: it does not decrypt.`, {
          cause: error,
        })
      }
    },
  }
}

/** Where nothing is encrypted. */
export const plainText: Cipher = { encrypt: (_file, plain) => plain, decrypt: (_file, sealed) => sealed }
