import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** Where stories keep what a person looks at: inside the checkout, since a folder shared by all users belongs to one. */
const FOLDER = join(import.meta.dirname, '../../../tmp/stories')

/** The path of a picture to write. */
export function pictureAt(name: string): string {
  mkdirSync(FOLDER, { recursive: true })
  return join(FOLDER, `${name}.png`)
}
