import type { z } from 'zod';

/** A part of the environment under a heading of its own. */
export interface VariableSection {
  readonly title: string;
  readonly schema: z.ZodObject;
}

export interface Variable {
  readonly name: string;
  /** `undefined` where there is none, or it depends on something else. */
  readonly defaultValue: string | undefined;
  readonly isRequired: boolean;
  /** Markdown. */
  readonly description: string;
}

/** What people read of the variables of a schema, in the documentation and in a terminal. */
export function describeVariables({ shape }: z.ZodObject): readonly Variable[] {
  return Object.entries(shape).map(([name, { description = '', def }]) => ({
    name,
    defaultValue: 'defaultValue' in def ? String(def.defaultValue) : undefined,
    isRequired: def.type !== 'default' && def.type !== 'optional',
    description,
  }));
}
