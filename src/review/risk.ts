/** Risk from the FMEA scores: the one place where S, O and D become low, medium or high. Every sort and `--fail-on` use it. */
import type { Risk } from './file-review';

export function riskOf(severity: number, occurrence: number, detection: number): Risk {
  const priority = severity * occurrence * detection;
  if (severity >= 9 || priority >= 400) return 'high';
  return priority >= 200 ? 'medium' : 'low';
}

export const RISK_ORDER: Readonly<Record<Risk, number>> = { high: 0, medium: 1, low: 2 };
