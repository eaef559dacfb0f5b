type Described = string | number | boolean | null | readonly Described[] | { readonly [key: string]: Described };

/** What a value is and holds, as JSON: its class, its own members, an error's chain of classes. For comparing two runs. */
export function describe(value: unknown, above: readonly unknown[] = []): Described {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : `#${value}`;
  if (typeof value === "function") return `#function ${value.name}`;
  if (typeof value !== "object") return `#${typeof value} ${String(value)}`;
  if (above.includes(value) || above.length > 12) return "#again";
  return describeObject(value, [...above, value]);
}

function describeObject(value: object, above: readonly unknown[]): Described {
  const members = (entries: Iterable<readonly [unknown, unknown]>) =>
    Object.fromEntries([...entries].map(([key, member]) => [String(key), describe(member, above)]));
  if (Array.isArray(value)) return value.map((item) => describe(item, above));
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Headers) return { "#": "Headers", ...members(lasting(value)) };
  if (value instanceof Response) {
    return { "#": "Response", status: value.status, headers: describe(value.headers), used: value.bodyUsed };
  }
  if (ArrayBuffer.isView(value)) return { "#": classesOf(value), length: value.byteLength };
  if (value instanceof Map || value instanceof Set) return { "#": classesOf(value), ...members(value.entries()) };
  const classes = classesOf(value);
  return {
    ...(classes !== "Object" && { "#": classes }),
    ...(value instanceof Error && { message: value.message }),
    ...members(Object.entries(value)),
  };
}

/** A plain object's is `Object`, another's its classes from the most special on. */
function classesOf(value: object): string {
  const names: string[] = [];
  for (let at = Object.getPrototypeOf(value); at !== null && names.length < 8; at = Object.getPrototypeOf(at)) {
    names.push(at.constructor?.name ?? "?");
  }
  return names.length > 1 ? names.filter((name) => name !== "Object").join(" < ") : (names[0] ?? "null");
}

const lasting = (headers: Headers) =>
  [...headers].filter(([name]) => !["date", "connection", "keep-alive"].includes(name));
