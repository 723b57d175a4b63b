export { createVposProvider, type VposConfig } from './providers/vpos/adapter.ts';
export { type VposProfile, vposProfile } from './providers/vpos/profile.ts';
export {
  createProvider,
  type ProviderAccount,
  providerCredentials,
  providerSettings,
} from './registry.ts';
