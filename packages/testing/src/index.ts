export { type ChannelContract, describeChannelContract } from './channel-contract.ts';
export { mutateBody } from './mutate-body.ts';
export { type Fixture, readFixtures } from './read-fixtures.ts';
export { type RecordedRequest, recordRequests, withServer } from './with-server.ts';
