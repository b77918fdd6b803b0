import type { enDesk } from './en-desk.ts'
import type { enSheets } from './en-sheets.ts'
import type { en } from './en.ts'

/** All areas of the app's words, as English has them. */
export type English = typeof en & typeof enSheets & typeof enDesk
