const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/**
 * The first name that stands twice in one object of a JSON text, with its line, or null. JSON.parse keeps the last
 * of them in silence: of two prices nobody would know which one a shop sells for.
 */
export function findRepeatedKey(json: string): { name: string; line: number } | null {
  const open: (Set<string> | null)[] = [];
  let last = '';
  for (const { 0: token, index } of json.matchAll(TOKENS)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const name = String(JSON.parse(last));
      const names = open.at(-1);
      if (names?.has(name)) return { name, line: json.slice(0, index).split('\n').length };
      names?.add(name);
    }
    last = token;
  }
  return null;
}
