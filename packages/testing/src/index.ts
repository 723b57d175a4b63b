export { type ChannelContract, describeChannelContract } from './channel-contract.ts';
export { testEnv } from './env.ts';
export { mutateBody, replaceEachToken } from './mutate-body.ts';
export { describeProviderContract, type ProviderContract } from './provider-contract.ts';
export { type Fixture, readFixtures } from './read-fixtures.ts';
export {
  createTestDatabase,
  type TestConnection,
  type TestDatabase,
  withDatabase,
} from './test-database.ts';
export { type RecordedRequest, recordRequests, withServer } from './with-server.ts';
