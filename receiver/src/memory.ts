/** What was found out lately, under names that say of themselves whether it still holds. */
export interface Memory<Value> {
  readonly get: (name: string) => Value | undefined;
  readonly put: (name: string, value: Value) => void;
}

/** Holds so many bytes: what was asked for longest ago goes first. What is longer than `longest` never comes in. */
export function openMemory<Value>(
  sizeOf: (value: Value) => number,
  { most, longest = most }: { readonly most: number; readonly longest?: number },
): Memory<Value> {
  const kept = new Map<string, Value>();
  let bytes = 0;
  return {
    get: (name) => {
      const value = kept.get(name);
      if (value === undefined) return undefined;
      kept.delete(name);
      kept.set(name, value);
      return value;
    },
    put: (name, value) => {
      if (sizeOf(value) > longest || kept.has(name)) return;
      kept.set(name, value);
      bytes += sizeOf(value);
      for (const [oldest, its] of kept) {
        if (bytes <= most) break;
        kept.delete(oldest);
        bytes -= sizeOf(its);
      }
    },
  };
}
