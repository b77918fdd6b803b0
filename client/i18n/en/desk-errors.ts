/** What went wrong and what to do, by codes that only the desk meets; the others are in `errors.ts`. */
export const deskErrors = {
  'shopify/not-connected': 'No Shopify shop is connected. Connect one first.',
  'shopify/import-running': 'An import is at work already. Wait for its end, or cancel it.',
  'shopify/import-unknown': 'There is no such import.',
  'shopify/import-ended': 'This import has ended already.',
  'shopify/import-not-failed':
    'This import did not fail, so there is nothing to go on with. Start another one.',
  'shopify/decision-unknown': 'There is no such decision.',
  'shopify/decision-reversed': 'This was reversed before, perhaps by someone else. Edit the product instead.',
  'shopify/connected': 'This business is connected to a shop already. Disconnect that one first.',
  'shopify/taken': 'Another business is connected to this shop.',
  'shopify/no-shop': 'There is no shop at this address. Take it from the address bar of its admin.',
  'shopify/bad-credentials':
    'Shopify refuses this client id or secret. Copy both again from the settings of the app.',
  'shopify/not-installed':
    'The app is not installed on this shop, or the shop is closed. Install it in Shopify, then try again.',
  'shopify/missing-rights':
    'The app lacks rights in Shopify. Give it those that are missing, then try again.',
  'shopify/unreachable': 'Shopify cannot be reached right now. Nothing was changed; try again in a moment.',
  'shopify/other-shop': 'This opens another shop than the one that is named.',
  'shopify/other-currency': 'The shop sells in another currency than this business.',
  'shopify/unknown-location': 'The shop has no such location any more. Load the page again.',
  'shopify/branch-taken': 'Another location stands for this branch already.',
  'shopify/not-on': 'The connection is not at work just now.',
  'shopify/not-paused': 'The connection is not paused. Put right what stopped it first.',
  'shopify/waiting-unknown': 'It does not wait any more. Perhaps it went through meanwhile.',
  'shopify/not-restored': 'Our database was not restored, so there are no figures to choose.',
  'shopify/forged': 'This message is not signed by a connected shop.',
} as const
