import type { Operation } from '../api/shop-api.ts'

/** Which shop this is, what we may do there, and its locations: what a connection begins with. */
export const WHO_ARE_YOU: Operation = {
  name: 'shop and rights',
  text: `query {
    shop { name myshopifyDomain currencyCode }
    currentAppInstallation { accessScopes { handle } }
    locations(first: 250, includeInactive: true) {
      nodes { id name isActive }
    }
  }`,
}

/** Its locations, as they are by now. */
export const LOCATIONS: Operation = {
  name: 'locations',
  text: `query {
    locations(first: 250, includeInactive: true) { nodes { id name isActive } }
  }`,
}

/** Which topics are told, and where to. */
export const SUBSCRIPTIONS: Operation = {
  name: 'webhook subscriptions',
  text: `query {
    webhookSubscriptions(first: 250) { nodes { id topic uri } }
  }`,
}

export const SUBSCRIBE: Operation = {
  name: 'subscribe',
  text: `mutation ($topic: WebhookSubscriptionTopic!, $uri: String!) {
    webhookSubscriptionCreate(topic: $topic, webhookSubscription: { uri: $uri }) {
      webhookSubscription { id }
      userErrors { field message }
    }
  }`,
}

export const SUBSCRIBE_ELSEWHERE: Operation = {
  name: 'subscribe elsewhere',
  text: `mutation ($id: ID!, $uri: String!) {
    webhookSubscriptionUpdate(id: $id, webhookSubscription: { uri: $uri }) {
      webhookSubscription { id }
      userErrors { field message }
    }
  }`,
}

export const UNSUBSCRIBE: Operation = {
  name: 'unsubscribe',
  text: `mutation ($id: ID!) {
    webhookSubscriptionDelete(id: $id) {
      deletedWebhookSubscriptionId
      userErrors { field message }
    }
  }`,
}
