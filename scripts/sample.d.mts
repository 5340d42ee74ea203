export function makeSample(target?: string): string;
