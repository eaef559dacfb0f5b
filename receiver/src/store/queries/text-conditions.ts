import { type WordAsked, wordsAsked } from "../../model/words-asked.ts";
import { items } from "./attribute-conditions.ts";
import { anyOf, endOfTime, type InTraces, minute, ofTraces, within } from "./conditions.ts";
import type { Filters } from "./filters.ts";
import { folded } from "./folded-sql.ts";
import type { Parameters } from "./parameters.ts";
import { saidIn } from "./said-in.ts";

type Asked = Pick<Filters, "project" | "range" | "q"> & InTraces;

const spanColumns = ["name", "status_message", "error_type", "error_message", "tool_name", "agent_name"];
const ofSpan = { columns: [...spanColumns, "arrayStringConcat(events, '\\x01')"], dictionary: "span_items" };
const ofLog = { columns: ["body", "event_name", "severity_text"], dictionary: "log_items" };

/**
 * Whether a span, by its own row, what it refers to and the events told for it, holds all words of one of the texts
 * asked for. It is the telling that was last that counts.
 */
export function spanTextConditions(filters: Asked, add: Parameters): string[] {
  return anyOf(filters.q, (part) => {
    const bounds = [...within(filters.project, "start", filters.range, add), ...ofTraces(filters, add), "removed = 0"];
    const words = wordsAsked(part).map((word) => {
      const told = `(trace_id, span_id) IN (${eventsThatHold(filters, add, word)})`;
      return `(${[...heldInRow(filters, add, word, ofSpan), told].join(" OR ")})`;
    });
    const telling = `${minute}, trace_id, span_id, version`;
    return `(${telling}) IN (SELECT ${telling} FROM spans WHERE ${[...bounds, ...words].join(" AND ")})`;
  });
}

export function logTextConditions(filters: Asked, add: Parameters): string[] {
  return anyOf(filters.q, (part) => {
    const words = wordsAsked(part).map((word) => `(${heldInRow(filters, add, word, ofLog).join(" OR ")})`);
    return words.length === 0 ? "1" : words.join(" AND ");
  });
}

interface Texts {
  readonly columns: readonly string[];
  /** The view of all that the index of the table's attributes knows. */
  readonly dictionary: string;
}

function heldInRow(asked: Asked, add: Parameters, word: WordAsked, { columns, dictionary }: Texts): string[] {
  const forms = add.strings(word.forms);
  const holds = (text: string) => `multiSearchAny(${folded(text)}, ${forms})`;
  const short = `concat(${columns.join(", '\\x01', ")})`;
  return [
    holds(short),
    heldInValues(dictionary, holds),
    `arrayExists(r -> r IN (${contentsThatHold(asked, add, word)}), refs)`,
  ];
}

/** Of more it is not the index that finds rows quickly, but that there are many. */
const mostItems = 1000;

/**
 * Whether a value of an attribute holds it. All that the index knows is looked through, which is far less than what all
 * rows say: each value once. Asked for none, the index would not be asked and every row be looked at, so it is asked for
 * one that is not there.
 */
function heldInValues(dictionary: string, holds: (text: string) => string): string {
  const value = "substring(item, position(item, '=') + 1)";
  const found = `SELECT DISTINCT item FROM ${dictionary} WHERE ${holds(value)} LIMIT ${mostItems + 1}`;
  const list = `(SELECT arrayPushBack(groupArray(item), '\\x01') FROM (${found}))`;
  const inRow = `arrayExists(v -> ${holds("v")}, mapValues(attributes))`;
  return `if(length(${list}) > ${mostItems}, ${inRow}, hasAny(${items}, ${list}))`;
}

const aDay = 86_400_000_000_000n;

/** Contents lie in the day they arrived; a sender's clock may run a day ahead of ours. */
function contentsThatHold({ project, range }: Asked, add: Parameters, word: WordAsked): string {
  const from = add.millis(range.from > aDay ? range.from - aDay : 0n);
  const bounds = `project = ${add.string(project)} AND received >= ${from}`;
  return `SELECT hash FROM contents WHERE ${[bounds, ...saidIn("content", word, add)].join(" AND ")}`;
}

/** Log events may tell what was said in a span, a day before it and after. */
function eventsThatHold({ project, range }: Asked, add: Parameters, word: WordAsked): string {
  const from = range.from > aDay ? range.from - aDay : 0n;
  const around = { project, range: { from, to: range.to > endOfTime - aDay ? endOfTime : range.to + aDay } };
  const held = `(${heldInRow(around, add, word, ofLog).join(" OR ")})`;
  const conditions = [...within(project, "time", around.range, add), "event_name != ''", held];
  return `SELECT trace_id, span_id FROM logs WHERE ${conditions.join(" AND ")}`;
}
