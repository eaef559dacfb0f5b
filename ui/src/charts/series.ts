/** A name of a token in `theme.css`. */
export type Hue = `--color-${string}`;

export interface Series {
  readonly key: string;
  readonly label: string;
  readonly hue: Hue;
  /** One for each interval; null where nothing is known. */
  readonly values: readonly (number | null)[];
}

/** How the numbers of a chart are said: in few figures, and with all of them. */
export interface Unit {
  readonly short: (value: number) => string;
  readonly exact: (value: number) => string;
}

const hues = 8;
const restHue: Hue = "--color-series-rest";
export const hueAt = (index: number): Hue => (index < hues ? `--color-series-${index + 1}` : restHue);

/** A sum for each interval of the keys that are named; what is left of the totals is the rest. */
export interface Told {
  /** Milliseconds since 1970, where an interval begins. */
  readonly time: number;
  readonly key: string;
  readonly value: number;
}

interface Stacking {
  readonly times: readonly number[];
  /** The largest first. */
  readonly keys: readonly string[];
  readonly told: readonly Told[];
  /** Of each interval, of all keys. */
  readonly totals: readonly { readonly time: number; readonly value: number }[];
  readonly restLabel: string;
}

/** One series for each key and one for all that is left, which has no place of its own where nothing is. */
export function stackedSeries({ times, keys, told, totals, restLabel }: Stacking): readonly Series[] {
  const place = new Map(times.map((time, index) => [time, index]));
  const rest = times.map(() => 0);
  for (const { time, value } of totals) add(rest, place.get(time), value);
  const byKey = new Map(keys.map((key) => [key, times.map(() => 0)]));
  for (const { time, key, value } of told) {
    const values = byKey.get(key);
    if (!values) continue;
    add(values, place.get(time), value);
    add(rest, place.get(time), -value);
  }
  const named = keys.map((key, index) => ({ key, label: key, hue: hueAt(index), values: byKey.get(key) ?? [] }));
  const left = rest.map((value) => Math.max(0, tidy(value)));
  if (left.every((value) => value === 0)) return named;
  return [...named, { key: "", label: restLabel, hue: restHue, values: left }];
}

function add(values: number[], index: number | undefined, value: number): void {
  if (index !== undefined) values[index] = (values[index] ?? 0) + value;
}

/** Differences of sums are zero where they would be but for how numbers are kept. */
const tidy = (value: number) => (Math.abs(value) < 1e-9 ? 0 : value);

/** Each with all that lie below it; the last of them is the sum of all. */
export function stackUp(series: readonly Series[]): readonly (readonly number[])[] {
  const sums: number[] = [];
  return series.map(({ values }) =>
    values.map((value, index) => {
      sums[index] = (sums[index] ?? 0) + (value ?? 0);
      return sums[index];
    }),
  );
}

export const sumOf = (values: readonly (number | null)[]): number =>
  values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
