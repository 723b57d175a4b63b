import { Router } from 'express';
import { z } from 'zod';
import type { Books } from '../books.ts';
import { refuse } from './refuse.ts';

/** `account` keeps one account's entries, `limit` the newest of each list. */
const booksQuery = z.object({
  account: z.string().optional(),
  limit: z.coerce.number().int().min(1).optional(),
});
type BooksQuery = z.output<typeof booksQuery>;

type BooksConfig = { books: Books; sessions: () => { account: string }[] };

/** `/control/books`: everything that happened, as the outside world saw it. */
export function createBooksRouter({ books, sessions }: BooksConfig): Router {
  const router = Router();
  router.get('/', (request, response) => {
    const query = booksQuery.safeParse(request.query);
    if (!query.success) return refuse(response, query.error);
    response.json({
      sessions: chosen(sessions(), query.data),
      messages: chosen(books.messages(), query.data),
      deliveries: chosen(books.deliveries(), query.data),
    });
  });
  return router;
}

function chosen<T extends { account: string }>(entries: T[], { account, limit }: BooksQuery): T[] {
  const own = account === undefined ? entries : entries.filter((one) => one.account === account);
  return limit === undefined ? own : own.slice(-limit);
}
