/** The drivers bring no types of their own. */
declare module '@point-of-sale/webusb-receipt-printer' {
  export default class WebUSBReceiptPrinter {
    connect(): Promise<void>
    reconnect(known: object): Promise<void>
    disconnect(): Promise<void>
    print(bytes: Uint8Array): Promise<void>
    addEventListener(event: 'connected' | 'disconnected', listener: (device: DriverDevice) => void): void
  }
}
declare module '@point-of-sale/webserial-receipt-printer' {
  export default class WebSerialReceiptPrinter {
    constructor(options: { baudRate: number })
    connect(): Promise<void>
    reconnect(known: object): Promise<void>
    disconnect(): Promise<void>
    print(bytes: Uint8Array): Promise<void>
    run(): Promise<void>
    addEventListener(event: 'connected' | 'disconnected', listener: (device: DriverDevice) => void): void
  }
}

/** What both say of the printer that they have found. */
type DriverDevice = {
  productName?: string
  vendorId?: number | null
  productId?: number | null
  serialNumber?: string | null
  language?: string | null
  codepageMapping?: string | null
}
