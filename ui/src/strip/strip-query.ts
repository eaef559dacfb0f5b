import { queryOptions } from "@tanstack/react-query";
import { client } from "../api/client.ts";
import type { ListNoun } from "../api/lists.ts";
import { readStrips, type StripSteps } from "./strip-steps.ts";

/** What a list says of a row whose strip is asked for; when one of it changes, so may the strip. */
export interface Stripped {
  readonly id: string;
  readonly startTime: string;
  readonly spanCount: number;
  readonly errorCount: number;
  readonly status: string;
}

/** The strip of one row, null for one without steps. Rows that are drawn together are asked for together. */
export function stripQuery(project: string, of: ListNoun, row: Stripped) {
  return queryOptions({
    queryKey: [project, "strip", of, row.id, row.spanCount, row.errorCount, row.status],
    queryFn: () => gatheringOf(project, of)(row),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

type Gather = (row: Stripped) => Promise<StripSteps | null>;
const gatherings = new Map<string, Gather>();

function gatheringOf(project: string, of: ListNoun): Gather {
  const key = `${of} ${project}`;
  const gather = gatherings.get(key) ?? openGathering((rows) => askStrips(project, of, rows));
  gatherings.set(key, gather);
  return gather;
}

async function askStrips(project: string, of: ListNoun, rows: readonly Stripped[]) {
  const starts = rows.map(({ startTime }) => BigInt(startTime));
  const [from = 0n, ...later] = starts.toSorted((one, other) => (one < other ? -1 : 1));
  const to = (later.at(-1) ?? from) + 1n;
  const id = rows.map((row) => row.id);
  return readStrips(await client.project(project).get("strips", { of, id, from: String(from), to: String(to) }));
}

interface Waiting {
  readonly row: Stripped;
  readonly resolve: (strip: StripSteps | null) => void;
  readonly reject: (error: unknown) => void;
}

/** In milliseconds: rows that come into sight one after the other are still together. */
const gatherFor = 15;
const most = 100;

function openGathering(ask: (rows: readonly Stripped[]) => Promise<ReadonlyMap<string, StripSteps>>): Gather {
  let waiting: Waiting[] = [];
  async function send() {
    const all = waiting;
    waiting = [];
    for (let at = 0; at < all.length; at += most) await answer(all.slice(at, at + most));
  }
  async function answer(some: readonly Waiting[]) {
    try {
      const strips = await ask(some.map(({ row }) => row));
      for (const { row, resolve } of some) resolve(strips.get(row.id) ?? null);
    } catch (error) {
      for (const { reject } of some) reject(error);
    }
  }
  return (row) =>
    new Promise((resolve, reject) => {
      waiting.push({ row, resolve, reject });
      if (waiting.length === 1) setTimeout(send, gatherFor);
    });
}
