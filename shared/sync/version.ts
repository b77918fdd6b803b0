/** The version of the wire contract that this code speaks. */
export const protocolVersion = 1
