import { type Setting, settingGroups } from "./settings.ts";

/** `docs/settings.md`, made from the table of settings. */
export function settingsPage(): string {
  const groups = Object.entries(settingGroups).map(([title, group]) => section(title, group));
  return `${head}\n${groups.join("\n")}`;
}

const head = `# Settings

Spanwise reads its settings from the environment, once, at the start. If one is wrong, all that are wrong are named
and nothing is started. An empty value counts as not set. A megabyte is 1,048,576 bytes. What a project sets for itself, its
prices, rules, redaction, retention and saved views, is told in [Cost](cost.md), [What is understood](dialects.md),
[Redaction](redaction.md), [Running](running.md) and [The query API](api.md#what-a-project-sets), and set in
[the window](window.md#settings) or over the API.

This page is made from \`receiver/src/settings/settings.ts\`: \`npx vitest run receiver/src/settings -u\` writes it anew.
`;

function section(title: string, group: Readonly<Record<string, Setting<unknown>>>): string {
  const rows = Object.entries(group).map(([name, setting]) => row(name, setting));
  return `## ${title}\n\n| Setting | Default | Meaning |\n|---|---|---|\n${rows.join("\n")}\n`;
}

function row(name: string, { default: standard, meaning }: Setting<unknown>): string {
  return `| \`${name}\` | ${standard === "" ? "" : `\`${standard}\``} | ${meaning.replaceAll("|", "\\|")} |`;
}
