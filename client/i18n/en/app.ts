/** The frame of every page: menu, banners, opening. */
export const app = {
  name: 'OmniSync',
  opening: 'Opening the shop…',
  cannotOpen: 'The shop could not be opened',
  cannotOpenHint:
    'Nothing is lost: what was sold is on this device. Reload the page; if it stays, tell support:',
  reload: 'Reload',
  partNotFetched:
    'A part of the app could not be fetched: the network is missing, or a new version has replaced it.',
  partBroke: 'A part of the app could not be shown.',
  partTry: 'The sale in hand and everything unsent are kept. Try again; if it stays, reload the page.',
  partReload: 'The sale in hand and everything unsent are kept. Reload the page when you are ready.',
  menu: 'Menu',
  till: 'Till',
  language: 'Language',
  theme: 'Appearance',
  themeSystem: 'System',
  themeLight: 'Light',
  themeDark: 'Dark',
  signOut: 'Sign out',
  signOutRefused: 'Some sales have not been sent yet',
  signOutRefusedHint: 'Send or export them first, then sign out.',
  deskRefused: 'Something has not been sent yet',
  deskRefusedHint: 'Send it first with “Sync now”, then sign out.',
  update: 'A new version is ready.',
  updateNow: 'Update now',
  readOnly:
    'This till is open in another tab, so this one only shows. Sell there, or close it and go on here.',
  signInAgain: 'Sign in again to send. You can go on selling.',
  branchClosed:
    'This branch was closed. Sell nothing more here, and ask an admin. What is not sent yet goes out by itself; nothing is lost.',
  deviceRevoked:
    'This lane has been shut out by an admin. Nothing is sent any more; everything is kept. Export what is unsent.',
  deviceUnknown: 'The server does not know this lane. Nothing is lost; ask an admin.',
  workerStopped: 'This page has lost its data store. Reload it; nothing that was sold is lost.',
  catalogueStopped: 'The catalogue could not be read on this device. It is tried again; reload if it stays.',
  catalogueLost: 'The catalogue was deleted behind this page and stands still. Reload to fetch it again.',
  tooOld: 'This app is too old for the server. Reload it; nothing unsent is lost.',
} as const
