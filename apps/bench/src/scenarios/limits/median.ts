import { distributionOf } from '../../load/distribution.ts';

export const median = (numbers: readonly number[]) => distributionOf(numbers).p50;
