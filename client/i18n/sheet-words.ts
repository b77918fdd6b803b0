import { enSheets } from './en-sheets.ts'
import { learn } from './i18n.ts'

// To be imported by what opens over a till, which is loaded after the till itself.
learn(enSheets)
