/** A typed array that grows by doubling: four bytes a number where a list of numbers takes eight and moves about. */
export function growingUint32(start = 4) {
  let values = new Uint32Array(start)
  let length = 0
  return {
    get length() {
      return length
    },
    at(index: number): number {
      return values[index]!
    },
    push(value: number): void {
      if (length === values.length) {
        const wider = new Uint32Array(values.length * 2)
        wider.set(values)
        values = wider
      }
      values[length] = value
      length += 1
    },
  }
}

export type GrowingUint32 = ReturnType<typeof growingUint32>
