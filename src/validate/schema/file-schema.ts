import { CONFIG } from "../model/config-model.ts";
import { type ManifestLevel, manifestModel } from "../model/manifest-model.ts";
import { describeField } from "./descriptions.ts";
import { modelSchema } from "./field-schema.ts";
import { DRAFT, type JsonSchema } from "./json-schema.ts";

/** What Python takes as nothing. */
const NOTHING = [null, false, 0, "", []];

const BEYOND_ASCII = "\\u0080-\\uFFFF";
const REST = `[A-Za-z0-9_${BEYOND_ASCII}]*`;

/**
 * A Python class path, which the installer takes for a kind. Many validators can't read Unicode classes in patterns, so that any
 * character beyond ASCII passes for a letter.
 */
const CLASS_PATH = `^\\s*(?:[A-Za-z_${BEYOND_ASCII}]${REST}\\.)+[A-Z${BEYOND_ASCII}]${REST}\\s*$`;

/** The JSON Schema of a plugin config; a config that Python takes as nothing has no plugins. */
export function configSchema(): JsonSchema {
  return {
    $schema: DRAFT,
    title: "a plugin config of CPEX 0.1",
    anyOf: [modelSchema(CONFIG), { enum: NOTHING }],
  };
}

/** The JSON Schema of a plugin manifest at a level. */
export function manifestSchema(level: ManifestLevel): JsonSchema {
  const head = { $schema: DRAFT, title: "a plugin manifest of CPEX 0.1" };
  const model = manifestModel(level, undefined);
  if (level === "strict") return { ...head, ...modelSchema(model) };
  const { default_config: _, default_configs: __, ...fields } = model.fields;
  const { properties, ...rest } = modelSchema({ ...model, fields });
  return {
    ...head,
    ...rest,
    properties: { ...(properties as JsonSchema), ...defaultConfigKeys(model.title) },
    anyOf: defaultConfigSchemas(),
  };
}

function defaultConfigKeys(title: string): JsonSchema {
  const described = ["default_config", "default_configs"].map((key) => {
    const description = describeField(title, key);
    return [key, description === undefined ? {} : { description }];
  });
  return Object.fromEntries(described);
}

/** What there may be of default settings, as the installer leaves them (see manifest-model.ts). */
function defaultConfigSchemas(): readonly JsonSchema[] {
  return [
    { required: ["default_config"], properties: { default_config: { type: "object" } } },
    {
      required: ["default_configs"],
      not: { required: ["default_config"] },
      properties: { default_configs: { anyOf: [{ type: "object" }, { enum: NOTHING }] } },
    },
    { required: ["kind"], properties: { kind: { type: "string", pattern: CLASS_PATH } } },
  ];
}
