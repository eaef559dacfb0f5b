/** What was found out lately. */
export interface Memory<Value> {
  readonly get: (name: string) => Value | undefined;
  readonly put: (name: string, value: Value) => void;
}

/** Holds so much, by the size of each: what was asked for longest ago goes first. What is above `longest` never comes in. */
export function openMemory<Value>(
  sizeOf: (value: Value) => number,
  { most, longest = most }: { readonly most: number; readonly longest?: number },
): Memory<Value> {
  const kept = new Map<string, Value>();
  let bytes = 0;
  function forget(name: string) {
    const value = kept.get(name);
    if (value !== undefined && kept.delete(name)) bytes -= sizeOf(value);
  }
  return {
    get: (name) => {
      const value = kept.get(name);
      if (value === undefined) return undefined;
      kept.delete(name);
      kept.set(name, value);
      return value;
    },
    put: (name, value) => {
      forget(name);
      if (sizeOf(value) > longest) return;
      kept.set(name, value);
      bytes += sizeOf(value);
      for (const oldest of kept.keys()) {
        if (bytes <= most) break;
        forget(oldest);
      }
    },
  };
}

/** To each its own, which goes when it does. */
export function memoryOfEach<Owner extends object, Value>(open: () => Memory<Value>): (owner: Owner) => Memory<Value> {
  const memories = new WeakMap<Owner, Memory<Value>>();
  return (owner) => {
    const memory = memories.get(owner) ?? open();
    memories.set(owner, memory);
    return memory;
  };
}
