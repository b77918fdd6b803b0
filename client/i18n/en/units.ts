/** Short words for units. */
export const units = {
  day: 'd',
  hour: 'h',
  minute: 'min',
  second: 's',
  less: 'less than a second',
  megabytes: '{{size}} MB',
} as const
