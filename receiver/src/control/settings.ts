import type { Kysely } from "kysely";
import type { z } from "zod";
import { BadRequest, Conflict, problemsIn } from "../errors.ts";
import type { ProjectSettingRow, Tables } from "./tables.ts";

/** The settings a project may have, by name, and what each may hold. */
export type SettingSchemas = Readonly<Record<string, z.ZodType>>;

export interface Kept<Value> {
  readonly value: Value;
  /** Unix milliseconds. */
  readonly updated: number;
}

type Changed = (project: string, name: string) => void;

/** What projects have set. All of it is held in memory, so that reading costs a look into a map. */
export class ProjectSettings<Schemas extends SettingSchemas> {
  private readonly database: Kysely<Tables>;
  private readonly schemas: Schemas;
  private readonly now: () => number;
  private readonly projects = new Map<string, Map<string, Kept<unknown>>>();
  private readonly listeners: Changed[] = [];
  private lastWrite: Promise<unknown> = Promise.resolve();

  constructor(database: Kysely<Tables>, schemas: Schemas, now: () => number) {
    this.database = database;
    this.schemas = schemas;
    this.now = now;
  }

  /** Takes in what is stored. Throws when a value is not what its schema asks for: going on without it would be a guess. */
  async load(): Promise<void> {
    for (const row of await this.database.selectFrom("project_settings").selectAll().execute()) {
      if (this.has(row.name)) this.keep(row.project, row.name, this.stored(row));
    }
  }

  has(name: string): name is keyof Schemas & string {
    return Object.hasOwn(this.schemas, name);
  }

  get names(): readonly string[] {
    return Object.keys(this.schemas);
  }

  /** What the project has set; undefined when it has not. */
  read<Name extends keyof Schemas & string>(project: string, name: Name): z.output<Schemas[Name]> | undefined {
    return this.kept(project, name)?.value;
  }

  /** As `read`, and when it was set. */
  kept<Name extends keyof Schemas & string>(project: string, name: Name): Kept<z.output<Schemas[Name]>> | undefined {
    return this.projects.get(project)?.get(name) as Kept<z.output<Schemas[Name]>> | undefined;
  }

  /**
   * Resolves once it is on disk and in force. Throws `BadRequest` that names what is wrong with the value, and `Conflict`
   * when it was not set last at `known`: Unix milliseconds, null for never, and left out for whenever.
   */
  async write<Name extends keyof Schemas & string>(
    project: string,
    name: Name,
    given: unknown,
    known?: number | null,
  ): Promise<void> {
    const read = this.schemas[name]?.safeParse(given);
    if (read?.success !== true) throw refusal(name, read?.error);
    const { data } = read;
    return this.inTurn(async () => {
      const last = this.kept(project, name)?.updated ?? null;
      if (known !== undefined && known !== last) throw new Conflict(`${name} was changed meanwhile: read it again`);
      // A time of its own for each, so that no two can be taken for one another.
      await this.store(
        { project, name, value: JSON.stringify(given), updated: Math.max(this.now(), (last ?? 0) + 1) },
        data,
      );
    });
  }

  private async store({ project, name, value, updated }: ProjectSettingRow, data: unknown): Promise<void> {
    await this.database
      .insertInto("project_settings")
      .values({ project, name, value, updated })
      .onConflict((conflict) => conflict.columns(["project", "name"]).doUpdateSet({ value, updated }))
      .execute();
    this.keep(project, name, { value: data, updated });
    for (const listener of this.listeners) listener(project, name);
  }

  /** One after the other: what a write finds is so until it is done. */
  private inTurn(act: () => Promise<void>): Promise<void> {
    const turn = this.lastWrite.then(act);
    this.lastWrite = turn.catch(() => {});
    return turn;
  }

  /** Calls back after each change. */
  onChange(listener: Changed): void {
    this.listeners.push(listener);
  }

  private stored({ project, name, value, updated }: ProjectSettingRow): Kept<unknown> {
    const read = this.schemas[name]?.safeParse(JSON.parse(value));
    if (read?.success !== true) throw new Error(`the stored setting of ${project}: ${problemsOf(name, read?.error)}`);
    return { value: read.data, updated: Number(updated) };
  }

  private keep(project: string, name: string, kept: Kept<unknown>): void {
    const settings = this.projects.get(project) ?? new Map<string, Kept<unknown>>();
    this.projects.set(project, settings.set(name, kept));
  }
}

const mostProblems = 5;

function refusal(name: string, error: z.ZodError | undefined): BadRequest {
  return new BadRequest(problemsOf(name, error), { problems: problemsIn(error?.issues ?? []) });
}

function problemsOf(name: string, error: z.ZodError | undefined): string {
  const issues = error?.issues ?? [];
  const said = issues.slice(0, mostProblems).map(({ path, message }) => `${[name, ...path].join(".")}: ${message}`);
  return said.join("; ") || `${name} is not understood`;
}
