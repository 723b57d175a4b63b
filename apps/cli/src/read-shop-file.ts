import { readFile } from 'node:fs/promises';
import { type ShopFile, shopFile } from '@chatpay/services';

/** Reads and checks a shop file. Throws a sentence per mistake, each with its place in the file. */
export async function readShopFile(
  path: string,
  edit: (text: string) => string = (text) => text,
): Promise<ShopFile> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Error(`${path} cannot be read: ${reasonOf(error)}`);
  });
  let json: unknown;
  try {
    json = JSON.parse(edit(text));
  } catch (error) {
    throw new Error(`${path} is not JSON: ${reasonOf(error)}`);
  }
  const parsed = shopFile.safeParse(json);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `  ${issue.path.join('.') || 'the file'}: ${issue.message}`,
  );
  throw new Error(`${path} cannot be applied:\n${problems.join('\n')}`);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
