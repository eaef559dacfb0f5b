import type { HtmlTagDescriptor, Plugin, Rollup } from "vite";

const entities = ["agents", "tools", "users", "models", "errors"] as const;
const ofEach = (pages: readonly string[], end = "") =>
  Object.fromEntries(entities.map((place) => [`${place}${end}`, pages]));
const overview = ["pages/overview-page", "charts/plot"];

/**
 * What comes late of the pages at each place of an address, as `early.js` looks for it. A place that ends with a slash is
 * one of many.
 */
const late: Readonly<Record<string, readonly string[]>> = {
  "": overview,
  overview,
  "traces/": ["pages/trace-page"],
  "sessions/": ["pages/session-page"],
  cost: ["pages/cost-page", "charts/plot"],
  live: ["pages/live-page"],
  findings: ["pages/findings-page"],
  compare: ["pages/compare-page"],
  ingest: ["pages/ingest-page"],
  connect: ["pages/connect-page"],
  settings: ["pages/settings-page"],
  ...ofEach(["pages/entities-page"]),
  ...ofEach(["pages/entity-page", "charts/plot"], "/"),
};

/** Tells the page what to load beside its first scripts: the font of its words, and by its address the scripts of a page. */
export function earlyLoads(): Plugin {
  return {
    name: "early-loads",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        if (bundle === undefined) return html;
        const told = Object.entries(late).map(([place, modules]) => [place, filesOf(bundle, modules)]);
        const words = JSON.stringify(Object.fromEntries(told));
        return {
          html: html.replace('src="/early.js"', `src="/early.js" data-files='${words}'`),
          tags: fontsOf(bundle),
        };
      },
    },
  };
}

function fontsOf(bundle: Rollup.OutputBundle): HtmlTagDescriptor[] {
  const fonts = Object.keys(bundle).filter((file) => /\/inter-latin-wght[^/]*\.woff2$/.test(file));
  const attrs = { rel: "preload", as: "font", type: "font/woff2", crossorigin: true };
  return fonts.map((file) => ({ tag: "link", attrs: { ...attrs, href: `/${file}` }, injectTo: "head" }));
}

/** Scripts and styles, without those that stand in the page already. */
function filesOf(bundle: Rollup.OutputBundle, modules: readonly string[]): readonly string[] {
  const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
  const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const withImports = (begun: readonly Rollup.OutputChunk[]) => {
    const found = new Set(begun.map(({ fileName }) => fileName));
    for (const file of found) for (const next of byFile.get(file)?.imports ?? []) found.add(next);
    return found;
  };
  const isWanted = ({ facadeModuleId }: Rollup.OutputChunk) =>
    modules.some((module) => facadeModuleId?.endsWith(`/src/${module}.tsx`));
  const first = withImports(chunks.filter(({ isEntry }) => isEntry));
  const scripts = [...withImports(chunks.filter(isWanted)).difference(first)];
  const styles = scripts.flatMap((file) => [...(byFile.get(file)?.viteMetadata?.importedCss ?? [])]);
  return [...scripts, ...new Set(styles)].map((file) => `/${file}`);
}
