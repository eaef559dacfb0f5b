type ParameterType =
  | "String"
  | "UInt8"
  | "UInt32"
  | "UInt64"
  | "Int64"
  | "Float64"
  | "Array(String)"
  | "Array(UInt64)"
  | "Array(Int64)"
  | "DateTime64(3, 'UTC')";

/** Collects the values of a query. What a caller sent reaches the engine through here and never as SQL text. */
export class Parameters {
  readonly values: Record<string, unknown> = {};
  private count = 0;

  /** The placeholder that stands for the value in the text. */
  add(type: ParameterType, value: unknown): string {
    const name = `p${this.count}`;
    this.count += 1;
    this.values[name] = typeof value === "bigint" ? String(value) : value;
    return `{${name}:${type}}`;
  }

  string(value: string): string {
    return this.add("String", value);
  }

  strings(values: readonly string[]): string {
    return this.add("Array(String)", values);
  }

  nanos(value: bigint): string {
    return this.add("UInt64", value);
  }

  /** A FixedString of as many bytes as the hex digits tell. */
  id(hex: string): string {
    return `toFixedString(unhex(${this.string(hex)}), ${hex.length / 2})`;
  }

  /** Milliseconds of the moment, within what DateTime64(3) can tell. */
  millis(nanos: bigint): string {
    const most = 10_413_791_999_999n;
    const millis = nanos / 1_000_000n;
    return `fromUnixTimestamp64Milli(${this.add("Int64", millis > most ? most : millis)}, 'UTC')`;
  }
}
