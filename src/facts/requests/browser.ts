/** Code that runs in a person's browser: its calls end when the person leaves, and hold no server's connection. */
import type { Analysis } from '../analysis';

const MODULES =
  /^(?:react-dom|preact|swr|@tanstack\/(?:react|vue|solid|svelte)-query|react-query|vue|pinia|vuex|svelte|solid-js|@angular\/(?!ssr)|@reduxjs\/toolkit|redux|zustand|jotai|recoil|react-router|react-router-dom|@remix-run\/react|next\/navigation|next\/router|react-native|expo|@mui\/|antd)/;
const FOLDERS = /(?:^|\/)(?:frontend|webapp|public|static|components|hooks|composables|stores|browser|popup|content-scripts)\//;
const SERVER_FILES =
  /(?:^|\/)(?:route|page|layout|actions?|middleware|loader|server)\.[jt]sx?$|(?:^|\/)server\/|(?:^|\/)(?:app|pages|routes)\/api\//;

export function isBrowserCode(analysis: Analysis): boolean {
  const { model, path } = analysis;
  if (model.language === 'python') return false;
  if (/^(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*['"]use client['"]/.test(model.text.slice(0, 600))) return true;
  if (/^(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*['"]use server['"]/.test(model.text.slice(0, 600))) return false;
  for (const { statements } of model.items)
    for (const statement of statements) {
      if (statement.kind !== 'import' || statement.typeOnly) continue;
      if (MODULES.test(statement.module) && !SERVER_FILES.test(path)) return true;
      if (statement.module === 'react' && statement.names.some(({ imported }) => /^use[A-Z]/.test(imported))) return true;
    }
  return FOLDERS.test(path) && !SERVER_FILES.test(path);
}
