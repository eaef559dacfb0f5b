import { type Allowance, allowed, mayTell } from "./allowance.ts";
import { plainText, type Said, toldValue } from "./said.ts";
import { type Edit, editsOf } from "./words.ts";

export interface ValueChange {
  /** As JSONPath writes it: `$.filters[0].city`. */
  readonly path: string;
  readonly status: "added" | "removed" | "changed";
  readonly edits: readonly Edit[];
}

type Place = readonly [path: string, left: unknown, right: unknown];

/** Deeper, values are compared as texts. */
const deepest = 40;
const mostChanges = 200;

export interface ValueChanges {
  readonly values: readonly ValueChange[];
  /** How many more changed than are told. */
  readonly omitted: number;
}

/** What differs between two values, by its path; the order of an object's keys is no difference. */
export function valueChanges(left: Said | null, right: Said | null, allowance: Allowance): ValueChanges {
  const values: ValueChange[] = [];
  let omitted = 0;
  const waiting: (readonly [...Place, number])[] = [["$", valueIn(left), valueIn(right), 0]];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const [path, one, other, depth] = place;
    if (isSame(one, other)) continue;
    const below = depth < deepest ? placesBelow(path, one, other) : undefined;
    if (below !== undefined) for (const next of below.reverse()) waiting.push([...next, depth + 1]);
    else if (values.length < mostChanges && mayTell(allowance)) values.push(changeAt(path, one, other, allowance));
    else omitted += 1;
  }
  return { values, omitted };
}

/** What JSON does not tell, an absent value is. */
const valueIn = (said: Said | null): unknown => (said === null ? undefined : unfolded(toldValue(said)));

/** Arguments and results often come as JSON in a text. */
function unfolded(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value.slice(0, 100))) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

const isSame = (one: unknown, other: unknown) =>
  one === other || (typeof one !== "object" && typeof other !== "object" && Object.is(one, other));

function placesBelow(path: string, left: unknown, right: unknown): Place[] | undefined {
  if (Array.isArray(left) && Array.isArray(right))
    return Array.from({ length: Math.max(left.length, right.length) }, (_, at) => [
      `${path}[${at}]`,
      left[at],
      right[at],
    ]);
  if (!isObject(left) || !isObject(right)) return undefined;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].sort().map((key) => [`${path}${step(key)}`, own(left, key), own(right, key)]);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const own = (object: Readonly<Record<string, unknown>>, key: string) =>
  Object.hasOwn(object, key) ? object[key] : undefined;

const step = (key: string) => (/^[A-Za-z_]\w{0,60}$/.test(key) ? `.${key}` : `[${JSON.stringify(key.slice(0, 200))}]`);

function changeAt(path: string, left: unknown, right: unknown, allowance: Allowance): ValueChange {
  if (left === undefined) return { path, status: "added", edits: [{ edit: "added", text: told(right, allowance) }] };
  if (right === undefined)
    return { path, status: "removed", edits: [{ edit: "removed", text: told(left, allowance) }] };
  if (typeof left === "string" && typeof right === "string")
    return { path, status: "changed", edits: editsOf(left, right, allowance) };
  const edits: readonly Edit[] = [
    { edit: "removed", text: told(left, allowance) },
    { edit: "added", text: told(right, allowance) },
  ];
  return { path, status: "changed", edits };
}

const told = (value: unknown, allowance: Allowance) => allowed(plainText(value), allowance);
