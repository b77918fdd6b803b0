/**
 * The number printed on a receipt: branch, lane and the lane's own counter, as in `DT-L1-000042`.
 * Unique without the network, since no other lane has this pair of codes.
 */
export function receiptNumber(branchCode: string, laneCode: string, counter: number): string {
  return `${branchCode}-${laneCode}-${String(counter).padStart(6, '0')}`
}
