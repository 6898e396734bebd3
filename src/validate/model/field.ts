/** What a field of one of CPEX's models takes. The conversions are those of pydantic's lax mode. */
export type FieldType =
  | { readonly is: "string" | "integer" | "number" | "boolean" | "anything" }
  | {
      readonly is: "choice";
      readonly of: readonly string[];
      readonly also?: readonly string[];
      readonly anyCase?: boolean;
    }
  | { readonly is: "list"; readonly of: FieldType }
  /** A map of string keys. */
  | { readonly is: "record"; readonly of: FieldType }
  | { readonly is: "model"; readonly model: Model };

export interface Field {
  readonly type: FieldType;
  readonly required: boolean;
  readonly nullable: boolean;
}

/** One of CPEX's models. */
export interface Model {
  /** What one of these is, in a message: `a plugin`. */
  readonly title: string;
  readonly fields: Readonly<Record<string, Field>>;
  /** Keys that have no field here, and that a rule of their own looks at. */
  readonly alsoKnown?: readonly string[];
  /** Keys that CPEX's installer renames, with their new names. */
  readonly renamed?: Readonly<Record<string, string>>;
}

export const STRING: FieldType = { is: "string" };
export const INTEGER: FieldType = { is: "integer" };
export const NUMBER: FieldType = { is: "number" };
export const BOOLEAN: FieldType = { is: "boolean" };
export const ANYTHING: FieldType = { is: "anything" };
export const STRINGS: FieldType = { is: "list", of: STRING };

export function listOf(type: FieldType): FieldType {
  return { is: "list", of: type };
}

export function recordOf(type: FieldType): FieldType {
  return { is: "record", of: type };
}

export function modelOf(model: Model): FieldType {
  return { is: "model", model };
}

/** One of a few strings; `also` are older names that are still taken. */
export function choiceOf(
  of: readonly string[],
  options: { readonly also?: readonly string[]; readonly anyCase?: boolean } = {},
): FieldType {
  return { is: "choice", of, ...options };
}

/** A field that must be there. */
export function required(type: FieldType): Field {
  return { type, required: true, nullable: false };
}

/** A field that must be there and may be null. */
export function requiredOrNull(type: FieldType): Field {
  return { type, required: true, nullable: true };
}

/** A field with a default, where null is not one of its values. */
export function withDefault(type: FieldType): Field {
  return { type, required: false, nullable: false };
}

/** A field that may be left out or null. */
export function optional(type: FieldType): Field {
  return { type, required: false, nullable: true };
}
