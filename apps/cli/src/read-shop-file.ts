import { readFile } from 'node:fs/promises';
import { type ShopFile, shopFile } from '@chatpay/services';
import { findRepeatedKey } from './find-repeated-key.ts';

/** Reads and checks a shop file. Throws a sentence per mistake, each with its place in the file. */
export async function readShopFile(
  path: string,
  edit: (text: string) => string = (text) => text,
): Promise<ShopFile> {
  const text = edit(await readText(path));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`${path} is not JSON: ${reasonOf(error)}`);
  }
  const repeated = findRepeatedKey(text);
  if (repeated !== null) {
    const { name, line } = repeated;
    throw new Error(`${path} cannot be applied: line ${line} gives "${name}" a second time`);
  }
  const parsed = shopFile.safeParse(json);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `  ${issue.path.join('.') || 'the file'}: ${issue.message}`,
  );
  throw new Error(`${path} cannot be applied:\n${problems.join('\n')}`);
}

/** As UTF-8, with or without the mark that some editors put in front. */
async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new Error(`${path} cannot be read: ${reasonOf(error)}`);
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Error(`${path} is not a text in UTF-8: save it in that encoding`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
