import { HOOKS, isHookName } from "../../plugin/hooks.ts";
import { didYouMean } from "../../text/did-you-mean.ts";
import { hookLists } from "../hook-lists.ts";
import { defineRule } from "../rule.ts";

/** A hook name that CPEX does not register: the plugin loads, and is never called there. */
export const unknownHook = defineRule({
  code: "hook/unknown",
  check(input) {
    return hookLists(input).flatMap((hooks) =>
      hooks.flatMap(({ name, span }) => {
        if (isHookName(name)) return [];
        const help = didYouMean(name, HOOKS);
        return [{ span, message: `CPEX has no hook '${name}'`, ...(help === undefined ? {} : { help }) }];
      }),
    );
  },
});
