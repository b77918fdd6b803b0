import { spoken } from '../../i18n/i18n.ts'
import { note } from '../../ui/note.ts'
import { openPort } from './open-port.ts'
import { createPrintQueue } from './print-queue.ts'
import type { PrinterSettings } from './printer-settings.ts'
import { printerMemory } from './printer-settings.ts'

const memory = printerMemory(localStorage)
let settings = memory.read()
const listeners = new Set<() => void>()
const port = openPort(() => settings)

/** The one printer of this page: its settings, and the queue of what is to be printed. */
export const thisPrinter = {
  settings: () => settings,
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
  change(next: Partial<PrinterSettings>): void {
    settings = { ...settings, ...next }
    memory.write(settings)
    for (const listener of listeners) listener()
  },
  pair: port.pair,
  forget: port.forget,
  queue: createPrintQueue({
    port,
    patience: 15_000,
    failed({ name }, why, again) {
      const { t } = spoken()
      // Without a printer it would only fail again.
      const action = why === 'not-paired' ? undefined : { label: t('printer.again'), press: again }
      note(t('printer.failed', { name }), reasonOf(why), action)
    },
  }),
}

function reasonOf(why: string): string {
  const { t } = spoken()
  if (why === 'no-answer') return t('printer.why_no_answer')
  if (why === 'not-found') return t('printer.why_not_found')
  if (why === 'not-paired') return t('printer.why_not_paired')
  return t('printer.why_other', { why })
}
