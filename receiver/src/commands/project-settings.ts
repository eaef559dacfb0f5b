import { savedViewsSetting } from "../control/saved-views.ts";
import type { ProjectSettings } from "../control/settings.ts";
import { mappingRulesSchema } from "../dialects/mapping-rule-schema.ts";
import type { MappingRule } from "../model/mapping-rule.ts";
import { type OwnPriceBook, ownPriceBook } from "../pricing/own-prices.ts";
import type { OwnPrices } from "../pricing/prices.ts";
import { type ContentCapture, type Rules, redactionSetting, rulesOf } from "../redaction/rules.ts";
import { type RetentionDays, retentionSetting } from "../settings/retention.ts";

/** The settings that a project may have, each with the schema of the room that reads it. */
export const projectSettings = {
  redaction: redactionSetting,
  prices: ownPriceBook,
  mappingRules: mappingRulesSchema,
  retention: retentionSetting,
  savedViews: savedViewsSetting,
} as const;

type Settings = Pick<ProjectSettings<typeof projectSettings>, "read" | "onChange">;

const noPrices: OwnPriceBook = { prices: [], aliases: [] };
const noRules: readonly MappingRule[] = [];

/** The prices a project set itself: the same object until they change. */
export const pricesBySettings =
  (settings: Settings): OwnPrices =>
  (project) =>
    settings.read(project, "prices") ?? noPrices;

export const mappingRulesBySettings =
  (settings: Settings) =>
  (project: string): readonly MappingRule[] =>
    settings.read(project, "mappingRules") ?? noRules;

/** What arrives is kept for the days its project says; `standard` holds for who has not said. */
export const retentionBySettings =
  (settings: Settings, standard: RetentionDays): RetentionDays =>
  (project, signal) =>
    settings.read(project, "retention")?.[signal] ?? standard(project, signal);

/** The rules of each project, made once for each change of its settings. */
export function rulesBySettings(settings: Settings, standard: ContentCapture): (project: string) => Rules {
  const made = new Map<string, Rules>();
  const otherwise = rulesOf(undefined, standard);
  settings.onChange((project) => made.delete(project));
  return (project) => {
    const known = made.get(project);
    if (known !== undefined) return known;
    const setting = settings.read(project, "redaction");
    if (setting === undefined) return otherwise;
    const rules = rulesOf(setting, standard);
    made.set(project, rules);
    return rules;
  };
}
