import type { Stage } from '../stage/open-stage.ts';
import { until } from '../stage/until.ts';

/** What we remember about the payment behind a link. */
export type Payment = {
  orderNumber: string;
  orderStatus: string;
  inReview: boolean;
  requestId: string;
  requestStatus: string;
  attempts: { id: string; status: string; lookups: number }[];
  /** Reasons of open review items of the order. */
  reviews: string[];
};

/** Reads the payment behind a link of ours. Throws when there is none. */
export async function findPayment({ pool }: Stage, payUrl: string): Promise<Payment> {
  const token = new URL(payUrl).pathname.split('/').at(-1);
  const { rows } = await pool.query<{ payment: Payment }>(PAYMENT, [token]);
  const [row] = rows;
  if (!row) throw new Error(`No payment request has the token of ${payUrl}`);
  return row.payment;
}

/** Waits until the payment behind a link is as `fits` says. */
export function untilPayment(
  stage: Stage,
  payUrl: string,
  fits: (payment: Payment) => boolean,
): Promise<Payment> {
  let last: Payment | undefined;
  return until(
    async () => {
      last = await findPayment(stage, payUrl);
      return fits(last) && last;
    },
    {
      what: `the payment to be as ${fits}`,
      explain: () => [JSON.stringify(last), ...stage.complaints()].join('\n'),
    },
  );
}

/** Turns the clock so that the link's time is over. */
export async function letLinkExpire({ pool }: Stage, payUrl: string): Promise<void> {
  const token = new URL(payUrl).pathname.split('/').at(-1);
  await pool.query(
    `update payment_request
     set expires_at = now() - interval '1 second', due_at = now() - interval '1 second'
     where token = $1`,
    [token],
  );
}

const PAYMENT = `
  select json_build_object(
    'orderNumber', "order".number, 'orderStatus', "order".status, 'inReview', "order".in_review,
    'requestId', request.id, 'requestStatus', request.status,
    'attempts', coalesce((
      select json_agg(json_build_object('id', id, 'status', status, 'lookups', lookups)
        order by number) from attempt where request_id = request.id), '[]'),
    'reviews', coalesce((
      select json_agg(reason order by created_at) from review_item
      where order_id = "order".id and state = 'open'), '[]')
  ) as payment
  from payment_request as request join "order" on "order".id = request.order_id
  where request.token = $1`;
