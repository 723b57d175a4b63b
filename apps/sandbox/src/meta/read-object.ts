import type { Account } from '../accounts.ts';
import type { Phone } from '../phones/phone.ts';
import { type GraphAnswer, ok, refused } from './graph-answer.ts';
import { graphFault, unknownObject } from './graph-fault.ts';
import type { MetaDialect } from './meta-dialect.ts';

const NO_PERSON = graphFault(9010, 'No matching Instagram user', { type: 'IGApiException' });

/** `GET /me`: the account of the token. */
export function readAccount({ channel }: MetaDialect, account: Account): GraphAnswer {
  const { externalId, key, name } = account;
  if (channel === 'messenger') return ok({ id: externalId, name });
  const username = toUsername(name) || toUsername(key);
  return ok({ user_id: externalId, username, name, id: `9${externalId.slice(1)}` });
}

/** `GET /<person>`: the profile, once the person has written. */
export function readPerson(
  { channel }: MetaDialect,
  id: string,
  phone: Phone | undefined,
): GraphAnswer {
  if (!phone || phone.standing === 'stranger') {
    return refused(channel === 'instagram' ? NO_PERSON : unknownObject('GET', id));
  }
  const { name } = phone.profile;
  const [first_name = '', ...rest] = name.split(' ');
  if (channel === 'messenger') {
    return ok({ id, first_name, last_name: rest.join(' '), name, profile_pic: null });
  }
  const username = `${first_name.toLowerCase()}_${id.slice(-4)}`;
  return ok({ id, name, username, profile_pic: null, is_user_follow_business: true });
}

/** Usernames are Latin; a name without Latin letters has none in it. */
function toUsername(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '');
}
