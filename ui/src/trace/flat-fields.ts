/** More than so many fields are easier to read as JSON. */
const most = 24;
/** Longer texts are not read for fields. */
const mostRead = 200_000;

type Field = readonly [name: string, text: string];

/** The fields of an object, also of one written as JSON, when each is a plain value; else nothing. */
export function flatFields(value: unknown): readonly Field[] | null {
  const object =
    typeof value === "string" && value.length <= mostRead && value.trimStart().startsWith("{") ? parsed(value) : value;
  if (typeof object !== "object" || object === null || Array.isArray(object)) return null;
  const pairs = Object.entries(object);
  if (pairs.length === 0 || pairs.length > most) return null;
  if (pairs.some(([, field]) => typeof field === "object" && field !== null)) return null;
  return pairs.map(([name, field]) => [name, String(field)]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
