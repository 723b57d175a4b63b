export * from './claim-start.ts';
export * from './connect.ts';
export * from './database-fault.ts';
export * from './migrate.ts';
export * from './queries/index.ts';
export * as schema from './schema/index.ts';
export * from './schema/merchant.ts';
export * from './seal.ts';
