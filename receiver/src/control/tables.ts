/** The tables as kysely sees them. */
export interface Tables {
  readonly project_settings: ProjectSettingRow;
}

export interface ProjectSettingRow {
  readonly project: string;
  readonly name: string;
  /** JSON. */
  readonly value: string;
  /** Unix milliseconds. */
  readonly updated: number;
}
