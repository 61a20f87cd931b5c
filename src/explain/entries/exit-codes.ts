import type { ExitCode } from '../../errors.ts';
import type { Entry } from '../entry.ts';

/** A code added to the contract in errors.ts and not here is a type error. */
export const exitCodes = {
  '0': { mover: 'nobody', sources: ['tool'] },
  '1': { mover: 'integrator', sources: ['tool'] },
  '2': { mover: 'integrator', next: ['mp-orders --help'], sources: ['tool'] },
  '3': { mover: 'integrator', sources: ['tool'] },
  '4': {
    mover: 'integrator',
    next: ['mp-orders auth status', 'mp-orders auth login'],
    sources: ['tool'],
  },
  '5': { mover: 'shop', next: ['mp-orders auth status', 'mp-orders list'], sources: ['tool'] },
  '6': {
    mover: 'shop',
    next: ['mp-orders get {id}', 'mp-orders history <key>'],
    sources: ['tool'],
  },
  '7': { mover: 'provider', sources: ['tool'] },
  '8': {
    mover: 'shop',
    next: ['mp-orders order resume', 'mp-orders get {id}', 'mp-orders help never-twice'],
    sources: ['tool'],
  },
  '9': { mover: 'shop', next: ['mp-orders get {id}'], sources: ['tool'] },
  '10': {
    mover: 'customer',
    next: ['mp-orders watch {id}', 'mp-orders cancel {id}'],
    sources: ['tool'],
  },
  '11': { mover: 'integrator', sources: ['tool'] },
  '126': { mover: 'integrator', sources: ['tool'] },
  '127': { mover: 'integrator', sources: ['tool'] },
  '129': { mover: 'shop', next: ['mp-orders get {id}'], sources: ['tool'] },
  '130': { mover: 'shop', next: ['mp-orders get {id}'], sources: ['tool'] },
  '143': { mover: 'shop', next: ['mp-orders get {id}'], sources: ['tool'] },
} as const satisfies Record<`${ExitCode}`, Entry>;
