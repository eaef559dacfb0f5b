import { queryOptions } from "@tanstack/react-query";
import type { SavedView } from "../../../receiver/src/control/saved-views.ts";
import type { MappingRule } from "../../../receiver/src/model/mapping-rule.ts";
import type { Signal } from "../../../receiver/src/model/signal.ts";
import type { OwnPriceBook } from "../../../receiver/src/pricing/own-prices.ts";
import type { RedactionSetting } from "../../../receiver/src/redaction/rules.ts";
import { client } from "./client.ts";

/** What a project can set, by name. */
export interface SettingValues {
  readonly prices: OwnPriceBook;
  readonly mappingRules: readonly MappingRule[];
  readonly redaction: RedactionSetting;
  /** Days; what is left out is as the receiver is set. */
  readonly retention: Readonly<Partial<Record<Signal, number>>>;
  readonly savedViews: readonly SavedView[];
}
export type SettingName = keyof SettingValues;

export interface Setting<Name extends SettingName> {
  readonly value: SettingValues[Name];
  /** Null when it was never set. */
  readonly updatedAt: string | null;
}

/** Of a project that never said. */
const unset: SettingValues = {
  prices: { prices: [], aliases: [] },
  mappingRules: [],
  redaction: { patterns: [], fields: [] },
  retention: {},
  savedViews: [],
};

export function settingQuery<Name extends SettingName>(project: string, name: Name) {
  return queryOptions({
    queryKey: [project, "setting", name],
    queryFn: async ({ signal }) => told(name, await client.project(project).get("settings/:name", { name }, signal)),
  });
}

/** Sets it, unless it was set by another after `known`. */
export async function writeSetting<Name extends SettingName>(
  project: string,
  name: Name,
  value: SettingValues[Name],
  known: string | null,
): Promise<Setting<Name>> {
  const given = { name, ifUpdatedAt: known ?? "never" };
  return told(name, await client.project(project).put("settings/:name", given, value));
}

/** The receiver reads every value by its schema before it keeps it. */
function told<Name extends SettingName>(
  name: Name,
  { value, updatedAt }: { readonly value?: unknown; readonly updatedAt: string | null },
): Setting<Name> {
  return { value: (value ?? unset[name]) as SettingValues[Name], updatedAt };
}

/** How the receiver was started, as far as it is about the project. */
export const receiverQuery = (project: string) =>
  queryOptions({
    queryKey: [project, "receiver"],
    queryFn: ({ signal }) => client.project(project).get("receiver", {}, signal),
    staleTime: 60_000,
  });
