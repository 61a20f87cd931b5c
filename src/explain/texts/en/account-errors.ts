import type { accountErrors as entries } from '../../entries/account-errors.ts';
import type { Text } from '../text.ts';

export const accountErrors: Record<keyof typeof entries, Text> = {
  unsupported_site: {
    meaning: 'QR orders are not offered in the country of this account.',
    cause:
      'The access token belongs to an account of a country without QR orders, or the account still lacks the authorization.',
    hint: 'QR orders exist for accounts of Argentina, Brazil, Chile and Uruguay.',
  },
  marketplace_not_valid: {
    meaning:
      'marketplace_fee was sent, but the access token does not say which marketplace it belongs to.',
    cause: "The token is the account's own one, not one obtained through OAuth.",
    hint: 'marketplace_fee needs an access token obtained through OAuth; leave it out or sign in with one.',
  },
  marketplace_fee_not_allowed: {
    meaning:
      'marketplace_fee cannot be taken, because the marketplace of this access token was not found.',
    cause: "The token belongs to another application than the marketplace's.",
    hint: 'The marketplace of this access token was not found; leave marketplace_fee out or sign in with another.',
  },
  sponsor_id_not_valid: {
    meaning:
      'integration_data.sponsor.id is not the id of a Mercado Pago account that may sponsor this order.',
    cause:
      "It holds an e-mail, an application id or the seller's own id instead of the integrator's USER_ID.",
    hint: 'integration_data.sponsor.id must be the USER_ID of a Mercado Pago account.',
  },
  unauthorized: {
    meaning: 'Mercado Pago does not accept the access token.',
    cause:
      'The token was mistyped, renewed or revoked; tokens obtained through OAuth end after 180 days.',
    hint: 'The access token was refused: `mp-orders auth login` takes a new one.',
  },
  invalid_credentials: {
    meaning: 'The access token does not allow this request.',
    cause:
      'The token was mistyped or revoked, or it belongs to an application without this permission.',
    hint: 'The access token was refused: `mp-orders auth login` takes a new one.',
  },
  user_not_authorized: {
    meaning: 'This account may not do that with this order.',
    cause: 'The order was created by another account than the one signed in.',
    hint: 'Sign in as the account that created the order; `mp-orders auth status` shows which one this is.',
  },
  invalid_order_owner: {
    meaning: 'Only the account that created an order can refund it, and this is another one.',
    cause: "The wrong profile is in use, or MP_ACCESS_TOKEN holds another shop's token.",
    hint: 'Sign in as the account that created the order; `mp-orders auth status` shows which one this is.',
  },
  pos_not_found: {
    meaning: 'No point of sale of this account has this external_pos_id.',
    cause:
      'The external_id has a typing error, belongs to another account, or the POS was made in the panel and has none yet.',
    hint: 'Name a POS by its external_id, which this account must have; a POS made in the panel has none until it is given one.',
  },
  order_not_found: {
    meaning: 'This account has no order with this id.',
    cause:
      'The id has a typing error, the order belongs to another account, a test id meets a live token, or it is over three months old.',
    hint: 'Check the id, and with `mp-orders auth status` that this is the account that created the order. Orders older than three months are not served.',
  },
  order_not_found_test_order: {
    meaning: 'The id is that of a test order, and this is a live account.',
    cause: 'The order was created with a test account; live accounts cannot see it.',
    hint: 'This is a test order (ORDTST) and a live account: sign in with the test account that created it.',
  },
  order_not_found_live_order: {
    meaning: 'The id is that of a live order, and this is a test account.',
    cause: 'The order was created with a live account; test accounts cannot see it.',
    hint: 'This is a live order (ORD) and a test account: sign in with the live account that created it.',
  },
  order_not_found_too_old: {
    meaning: 'The order is over three months old, and the API no longer serves it.',
    cause: 'Orders can be read for three months; the age is told by the id itself.',
    hint: 'By its id the order is over three months old: the API no longer serves it. The account’s reports still have the payment.',
  },
  transaction_not_found: {
    meaning: 'The order has no payment with this id.',
    cause: 'The payment id belongs to another order, or was mistyped.',
    hint: 'Take the payment id (PAY…) from `mp-orders get` of the same order.',
  },
  seller_configuration: {
    meaning: 'The account of the shop is not set up for this kind of order.',
    cause: 'A feature such as cash-outs has to be turned on by Mercado Pago first.',
    hint: 'Ask Mercado Pago to turn the feature on for this account, or leave it out of the request.',
  },
  forbidden_checking_terminal_owner: {
    meaning: 'The card terminal belongs to another account.',
    cause: 'The terminal id has a typing error, or the wrong account is signed in.',
    hint: 'Check the terminal id, and with `mp-orders auth status` the account.',
  },
};
