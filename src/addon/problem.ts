import { shellWord } from "../text/shell-word.ts";

/** Why an addon can't be used. */
export type AddonProblem =
  | { readonly code: "not-built"; readonly file: string }
  | { readonly code: "other-platform"; readonly file: string; readonly present: readonly string[] }
  | { readonly code: "cannot-load"; readonly file: string; readonly message: string }
  | { readonly code: "not-an-addon"; readonly file: string }
  | { readonly code: "other-abi"; readonly file: string; readonly found: number; readonly expected: number }
  | { readonly code: "disagrees"; readonly file: string; readonly message: string };

/** A problem in words: which file was tried and what was wrong with it. */
export function explainAddonProblem(problem: AddonProblem): string {
  switch (problem.code) {
    case "not-built":
      return `the addon is not built: there is no ${problem.file}`;
    case "other-platform":
      return `there is no ${problem.file}; what is there was built for another platform: ${problem.present.join(", ")}`;
    case "cannot-load":
      return `${problem.file} can't be loaded: ${problem.message}`;
    case "not-an-addon":
      return `${problem.file} is not an addon of mcpplugins: it does not say which ABI it speaks`;
    case "other-abi":
      return `${problem.file} was built for ABI ${problem.found}, this mcpplugins speaks ABI ${problem.expected}`;
    case "disagrees":
      return `${problem.file} does not fit the plugin's TypeScript: ${problem.message}`;
  }
}

/** The command that mends it. */
export function addonRemedy(plugin: string): string {
  return `mcpplugins build ${shellWord(plugin)}`;
}
