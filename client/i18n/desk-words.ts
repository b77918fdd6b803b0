import { enDesk } from './en-desk.ts'
import { learn } from './i18n.ts'

// To be imported by what a till loads only when somebody goes to the desk.
learn(enDesk)
