import type { Facts } from "../model/facts.ts";
import type { Kind } from "../model/span.ts";
import type { Dialect, Fields, Said } from "./dialect.ts";
import { fields } from "./fields.ts";
import { isCall } from "./kinds.ts";
import type { Reader } from "./readers.ts";
import { sharedUsage } from "./shared-usage.ts";
import { normalised, type ReadUsage } from "./usage.ts";
import { Wanted } from "./wanted.ts";

interface Task {
  readonly name: keyof Fields;
  readonly bit: number;
  readonly readers: readonly Reader<unknown>[];
}

const usageIndex = 0;

/** Reads facts as one dialect has them: its own way to read each goes before the shared one. */
export class Reading {
  readonly dialect: Dialect;
  private readonly tasks: readonly Task[];
  private readonly wanted = new Wanted();

  constructor(dialect: Dialect) {
    this.dialect = dialect;
    const names = dialect.reads ?? (Object.keys(fields) as (keyof Fields)[]);
    this.tasks = names.map((name, at) => {
      const shared = dialect.alone?.includes(name) ? undefined : fields[name];
      const readers = [dialect.fields?.[name], shared].filter((reader) => reader !== undefined);
      return { name, bit: this.bitOf(at + 1, ...readers), readers };
    });
    if (dialect.reads === undefined) this.bitOf(usageIndex, dialect.usage, sharedUsage);
  }

  read(said: Said): Facts {
    const { dialect } = this;
    const bits = this.wanted.among(said.present);
    const kind = dialect.kind(said);
    const told = (bits & (1 << usageIndex)) === 0 ? undefined : this.usageOf(said, kind);
    const facts: Record<keyof Facts, unknown> = {
      ...unsaid,
      dialect: dialect.name,
      kind,
      usage: told?.usage,
      usageRule: told?.rule,
      usageDetails: told?.details,
      counts: isCall(kind),
    };
    for (const { name, bit, readers } of this.tasks) {
      if ((bits & bit) !== 0) facts[name] = firstOf(readers, said);
    }
    return facts as unknown as Facts;
  }

  private bitOf(index: number, ...readers: readonly (Reader<unknown> | undefined)[]): number {
    for (const reader of readers) if (reader !== undefined) this.wanted.add(index, reader);
    return 1 << index;
  }

  private usageOf(said: Said, kind: Kind): ReadUsage | undefined {
    return normalised(this.dialect.usage?.read(said) ?? sharedUsage.read(said) ?? {}, kind);
  }
}

function firstOf(readers: readonly Reader<unknown>[], said: Said): unknown {
  for (const reader of readers) {
    const value = reader.read(said);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Facts are all made with the same members in the same order, which is quicker to make and to read. */
const unsaid = Object.fromEntries(
  ["dialect", "kind", "usage", "usageRule", "usageDetails", "counts", ...Object.keys(fields)].map((name) => [
    name,
    undefined,
  ]),
) as Record<keyof Facts, undefined>;
