/** Saves a file under a name, as a press on a link to it does. */
export function download(file: Blob, name: string): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The click only begins the download; the browser reads the address a moment later.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
