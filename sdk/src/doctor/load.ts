import { createRequire, registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Loads a package both ways, as a file in a folder would, so that both its copies are patched. What fails is left out. */
export async function loadBothWays(home: string, name: string): Promise<void> {
  const file = join(home, "doctor.js");
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const isOurs = specifier === name && context.parentURL === import.meta.url;
      return next(specifier, isOurs ? { ...context, parentURL: pathToFileURL(file).href } : context);
    },
  });
  await import(name).catch(() => {});
  hooks.deregister();
  try {
    createRequire(file)(name);
  } catch {
    // Not every package can be required.
  }
}
