export { Client } from './client';
export { ServerError } from './request';
export type * from './wire';
