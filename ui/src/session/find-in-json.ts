/** So many places are told. */
export const mostFound = 1000;

interface Part {
  readonly value: unknown;
  readonly path: string;
}

/** The paths of the fields and values in which words stand, in the order in which they are read. */
export function findInJson(value: unknown, words: string): readonly string[] {
  const wanted = words.trim();
  if (wanted === "") return [];
  const pattern = new RegExp(wanted.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"), "i");
  const found: string[] = [];
  const waiting: Part[] = [{ value, path: "" }];
  for (let part = waiting.pop(); part && found.length < mostFound; part = waiting.pop()) {
    const { value: here, path } = part;
    if (typeof here !== "object" || here === null) {
      if (isIn(pattern, here) || isIn(pattern, keyOf(path))) found.push(path);
      continue;
    }
    if (isIn(pattern, keyOf(path))) found.push(path);
    const keys = Object.keys(here);
    for (let at = keys.length - 1; at >= 0; at -= 1) {
      const key = keys[at] as string;
      const inner = (here as Record<string, unknown>)[key];
      waiting.push({ value: inner, path: `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}` });
    }
  }
  return found;
}

function isIn(pattern: RegExp, value: unknown): boolean {
  return value !== null && value !== undefined && pattern.test(String(value));
}

/** The places of lists are no words. */
function keyOf(path: string): string {
  const key = path.slice(path.lastIndexOf("/") + 1);
  return /^\d+$/.test(key) ? "" : key.replaceAll("~1", "/").replaceAll("~0", "~");
}
