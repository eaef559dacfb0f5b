import type { SettingPart } from "../settings-search.ts";

/** How the parts of the settings are called. */
export const settingLabels: Readonly<Record<SettingPart, string>> = {
  project: "Project",
  prices: "Prices",
  rules: "Mapping rules",
  redaction: "Redaction",
  retention: "Retention",
  views: "Saved views",
};
