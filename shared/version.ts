/** The version of the app, as package.json has it: devices and nodes say it of themselves. */
export const appVersion = '0.1.0'
