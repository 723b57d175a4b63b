export * from './conversation.ts';
export * from './inbox.ts';
export * from './journal.ts';
export * from './merchant.ts';
export * from './message.ts';
export * from './order.ts';
export * from './payment.ts';
