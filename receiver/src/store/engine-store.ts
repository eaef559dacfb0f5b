import { explained } from "./engine-errors.ts";
import { engineSettings, type LaneLimits } from "./lanes.ts";
import { readColumns } from "./native-columns.ts";
import { poolOf } from "./pool.ts";
import type { EngineSettings, Session } from "./session.ts";
import { checkStatement, isInsertSelect, withSettings } from "./statement.ts";
import { type Lane, lanes, type Store } from "./store.ts";

export interface Engine {
  readonly kind: Store["engine"];
  readonly database: string;
  readonly cluster: string | undefined;
  readonly openSession: (lane: Lane) => Session;
  /** What this engine needs set in a lane beside the limits. */
  readonly laneSettings: (lane: Lane) => EngineSettings;
  /** What a pour sets beside that. */
  readonly pourSettings: EngineSettings;
  readonly createDatabase: () => Promise<void>;
  /** Comes after every session is closed. */
  readonly close: () => Promise<void>;
}

export function engineStore(engine: Engine, limits: Readonly<Record<Lane, LaneLimits>>): Store {
  const sessions = lanes.map((lane) =>
    Array.from({ length: limits[lane].concurrency }, () => engine.openSession(lane)),
  );
  const pools = new Map(lanes.map((lane, index) => [lane, poolOf(sessions[index] ?? [])]));
  let running = 0;
  let idle = () => {};

  async function inLane<Result>(lane: Lane, work: (session: Session) => Promise<Result>): Promise<Result> {
    const pool = pools.get(lane);
    if (pool === undefined) throw new Error("the store is closed");
    running++;
    try {
      return await pool(work);
    } catch (error) {
      throw explained(error);
    } finally {
      running--;
      if (running === 0) idle();
    }
  }

  function settingsOf(lane: Lane, own: EngineSettings = {}): EngineSettings {
    return { ...engineSettings(limits[lane]), ...engine.laneSettings(lane), ...own };
  }

  const store: Store = {
    engine: engine.kind,
    database: engine.database,
    cluster: engine.cluster,
    query: async ({ text, params = {}, lane = "interactive", settings }) => {
      checkStatement(text, params);
      return inLane(lane, (session) => session.rows(withSettings(text, settingsOf(lane, settings)), params));
    },
    columns: async ({ text, params = {}, lane = "interactive", settings }) => {
      checkStatement(text, params);
      const limited = withSettings(text, settingsOf(lane, settings));
      return readColumns(await inLane(lane, (session) => session.columns(limited, params)));
    },
    command: async ({ text, params = {}, lane = "interactive", settings }) => {
      checkStatement(text, params);
      const limited = isInsertSelect(text) ? withSettings(text, settingsOf(lane, settings)) : text;
      await inLane(lane, (session) => session.run(limited, params));
    },
    pour: async (table, segments) => {
      if (segments.length === 0) return;
      const settings = settingsOf("ingest", engine.pourSettings);
      await inLane("ingest", (session) => session.pour(table, segments, settings));
    },
    insert: async (table, rows) => {
      const settings = settingsOf("ingest", engine.pourSettings);
      await inLane("ingest", (session) => session.insert(table, rows, settings));
    },
    createDatabase: () => engine.createDatabase(),
    ping: () =>
      store.query({ text: "SELECT 1" }).then(
        () => true,
        () => false,
      ),
    close: async () => {
      pools.clear();
      if (running > 0)
        await new Promise<void>((resolve) => {
          idle = resolve;
        });
      await Promise.all(sessions.flat().map((session) => session.close()));
      await engine.close();
    },
  };
  return store;
}
