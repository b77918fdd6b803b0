import { z } from 'zod'
import { printerKey } from './printer-key.ts'

/** How the printer of this device is reached; none prints by the browser's own dialog. */
const Printer = z.object({
  connection: z.enum(['none', 'usb', 'serial']).default('none'),
  paper: z.union([z.literal(80), z.literal(58)]).default(80),
  /** Prints by itself after each sale. */
  auto: z.boolean().default(false),
  /** Opens the cash drawer, which hangs on the printer, where cash was taken or is paid out. */
  drawer: z.boolean().default(false),
  baudRate: z.int().default(9600),
  /** The paired printer, to be found again after a reload, and what it speaks. */
  paired: z
    .nullable(
      z.object({
        name: z.string(),
        vendorId: z.nullable(z.number()),
        productId: z.nullable(z.number()),
        serialNumber: z.nullable(z.string()),
        language: z.nullable(z.enum(['esc-pos', 'star-prnt', 'star-line'])),
        codepageMapping: z.nullable(z.string()),
      }),
    )
    .default(null),
})
export type PrinterSettings = z.infer<typeof Printer>
export type Paired = NonNullable<PrinterSettings['paired']>

/** The printer of this browser, through reloads. */
export function printerMemory(memory: Pick<Storage, 'getItem' | 'setItem'>) {
  return {
    read(): PrinterSettings {
      try {
        const kept = Printer.parse(JSON.parse(memory.getItem(printerKey) ?? '{}'))
        // Without a printer of its own a till prints by the browser's dialog.
        return kept.paired ? kept : { ...kept, connection: 'none' }
      } catch {
        return Printer.parse({})
      }
    },
    write(settings: PrinterSettings): void {
      // Storage is full or blocked: the printer is good until the next reload.
      try {
        memory.setItem(printerKey, JSON.stringify(settings))
      } catch {}
    },
  }
}
