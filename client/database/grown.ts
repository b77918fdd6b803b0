type Numbers = Uint8Array | Float32Array | Uint16Array | Uint32Array | Int32Array | Float64Array

/** The same column with room for `length` numbers: itself, or a copy of twice the size. */
export function grown<Column extends Numbers>(column: Column, length: number): Column {
  if (length <= column.length) return column
  const Wider = column.constructor as new (length: number) => Column
  const wider = new Wider(Math.max(length, column.length * 2))
  wider.set(column)
  return wider
}
