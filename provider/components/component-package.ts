/** A type or property in the words of Pulumi's package schema, as far as the components need them. */
export interface TypeSpec {
  readonly type?: string;
  /** `#/types/…` or `#/resources/…`. */
  readonly $ref?: string;
  readonly oneOf?: readonly TypeSpec[];
  readonly items?: TypeSpec;
  readonly additionalProperties?: TypeSpec;
  /** The value has to be there when the program is planned: no output of another resource may come in its place. */
  readonly plain?: boolean;
  readonly description?: string;
}

export interface ObjectSpec {
  readonly type: string;
  readonly description?: string;
  readonly properties: Readonly<Record<string, TypeSpec>>;
  readonly required: readonly string[];
}

export interface ComponentSpec {
  readonly isComponent: boolean;
  readonly description: string;
  readonly inputProperties: Readonly<Record<string, TypeSpec>>;
  readonly requiredInputs: readonly string[];
  readonly properties: Readonly<Record<string, TypeSpec>>;
  readonly required: readonly string[];
}

/** The components' part of the package schema, by token. */
export interface ComponentPackage {
  readonly resources: Readonly<Record<string, ComponentSpec>>;
  readonly types: Readonly<Record<string, ObjectSpec>>;
}
