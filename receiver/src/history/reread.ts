import { randomUUID } from "node:crypto";
import type { MappingRule } from "../model/mapping-rule.ts";
import { RowBuffer } from "../row-buffer.ts";
import type { Tellings, TellingsQuery } from "../store/again/read-tellings.ts";
import type { FactsAnew } from "../store/again/rewrite-facts.ts";
import { type Anew, writeFactsAnew } from "./facts-anew-row.ts";
import { type Changes, changesOf, readAgain } from "./read-again.ts";

/** What reading history again needs from elsewhere. */
export interface HistoryOptions {
  readonly readTellings: (query: TellingsQuery) => Promise<Tellings>;
  readonly rewriteFacts: (anew: FactsAnew) => Promise<void>;
  /** Makes the ledger and the summaries of these traces anew. */
  readonly settle: (touched: ReadonlyMap<string, ReadonlySet<string>>) => Promise<void>;
  readonly rulesOf: (project: string) => readonly MappingRule[];
  /** Of the text of a fact, in characters. */
  readonly longestText: number;
}

export interface RereadQuery extends TellingsQuery {
  /** The project's rules, unless others are to be tried. */
  readonly rules?: readonly MappingRule[] | undefined;
  /** Whether what is read anew is stored. */
  readonly apply: boolean;
}

export interface Changed {
  readonly traceId: string;
  readonly spanId: string;
  readonly name: string;
  readonly changes: Changes;
}

export interface Reread {
  readonly read: number;
  readonly changed: number;
  /** How many spans changed in each fact. */
  readonly byFact: Readonly<Record<string, number>>;
  readonly examples: readonly Changed[];
  readonly nextCursor: string | null;
}

const mostExamples = 20;

/**
 * Reads a page of stored spans again, from what they said, by the readers and rules of today. Safe to repeat and to stop:
 * a page that was stored once has nothing to change the next time.
 */
export async function reread(options: HistoryOptions, query: RereadQuery): Promise<Reread> {
  const { project, apply, rules = options.rulesOf(project), ...page } = query;
  const { tellings, nextCursor } = await options.readTellings({ project, ...page });
  const anew = tellings
    .flatMap((telling) => {
      const again = readAgain(telling, rules, options.longestText);
      return again === undefined ? [] : [{ telling, again, changes: changesOf(telling.facts, again.stored) }];
    })
    .filter(({ changes }) => Object.keys(changes).length > 0);
  if (apply && anew.length > 0) await store(options, project, anew);
  return { read: tellings.length, changed: anew.length, ...summaryOf(anew), nextCursor };
}

async function store(options: HistoryOptions, project: string, anew: readonly Anew[]): Promise<void> {
  const rows = new RowBuffer(1 << 18);
  const run = { name: randomUUID(), project, seconds: Math.floor(Date.now() / 1000), longest: options.longestText };
  for (const one of anew) writeFactsAnew(rows, one, run);
  const starts = anew.map(({ telling }) => BigInt(telling.span.startTime)).sort((one, other) => (one < other ? -1 : 1));
  const [low = 0n, high = low] = [starts[0], starts.at(-1)];
  await options.rewriteFacts({ project, run: run.name, rows: rows.written(), low, high });
  await options.settle(new Map([[project, new Set(anew.map(({ telling }) => telling.span.traceId))]]));
}

function summaryOf(anew: readonly (Anew & { readonly changes: Changes })[]): Pick<Reread, "byFact" | "examples"> {
  const byFact: Record<string, number> = {};
  for (const { changes } of anew) for (const name of Object.keys(changes)) byFact[name] = (byFact[name] ?? 0) + 1;
  const examples = anew.slice(0, mostExamples).map(({ telling: { span }, changes }) => ({
    traceId: span.traceId,
    spanId: span.spanId,
    name: span.name,
    changes,
  }));
  return { byFact, examples };
}
