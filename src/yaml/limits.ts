/** What is read at most, so that no file costs more than seconds and some hundred megabytes. */
export const YAML_LIMITS = {
  /** Characters of a file; a megabyte takes a second or two where only the full reader can read it. */
  length: 4 * 1024 * 1024,
  /** Lists and maps inside each other, aliases followed. CPEX itself fails at about 490 (Python's recursion limit). */
  depth: 400,
  /** Nodes when every alias is replaced by what it stands for. */
  nodes: 1_000_000,
} as const;
