import type { PrintJob } from './encode-receipt.ts'
import type { PrinterPort } from './print-queue.ts'
import type { Paired, PrinterSettings } from './printer-settings.ts'

/** How to reach a printer of one kind; the libraries behind it come when one is wanted first. */
type Driver = {
  connect(): Promise<void>
  reconnect(known: object): Promise<void>
  disconnect(): Promise<void>
  /** Rejects where the bytes did not get through. */
  send(bytes: Uint8Array): Promise<void>
  whenConnected(then: (paired: Paired) => void): void
  whenGone(then: () => void): void
}

export type ReceiptPort = PrinterPort & {
  /** Lets a person choose a printer; must come of a press. Null where none was chosen. */
  pair(connection: 'usb' | 'serial'): Promise<Paired | null>
  forget(): Promise<void>
}

/** A driver says that it is connected a moment after it is. */
const patience = 2_000

/** The printer of this device over WebUSB or WebSerial, found again by itself after a reload. */
export function openPort(settings: () => PrinterSettings): ReceiptPort {
  let driver: Driver | null = null
  let connection: PrinterSettings['connection'] = 'none'
  let connected = false

  async function driverFor(wanted: 'usb' | 'serial'): Promise<Driver> {
    if (driver && connection === wanted) return driver
    if (driver) await driver.disconnect().catch(() => {})
    const made = await (wanted === 'usb' ? usbDriver() : serialDriver(settings().baudRate))
    made.whenGone(() => {
      if (driver === made) connected = false
    })
    driver = made
    connection = wanted
    connected = false
    return made
  }

  /** Connects by what the driver calls connecting, and waits for it to say so. */
  async function heard(
    wanted: 'usb' | 'serial',
    begin: (driver: Driver) => Promise<void>,
  ): Promise<Paired | null> {
    const made = await driverFor(wanted)
    const said = new Promise<Paired>((resolve) => made.whenConnected(resolve))
    await begin(made)
    const paired = await Promise.race([
      said,
      new Promise<null>((resolve) => setTimeout(resolve, patience, null)),
    ])
    // Where nothing was chosen, what is connected stays so.
    if (paired) connected = true
    return paired
  }

  return {
    pair: (wanted) => heard(wanted, (made) => made.connect()),
    async forget() {
      await driver?.disconnect().catch(() => {})
      driver = null
      connected = false
    },
    async print(job: PrintJob) {
      const { connection: wanted, paired, paper } = settings()
      if (wanted === 'none' || !paired) throw new Error('not-paired')
      const made = await driverFor(wanted)
      if (!connected) await heard(wanted, () => made.reconnect(paired))
      if (!connected) throw new Error('not-found')
      const { encodeReceipt } = await import('./encode-receipt.ts')
      try {
        await made.send(encodeReceipt(job, { paper, ...paired }))
      } catch (error) {
        // Whatever is wrong with it, the next attempt begins anew.
        await made.disconnect().catch(() => {})
        driver = null
        connected = false
        throw error
      }
    },
  }
}

async function usbDriver(): Promise<Driver> {
  if (!('usb' in navigator)) throw new Error('not-supported')
  const { default: WebUsbPrinter } = await import('@point-of-sale/webusb-receipt-printer')
  const printer = new WebUsbPrinter()
  return {
    connect: () => printer.connect(),
    reconnect: (known) => printer.reconnect(known),
    disconnect: () => printer.disconnect(),
    // The driver tells the console alone what goes wrong: the device's own promise is looked at beside it.
    async send(bytes) {
      const outcomes: Promise<unknown>[] = []
      const devices = (await (navigator as WithUsb).usb.getDevices()).filter(({ opened }) => opened)
      if (devices.length === 0) throw new Error('not-found')
      for (const device of devices) watch(device, outcomes)
      await printer.print(bytes)
      await Promise.all(outcomes)
    },
    whenConnected: (then) => printer.addEventListener('connected', (device) => then(pairedOf(device, 'USB'))),
    whenGone: (then) => printer.addEventListener('disconnected', then),
  }
}

async function serialDriver(baudRate: number): Promise<Driver> {
  if (!('serial' in navigator)) throw new Error('not-supported')
  const { default: WebSerialPrinter } = await import('@point-of-sale/webserial-receipt-printer')
  const printer = new WebSerialPrinter({ baudRate })
  // `print` begins to write and waits for nothing: what it began is waited for here.
  let writing: Promise<void> = Promise.resolve()
  const run = printer.run.bind(printer)
  printer.run = () => (writing = run())
  return {
    connect: () => printer.connect(),
    reconnect: (known) => printer.reconnect(known),
    disconnect: () => printer.disconnect(),
    async send(bytes) {
      await printer.print(bytes)
      await writing
    },
    whenConnected: (then) =>
      printer.addEventListener('connected', (device) => then(pairedOf(device, 'Serial'))),
    whenGone: (then) => printer.addEventListener('disconnected', then),
  }
}

type UsbDevice = { opened: boolean; transferOut(endpoint: number, bytes: unknown): Promise<unknown> }
type WithUsb = Navigator & { usb: { getDevices(): Promise<UsbDevice[]> } }

function watch(device: UsbDevice, outcomes: Promise<unknown>[]): void {
  const prototype = Object.getPrototypeOf(device) as UsbDevice
  device.transferOut = (endpoint, bytes) => {
    const outcome = prototype.transferOut.call(device, endpoint, bytes)
    outcomes.push(outcome)
    return outcome
  }
}

const languages = ['esc-pos', 'star-prnt', 'star-line'] as const

function pairedOf(device: DriverDevice, kind: string): Paired {
  return {
    name: device.productName ?? kind,
    vendorId: device.vendorId ?? null,
    productId: device.productId ?? null,
    serialNumber: device.serialNumber ?? null,
    language: languages.find((language) => language === device.language) ?? null,
    codepageMapping: device.codepageMapping === 'default' ? null : (device.codepageMapping ?? null),
  }
}
