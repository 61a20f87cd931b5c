import * as v from 'valibot';
import { newShipmentId } from './build-order.ts';
import { chosenLines } from './choose-parts.ts';
import { Problem } from './errors.ts';
import { changeOrder, findOrder } from './find-order.ts';
import { once, type Reply } from './keys.ts';
import { apiLink, documentation } from './links.ts';
import { orderAt } from './order-states.ts';
import type { Call, KeyedCall } from './orders.ts';
import { type Fields, parseFields, sentFields } from './parse-body.ts';
import type { OrderRecord, ShipmentRecord } from './record.ts';
import { renderShipment } from './render-parts.ts';
import { shipOrder } from './ship-order.ts';

const tracking = v.strictObject({
  carrier: v.pipe(v.string(), v.nonEmpty()),
  code: v.pipe(v.string(), v.nonEmpty()),
  url: v.nullish(v.pipe(v.string(), v.url())),
});

const shipmentRequest = v.strictObject({
  lines: v.nullish(chosenLines),
  tracking: v.nullish(tracking),
});

/** POST /v2/orders/:id/shipments. */
export function createShipment(call: KeyedCall, id: string): Promise<Reply> {
  const { state, origin, keyed } = call;
  const { now } = state.machine;
  const newId = () => newShipmentId(now());
  return once(state, keyed, newId, async (shipmentId) => {
    const { scope, fields } = call.read();
    await findOrder(state, scope, id);
    const { lines, tracking } = parseFields(shipmentRequest, fields);
    const wish = { lines: lines ?? [], ...(tracking && { tracking: sentFields(tracking) }) };
    const at = now();
    const order = await changeOrder(state, scope, id, (one) =>
      one.shipments.some((shipment) => shipment.id === shipmentId)
        ? one
        : shipOrder(orderAt(one, at), shipmentId, wish, at),
    );
    return { status: 201, body: renderShipment(shipmentOf(order, shipmentId), order, origin) };
  });
}

/** GET /v2/orders/:id/shipments, which has no pages. */
export async function listShipments({ state, scope, origin }: Call, id: string) {
  const order = await findOrder(state, scope, id);
  return {
    count: order.shipments.length,
    _embedded: { shipments: order.shipments.map((one) => renderShipment(one, order, origin)) },
    _links: {
      self: apiLink(origin, `/orders/${id}/shipments`),
      documentation: documentation('shipments-api/list-shipments'),
    },
  };
}

/** GET /v2/orders/:id/shipments/:shipmentId. */
export async function getShipment(
  { state, scope, origin }: Call,
  { id, shipment }: { id: string; shipment: string },
) {
  const order = await findOrder(state, scope, id);
  return renderShipment(shipmentOf(order, shipment), order, origin);
}

/** PATCH /v2/orders/:id/shipments/:shipmentId: how the parcel can be followed. */
export async function patchShipment(
  { state, scope, origin }: Call,
  { id, shipment }: { id: string; shipment: string },
  fields: Fields,
) {
  shipmentOf(await findOrder(state, scope, id), shipment);
  const changed = parseFields(v.strictObject({ tracking }), fields);
  const order = await changeOrder(state, scope, id, (one) => ({
    ...one,
    shipments: one.shipments.map((each) =>
      each.id === shipment ? { ...each, tracking: sentFields(changed.tracking) } : each,
    ),
  }));
  return renderShipment(shipmentOf(order, shipment), order, origin);
}

function shipmentOf({ shipments }: OrderRecord, id: string): ShipmentRecord {
  const shipment = shipments.find((one) => one.id === id);
  if (shipment !== undefined) return shipment;
  throw new Problem(404, `No shipment exists with token ${id}.`); // Assumption: the wording
}
