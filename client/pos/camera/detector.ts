/** Reads the codes in one picture; each as its text. */
export type Detector = { read(picture: HTMLVideoElement): Promise<string[]> }

/** What shops print: on goods, on labels of scales, on boxes; and the QR code of a receipt. */
const formats = ['ean_13', 'ean_8', 'upc_a', 'upc_e', 'code_128', 'code_39', 'itf', 'qr_code'] as const

type NativeDetector = {
  new (options: { formats: readonly string[] }): {
    detect(picture: HTMLVideoElement): Promise<{ rawValue: string }[]>
  }
  getSupportedFormats(): Promise<readonly string[]>
}

/**
 * The browser's own reader of codes where it has one that knows goods; else one in WebAssembly, which the service
 * worker keeps, so that it works without the network too.
 */
export async function openDetector(): Promise<Detector> {
  const Native = (globalThis as { BarcodeDetector?: NativeDetector }).BarcodeDetector
  const known: readonly string[] = (await Native?.getSupportedFormats().catch(() => [])) ?? []
  if (Native && known.includes('ean_13')) {
    const detector = new Native({ formats: formats.filter((format) => known.includes(format)) })
    return { read: async (picture) => (await detector.detect(picture)).map(({ rawValue }) => rawValue) }
  }
  const [{ BarcodeDetector, prepareZXingModule }, { default: address }] = await Promise.all([
    import('barcode-detector/ponyfill'),
    import('zxing-wasm/reader/zxing_reader.wasm?url'),
  ])
  // By itself it would be fetched from somebody else's server.
  prepareZXingModule({ overrides: { locateFile: () => address } })
  const detector = new BarcodeDetector({ formats: [...formats] })
  return { read: async (picture) => (await detector.detect(picture)).map(({ rawValue }) => rawValue) }
}
