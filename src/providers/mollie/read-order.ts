import type { Order } from '../../orders/order.ts';
import { asAsked } from '../asked-order.ts';
import type { Calls } from './calls.ts';
import { getRequest } from './requests.ts';
import { parseOrder } from './wire.ts';

export const readOrder = ({ read }: Pick<Calls, 'read'>, id: string): Promise<Order> =>
  read(getRequest(id), (text) => asAsked(parseOrder(text), { id }));
