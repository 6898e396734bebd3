/** The phases of the plan by which the gateway moved to CPEX (IBM/mcp-context-forge issue 3753). */
export const PHASE_NUMBERS = [0, 1, 2, 3, 4, 5, 6] as const;
export type PhaseNumber = (typeof PHASE_NUMBERS)[number];

export interface Phase {
  readonly number: PhaseNumber;
  readonly title: string;
  /** What holds once the phase is done; its gate checks this. */
  readonly promise: string;
}

const TITLES: Readonly<Record<PhaseNumber, readonly [title: string, promise: string]>> = {
  0: ["preparation", "the installed cpex has every module and name that this tree uses"],
  1: [
    "dependency and shims",
    "projects that use the framework depend on cpex; what is left of the old one passes it on",
  ],
  2: ["modes", "no old member or value of PluginMode outside comments"],
  3: ["imports", "nothing outside the tests imports, patches or names the old modules"],
  4: ["imports of tests", "no test imports, patches or names the old modules"],
  5: ["shims", "the old modules are gone, and no other file names them"],
  6: ["documentation", "docs, docstrings and comments say the new paths and modes"],
};

export const PHASES: readonly Phase[] = PHASE_NUMBERS.map((number) => {
  const [title, promise] = TITLES[number];
  return { number, title, promise };
});

/** The phases that change files: all but the first. */
export const EDITING_PHASES: readonly PhaseNumber[] = PHASE_NUMBERS.filter((number) => number > 0);
