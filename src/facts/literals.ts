/** Values that are written where they are asked for. */
import type { Expression } from '#code/model';

export const isTrue = (value: Expression | undefined): boolean => value?.kind === 'literal' && value.value === true;
export const isFalse = (value: Expression | undefined): boolean => value?.kind === 'literal' && value.value === false;
