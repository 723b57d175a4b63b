export * from './registry.ts';
export { shopFlow } from './shop/flow.ts';
export { type ShopState, shopState } from './shop/state.ts';
