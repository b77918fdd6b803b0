/** So much of a table's compressed text makes a file: what a process holds at once, and a store takes in one go. */
const PART_BYTES = 16 * 1_048_576

/** Cuts a stream into parts; at least one, be it empty. */
export async function* inParts(stream: AsyncIterable<Buffer>, size = PART_BYTES): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let bytes = 0
  let given = 0
  for await (const chunk of stream) {
    waiting.push(chunk)
    bytes += chunk.length
    if (bytes < size) continue
    yield Buffer.concat(waiting)
    given += 1
    waiting = []
    bytes = 0
  }
  if (bytes > 0 || given === 0) yield Buffer.concat(waiting)
}
