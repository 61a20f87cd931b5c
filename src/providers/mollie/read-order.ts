import type { Order } from '../../orders/order.ts';
import type { Calls } from './calls.ts';
import { getRequest } from './requests.ts';
import { parseOrder } from './wire.ts';

export const readOrder = ({ read }: Pick<Calls, 'read'>, id: string): Promise<Order> =>
  read(getRequest(id), parseOrder);
