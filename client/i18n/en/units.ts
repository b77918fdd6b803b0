/** Short words for units of time. */
export const units = { day: 'd', hour: 'h', minute: 'min', second: 's' } as const
