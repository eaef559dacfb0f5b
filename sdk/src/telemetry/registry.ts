import * as util from "node:util";
import { packageOf, pathOf, versionOf } from "../instruments/package-of.ts";
import { type Api, place, type Registrations, registered, world } from "../registered.ts";

/**
 * What we are registered as, as long as nobody else wants to be: whoever registers finds the place empty, as if we had
 * never been there.
 *
 * Every copy of OpenTelemetry's API, of every version, registers in the same way: it puts the object of all registrations
 * back where it found it, looks whether what it wants is taken, looks whether the version is its own, and writes. To look
 * something up nothing is put back. So the place is ours to watch, and the object that is seen there is a view of theirs
 * with ours added.
 * https://github.com/open-telemetry/opentelemetry-js/blob/main/api/src/internal/global-utils.ts
 */
export class Registry {
  readonly #ours = new Map<PropertyKey, unknown>();
  readonly #onLost: (api: Api) => void;
  /** What others have registered, and the version of the first of them. */
  #theirs: Registrations = {};
  #view: Registrations | undefined;
  #version: string | undefined;
  #isComing = false;

  constructor(onLost: (api: Api) => void) {
    this.#onLost = onLost;
  }

  /** Whether what everybody sees is ours. */
  holds(api: Api): boolean {
    return this.#ours.has(api) && this.#view !== undefined && world[place] === this.#view;
  }

  /** Registers by what the API has for it, where nobody is registered. */
  take(api: Api, register: () => void): boolean {
    if (registered(api) !== undefined || !this.#stand()) return false;
    const made = alone(register);
    if (made?.[api] === undefined) return false;
    this.#version ??= made.version;
    this.#ours.set(api, made[api]);
    this.#view ??= this.#look();
    return true;
  }

  /** Puts something else of ours in the place of what is ours. */
  swap(api: Api, other: unknown): void {
    if (this.#ours.has(api)) this.#ours.set(api, other);
  }

  /** Leaves the place to others, with what they have registered. */
  leave(): void {
    if (this.#view === undefined || world[place] !== this.#view) return;
    this.#ours.clear();
    put(Object.keys(this.#theirs).length > 0 ? this.#theirs : undefined);
  }

  /** False where the place is another's to watch. */
  #stand(): boolean {
    const found = Object.getOwnPropertyDescriptor(globalThis, place);
    if (this.#view !== undefined && world[place] === this.#view) return true;
    if (this.#view !== undefined || found?.get || found?.configurable === false) return false;
    this.#theirs = (found?.value as Registrations | undefined) ?? {};
    if (found?.value) this.#view = this.#look();
    Object.defineProperty(globalThis, place, {
      configurable: true,
      enumerable: true,
      get: () => {
        this.#isComing = false;
        return this.#view;
      },
      set: (value: Registrations | undefined) => {
        if (value !== undefined && value === this.#view) this.#isComing = true;
        else this.#giveUp(value);
      },
    });
    return true;
  }

  #look(): Registrations {
    return new Proxy(this.#theirs, {
      get: (theirs, name) => {
        if (name === "version") return this.#versionSeen();
        if (this.#isComing) this.#lose(name);
        return this.#ours.get(name) ?? Reflect.get(theirs, name);
      },
      set: (theirs, name, value) => {
        this.#lose(name);
        return Reflect.set(theirs, name, value);
      },
      deleteProperty: (theirs, name) => {
        this.#lose(name);
        return Reflect.deleteProperty(theirs, name);
      },
    });
  }

  /** The first of the others settles it for all that come after: until then it is right for whoever registers. */
  #versionSeen(): string | undefined {
    if (this.#theirs.version !== undefined || !this.#isComing) return this.#theirs.version ?? this.#version;
    const version = versionOfApi() ?? this.#version;
    if (version !== undefined) this.#theirs.version = version;
    // A copy of the API that knows an object does not look at its version again.
    if (version !== this.#version) this.#view = this.#look();
    return version;
  }

  #lose(name: PropertyKey): void {
    if (this.#ours.delete(name)) this.#onLost(name as Api);
  }

  /** Somebody has put an object of their own there. */
  #giveUp(value: Registrations | undefined): void {
    put(value);
    for (const name of [...this.#ours.keys()]) this.#lose(name);
  }
}

function put(value: Registrations | undefined): void {
  delete world[place];
  if (value !== undefined) world[place] = value;
}

/** What an act makes of the place where there is nobody. */
export function alone(act: () => void): Registrations | undefined {
  const found = Object.getOwnPropertyDescriptor(globalThis, place);
  delete world[place];
  try {
    act();
    return world[place];
  } finally {
    delete world[place];
    if (found) Object.defineProperty(globalThis, place, found);
  }
}

/** Of the copy of the API that is asking. It says so nowhere but in its package; in a bundle, nowhere. */
function versionOfApi(): string | undefined {
  try {
    const files = util.getCallSites(6, { sourceMap: false }).map(({ scriptName }) => pathOf(scriptName) ?? scriptName);
    const api = files.map(packageOf).find((found) => found?.name === "@opentelemetry/api");
    return api && versionOf(api);
  } catch {
    return undefined;
  }
}
