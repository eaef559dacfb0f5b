import { fieldsOf, listFrom } from "../lines.ts";
import type { EntryCostRow } from "./cost-row.ts";
import type { TokenRow } from "./span-row.ts";

/** What the ledger holds of a span, as its column `line` says it. */
export interface EntryLine extends TokenRow, EntryCostRow {
  readonly hidden: boolean;
  readonly failed: boolean;
  readonly session_id: string;
  readonly user_id: string;
  readonly agent_name: string;
  readonly workflow_name: string;
  readonly platform: string;
  readonly tags: readonly string[];
  readonly provider: string;
  readonly model: string;
  readonly response_model: string;
  readonly counts: boolean;
  readonly why: string;
  readonly keeper: string;
  readonly adopted: boolean;
  readonly error_type: string;
  readonly error_message: string;
  readonly finish_reasons: readonly string[];
  readonly first_token: string;
}

const sources = ["none", "reported", "computed", "estimated", "failed"] as const;

/** Reads what the migration `ledger_line` writes, field for field. */
export function readEntryLine(line: string): EntryLine {
  const next = fieldsOf(line);
  return {
    hidden: next() === "1",
    failed: next() === "1",
    session_id: next(),
    user_id: next(),
    agent_name: next(),
    workflow_name: next(),
    platform: next(),
    tags: listFrom(next()),
    provider: next(),
    model: next(),
    response_model: next(),
    has_tokens: next() === "1",
    input_tokens: next(),
    output_tokens: next(),
    cached_tokens: next(),
    cache_write_tokens: next(),
    reasoning_tokens: next(),
    counts: next() === "1",
    why: next(),
    keeper: next(),
    adopted: next() === "1",
    error_type: next(),
    error_message: next(),
    finish_reasons: listFrom(next()),
    first_token: next(),
    source: sources[Number(next())] ?? "none",
    total: next(),
    of_input: next(),
    of_output: next(),
    of_cached: next(),
    of_cache_write: next(),
    price_version: next(),
  };
}
