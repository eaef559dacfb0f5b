import { reasonOf, type Warn } from "../warn.ts";
import { type Known, known } from "./index.ts";
import type { Loaded } from "./instrument.ts";
import { loadInstrument } from "./load-instrument.ts";
import { importedModules, type LoadedModule, requiredModules } from "./loaded-modules.ts";
import { hookModules, type ModuleHooks } from "./module-hooks.ts";
import { isAnyInstalled, isEntry, ownerOf, type Place, packageOf, versionOf } from "./package-of.ts";
import { undoReplacements } from "./replace.ts";

/** A copy of a library that was seen. */
export interface Found extends Loaded {
  readonly instrument: string;
  /** Why its calls are not recorded, if so. */
  readonly problem: string | undefined;
}

export interface Patching {
  /** Every copy seen so far. */
  readonly found: readonly Found[];
  /** Gives every method back and looks at no module any more. */
  stop(): void;
}

export interface Choice {
  readonly only?: readonly string[] | undefined;
  readonly without?: readonly string[] | undefined;
}

/**
 * Patches each copy of the libraries we know: those that are loaded, and from now on those that come to be, ESM or CJS.
 * Never throws; what is found and cannot be patched is said in one line.
 */
export function patchModules({ only, without = [] }: Choice, warn: Warn): Patching {
  const wanted = known.filter(({ name }) => (only?.includes(name) ?? true) && !without.includes(name));
  const found = new Map<string, Found>();
  if (wanted.length === 0) return { found: [], stop() {} };
  const patcher = new Patcher(wanted, found, warn);
  const hooks = patcher.hook();
  patcher.patchLoaded();
  return {
    get found() {
      return [...found.values()];
    },
    stop() {
      hooks?.stop();
      undoReplacements();
    },
  };
}

class Patcher {
  readonly #wanted: ReadonlyMap<string, Known>;
  readonly #packages: readonly string[];
  readonly #found: Map<string, Found>;
  readonly #warn: Warn;

  constructor(wanted: readonly Known[], found: Map<string, Found>, warn: Warn) {
    this.#wanted = new Map(wanted.flatMap((one) => one.modules.map((module) => [module, one] as const)));
    this.#packages = [...new Set([...this.#wanted.keys()].map(ownerOf))];
    this.#found = found;
    this.#warn = warn;
  }

  hook(): ModuleHooks | undefined {
    try {
      const packages = this.#packages;
      const files = [...this.#wanted.keys()].filter((module) => !packages.includes(module));
      const wants = (file: string, specifier: string) => this.#moduleOf(file, specifier) !== undefined;
      return hookModules({ wants, packages, files }, (seen) => {
        const module = this.#moduleOf(seen.file, seen.specifier);
        if (module !== undefined) this.#patch(module, { ...seen, exports: () => seen.exports });
      });
    } catch (error) {
      this.#warn(`libraries that are loaded from now on are not recorded: ${reasonOf(error)}`);
      return undefined;
    }
  }

  patchLoaded(): void {
    for (const module of this.#loaded()) {
      const name = this.#moduleOf(module.file);
      if (name !== undefined) this.#patch(name, module);
    }
  }

  #loaded(): readonly LoadedModule[] {
    try {
      return isAnyInstalled(this.#packages) ? [...requiredModules(), ...importedModules()] : requiredModules();
    } catch (error) {
      this.#warn(`libraries that were imported before init are not recorded: ${reasonOf(error)}`);
      return requiredModules();
    }
  }

  /** Which of the modules we want a file is. Asked for by its package's name it is the entry, without a look. */
  #moduleOf(file: string, specifier?: string): string | undefined {
    const place = packageOf(file);
    if (!place || !this.#packages.includes(place.name)) return undefined;
    const inner = `${place.name}/${place.inner.replace(/\.[cm]?js$/, "")}`;
    if (this.#wanted.has(inner)) return inner;
    if (!this.#wanted.has(place.name)) return undefined;
    return specifier === place.name || isEntry(place, file) ? place.name : undefined;
  }

  #patch(module: string, { file, kind, exports, later }: LoadedModule): void {
    const known = this.#wanted.get(module);
    const place = packageOf(file) as Place;
    const key = `${kind} ${file} ${module}`;
    if (!known || this.#found.has(key)) return;
    const found: Found = {
      ...{ name: place.name, version: versionOf(place), module, kind, file },
      instrument: known.name,
      problem: undefined,
    };
    this.#found.set(key, found);
    const failed = (error: unknown) => this.#failed(key, found, error);
    try {
      patchWith(found, exports());
    } catch (error) {
      if (later && isLate(error))
        later()
          .then((exports) => patchWith(found, exports))
          .catch(failed);
      else failed(error);
    }
  }

  #failed(key: string, found: Found, error: unknown): void {
    const problem = reasonOf(error);
    this.#found.set(key, { ...found, problem });
    this.#warn(`${found.name} ${found.version ?? ""} is not recorded: ${problem} (${found.file})`);
  }
}

function patchWith(found: Found, exports: unknown): void {
  loadInstrument(found.instrument).patch(exports as Readonly<Record<string, unknown>>, found);
}

/** A module that awaits something, or that is being run, can be imported but not required. */
const isLate = (error: unknown) =>
  ["ERR_REQUIRE_ASYNC_MODULE", "ERR_REQUIRE_CYCLE_MODULE"].includes(String((error as { code?: unknown } | null)?.code));
