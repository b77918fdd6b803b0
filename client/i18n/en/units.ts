/** Short words for units. */
export const units = { day: 'd', hour: 'h', minute: 'min', second: 's', megabytes: '{{size}} MB' } as const
