import type { posErrors as entries } from '../../entries/pos-errors.ts';
import type { Text } from '../text.ts';

const field = (name: string, rule: string): Text => ({
  meaning: `The field ${name} of the point of sale or the store is not accepted.`,
  cause: `Its value is not what the field takes: ${rule}.`,
  hint: `Correct ${name}: ${rule}.`,
});

const taken: Text = {
  meaning: 'A point of sale with this external_id is there already.',
  cause: 'The external_id was used before; each point of sale of an account has its own.',
  hint: 'Use the one that is there (`mp-orders pos list`), or choose another external_id.',
};

const unknownField: Text = {
  meaning: 'The point of sale or the store has a field that the API does not take.',
  cause: 'The field has a typing error, or belongs to another API.',
  hint: 'Remove the field that the error names.',
};

const notValid: Text = {
  meaning: 'A field of the point of sale or the store is not accepted.',
  cause: 'A value is missing, or is not what the field takes.',
  hint: 'Correct what the error names.',
};

export const posErrors: Record<keyof typeof entries, Text> = {
  point_of_sale_exists: taken,
  pos_already_exists: taken,
  missing_body: {
    meaning: 'The request has no body.',
    cause: 'A point of sale or a store was sent without its fields.',
    hint: 'Send the fields as JSON, with `--data`.',
  },
  unknown_field_exception: unknownField,
  unknown_field: unknownField,
  validation_error: notValid,
  resource_bad_request_error: notValid,
  unprocessable_entity: notValid,
  store_not_found: {
    meaning: 'This account has no store with this id.',
    cause: 'The id has a typing error, or the store belongs to another account.',
    hint: 'Check the id of the store, and with `mp-orders auth status` the account.',
  },
  internal_error_check_store_owner: {
    meaning: 'Whose store it is could not be checked.',
    cause: 'A passing fault on the side of the provider.',
    hint: 'Try again in a while with the same idempotency key.',
  },
  internal_server_error: {
    meaning: 'The provider failed while working on the request.',
    cause: 'A passing fault on the side of the provider.',
    hint: 'Try again in a while with the same idempotency key.',
  },
  invalid_name: field('name', 'it is a text of 1 to 44 characters'),
  name_too_long: field('name', 'it has fewer than 45 characters'),
  invalid_fixed_amount: field('fixed_amount', 'it is true or false, and true for integrated tills'),
  fixed_amount_false: field('fixed_amount', 'it must be true where a url is given'),
  invalid_category: field('category', 'it is the number of a category (MCC) of the country'),
  unknown_mcc: field('category', 'this number is not a category of the country'),
  pos_unknown_mcc: field('category', 'this number is not a category of the country'),
  invalid_store_id: field('store_id', 'it is the id of a store of this account'),
  pos_invalid_store_id: field('store_id', 'it is the id of a store of this account'),
  invalid_external_store_id: field(
    'external_store_id',
    'it is the external_id of a store of this account',
  ),
  external_store_id_not_match: field(
    'external_store_id',
    'it names another store than store_id does',
  ),
  inexistent_external_store_id: field(
    'external_store_id',
    'this account has no store of that external_id',
  ),
  invalid_external_id: field('external_id', 'it is letters and digits only, without a hyphen'),
  external_id_too_long: field(
    'external_id',
    'a point of sale has fewer than 40 characters, a store 60 at most',
  ),
  invalid_url: field('url', 'it is an address of at most 300 characters on an allowed host'),
  url_too_long: field('url', 'it has at most 300 characters'),
  invalid_pos_id: field('id', 'it is the number of a point of sale of this account'),
  invalid_limit: field('limit', 'it is a whole number within the bounds of the search'),
  invalid_offset: field('offset', 'it is a whole number from 0 up'),
  invalid_business_hours: field(
    'business_hours',
    'each day is a list of open and close, such as 08:00 and 12:00',
  ),
  invalid_day: field('business_hours', 'its days are monday to sunday'),
  invalid_location: field(
    'location',
    'it needs street, number, city, state, latitude and longitude',
  ),
  invalid_street_name: field('location.street_name', 'it is the name of the street alone'),
  invalid_street_number: field('location.street_number', 'it is the number as a text'),
  invalid_city_name: field(
    'location.city_name',
    'it is one of the cities of the state, with its accents',
  ),
  invalid_state_name: field(
    'location.state_name',
    'it is one of the states of the country, with its accents',
  ),
  invalid_reference: field('location.reference', 'it is a short text'),
  invalid_zip_code: field('location.zip_code', 'it is a postal code of the country'),
  invalid_latitude: field('location.latitude', 'it is a number from -90 to 90, inside the country'),
  invalid_longitude: field(
    'location.longitude',
    'it is a number from -180 to 180, inside the country',
  ),
  invalid_user_id: field('user_id', 'it is the id of the account that is signed in'),
};
