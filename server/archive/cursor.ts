import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { ApiError } from '../http/api-error.ts'

/** A place in a sorted list: the page after or before the row with this key, which is told apart by its id. */
const Cursor = z.tuple([z.enum(['after', 'before']), z.string(), z.string()])
export type Cursor = { towards: 'after' | 'before'; key: string; id: string }

/**
 * A cursor as text for the caller, who cannot read or make one: signed for this very question, so that it can neither
 * be carried to another business nor to another search.
 *
 * @param asked the question as text: business, list, filters and sort
 */
export function writeCursor(secret: string, asked: string, { towards, key, id }: Cursor): string {
  const place = Buffer.from(JSON.stringify([towards, key, id])).toString('base64url')
  return `${place}.${signed(secret, asked, place)}`
}

/** @throws ApiError archive/cursor where it is not one of ours, or of another question */
export function readCursor(secret: string, asked: string, text: string): Cursor {
  const [place = '', said = ''] = text.split('.')
  const [theirs, ours] = [Buffer.from(said), Buffer.from(signed(secret, asked, place))]
  if (theirs.length !== ours.length || !timingSafeEqual(theirs, ours)) throw new ApiError('archive/cursor')
  const [towards, key, id] = Cursor.parse(JSON.parse(Buffer.from(place, 'base64url').toString()))
  return { towards, key, id }
}

function signed(secret: string, asked: string, place: string): string {
  return createHmac('sha256', `archive-cursor-v1 ${secret}`)
    .update(`${place}\n${asked}`)
    .digest('base64url')
    .slice(0, 24)
}
