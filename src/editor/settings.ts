/** The user's settings for a folder. What is not one of the allowed values counts as unset: a typo must not cost the review. */
import * as vscode from 'vscode';
import type { EngineSettings } from '#engine/api';

const SCOPES = ['ai', 'inserted', 'all'] as const;
const STORAGES = ['repo', 'workspace'] as const;
const SEVERITIES = ['off', 'hint', 'information', 'warning', 'error'] as const;

export type RuleSetting = (typeof SEVERITIES)[number];

export function readSettings(folder: vscode.ConfigurationScope | undefined): EngineSettings {
  const settings = vscode.workspace.getConfiguration('editorInChief', folder ?? null);
  const rules = settings.get<unknown>('rules');
  return {
    scope: oneOf(SCOPES, settings.get('review.scope')) ?? 'inserted',
    storage: oneOf(STORAGES, settings.get('storage')) ?? 'repo',
    rules: Object.fromEntries(
      Object.entries(typeof rules === 'object' && rules !== null ? rules : {}).flatMap(([id, value]) => {
        const severity = oneOf(SEVERITIES, value);
        return severity === undefined ? [] : [[id, severity]];
      }),
    ),
  };
}

function oneOf<const T extends string>(allowed: readonly T[], value: unknown): T | undefined {
  return allowed.find((each) => each === value);
}
