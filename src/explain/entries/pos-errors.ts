import type { Entry } from '../entry.ts';

const pos = ['mp-orders pos list'];
const whoAmI = ['mp-orders auth status'];
/** A value of one field. */
const field = { mover: 'integrator', http: 400, sources: ['pos_page'] } as const;

/**
 * Codes about points of sale and stores. The pages write them in capitals, answers in small letters:
 * a code is found in either.
 */
export const posErrors = {
  point_of_sale_exists: { mover: 'shop', http: 409, next: pos, sources: ['pos_page', 'recorded'] },
  pos_already_exists: { mover: 'shop', http: 409, next: pos, sources: ['pos_page'] },
  missing_body: { mover: 'integrator', http: 400, sources: ['pos_page'] },
  unknown_field_exception: { mover: 'integrator', http: 400, sources: ['pos_page'] },
  unknown_field: { mover: 'integrator', http: 400, sources: ['pos_page'] },
  validation_error: { mover: 'integrator', http: 400, sources: ['pos_page'] },
  resource_bad_request_error: { mover: 'integrator', http: 400, sources: ['pos_page'] },
  unprocessable_entity: { mover: 'integrator', http: 422, sources: ['pos_page'] },
  store_not_found: { mover: 'integrator', http: 404, next: whoAmI, sources: ['pos_page'] },
  internal_error_check_store_owner: { mover: 'provider', http: 424, sources: ['pos_page'] },
  internal_server_error: { mover: 'provider', http: 500, sources: ['pos_page'] },
  invalid_name: field,
  name_too_long: field,
  invalid_fixed_amount: field,
  fixed_amount_false: field,
  invalid_category: field,
  unknown_mcc: field,
  pos_unknown_mcc: field,
  invalid_store_id: field,
  pos_invalid_store_id: field,
  invalid_external_store_id: field,
  external_store_id_not_match: field,
  inexistent_external_store_id: field,
  invalid_external_id: field,
  external_id_too_long: field,
  invalid_url: field,
  url_too_long: field,
  invalid_pos_id: field,
  invalid_limit: field,
  invalid_offset: field,
  invalid_business_hours: field,
  invalid_day: field,
  invalid_location: field,
  invalid_street_name: field,
  invalid_street_number: field,
  invalid_city_name: field,
  invalid_state_name: field,
  invalid_reference: field,
  invalid_zip_code: field,
  invalid_latitude: field,
  invalid_longitude: field,
  invalid_user_id: field,
} as const satisfies Record<string, Entry>;
