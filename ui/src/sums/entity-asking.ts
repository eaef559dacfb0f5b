import type { Narrowing } from "../api/usage-queries.ts";
import type { EntityPlace } from "../paths.ts";
import type { TimeSearch } from "../search.ts";

/** What every part of an entity's page is told. */
export interface EntityAsking {
  readonly project: string;
  readonly place: EntityPlace;
  readonly time: TimeSearch;
  /** To its own calls. */
  readonly narrowing: Narrowing;
}
