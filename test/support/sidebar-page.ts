/** The Review view's page in a plain browser, with stand-ins for what VS Code would give it: theme variables and the message port. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { ToPage } from '#sidebar/protocol/to-page';

const DIST = join(__dirname, '../../dist/webview');

export type Theme = 'dark' | 'light' | 'high-contrast' | 'high-contrast-light';

const COMMON = {
  'font-family': '-apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif',
  'font-size': '13px',
  'editor-font-family': '"DejaVu Sans Mono", monospace',
};
const THEMES: Readonly<Record<Theme, Readonly<Record<string, string>>>> = {
  dark: {
    foreground: '#cccccc',
    descriptionForeground: '#9d9d9d',
    'sideBar-background': '#181818',
    'panel-border': '#2b2b2b',
    'list-hoverBackground': '#2a2d2e',
    'list-inactiveSelectionBackground': '#37373d',
    'input-background': '#313131',
    'input-foreground': '#cccccc',
    'input-border': '#3c3c3c',
    'input-placeholderForeground': '#989898',
    focusBorder: '#0078d4',
    'textLink-foreground': '#4daafc',
    'button-background': '#0078d4',
    'button-foreground': '#ffffff',
    'button-secondaryBackground': '#313131',
    'button-secondaryForeground': '#cccccc',
    'badge-background': '#616161',
    'badge-foreground': '#f8f8f8',
    'textCodeBlock-background': '#2b2b2b',
    errorForeground: '#f85149',
    'editorWarning-foreground': '#cca700',
    'editorError-foreground': '#f14c4c',
    'editorInChief-aiLine': '#b180d7',
    'editorInChief-humanLine': '#6e7681',
  },
  light: {
    foreground: '#3b3b3b',
    descriptionForeground: '#3b3b3b',
    'sideBar-background': '#f8f8f8',
    'panel-border': '#e5e5e5',
    'list-hoverBackground': '#f2f2f2',
    'list-inactiveSelectionBackground': '#e4e6f1',
    'input-background': '#ffffff',
    'input-foreground': '#3b3b3b',
    'input-border': '#cecece',
    'input-placeholderForeground': '#767676',
    focusBorder: '#005fb8',
    'textLink-foreground': '#005fb8',
    'button-background': '#005fb8',
    'button-foreground': '#ffffff',
    'button-secondaryBackground': '#e5e5e5',
    'button-secondaryForeground': '#3b3b3b',
    'badge-background': '#cccccc',
    'badge-foreground': '#3b3b3b',
    'textCodeBlock-background': '#efefef',
    errorForeground: '#b01011',
    'editorWarning-foreground': '#bf8803',
    'editorError-foreground': '#e51400',
    'editorInChief-aiLine': '#652d90',
    'editorInChief-humanLine': '#8c959f',
  },
  'high-contrast': {
    foreground: '#ffffff',
    descriptionForeground: '#ffffff',
    'sideBar-background': '#000000',
    'panel-border': '#6fc3df',
    contrastBorder: '#6fc3df',
    contrastActiveBorder: '#f38518',
    'input-background': '#000000',
    'input-foreground': '#ffffff',
    'input-border': '#6fc3df',
    'input-placeholderForeground': '#ffffffb3',
    focusBorder: '#f38518',
    'textLink-foreground': '#21a6ff',
    'button-background': '#000000',
    'button-foreground': '#ffffff',
    'button-secondaryBackground': '#000000',
    'button-secondaryForeground': '#ffffff',
    'badge-background': '#000000',
    'badge-foreground': '#ffffff',
    'textCodeBlock-background': '#000000',
    errorForeground: '#f48771',
    'editorWarning-foreground': '#ffd370',
    'editorError-foreground': '#f48771',
    'editorInChief-aiLine': '#d7a8ff',
    'editorInChief-humanLine': '#ffffff',
  },
  'high-contrast-light': {
    foreground: '#292929',
    descriptionForeground: '#292929',
    'sideBar-background': '#ffffff',
    'panel-border': '#0f4a85',
    contrastBorder: '#0f4a85',
    contrastActiveBorder: '#006bbd',
    'input-background': '#ffffff',
    'input-foreground': '#292929',
    'input-border': '#0f4a85',
    'input-placeholderForeground': '#292929b3',
    focusBorder: '#006bbd',
    'textLink-foreground': '#0f4a85',
    'button-background': '#0f4a85',
    'button-foreground': '#ffffff',
    'button-secondaryBackground': '#ffffff',
    'button-secondaryForeground': '#0f4a85',
    'badge-background': '#0f4a85',
    'badge-foreground': '#ffffff',
    'textCodeBlock-background': '#f2f2f2',
    errorForeground: '#b5200d',
    'editorWarning-foreground': '#895503',
    'editorError-foreground': '#b5200d',
    'editorInChief-aiLine': '#4b1a75',
    'editorInChief-humanLine': '#292929',
  },
};

/** Stands in for `acquireVsCodeApi`; as text, because a compiled function would bring its compiler's helpers along. */
const PORT = `
  var posted = [], kept = initial;
  function acquireVsCodeApi() {
    return { postMessage: (message) => void posted.push(message), getState: () => kept, setState: (next) => void (kept = next) };
  }
`;

/** What the page has posted so far, oldest first. */
export interface SidebarPage {
  readonly page: Page;
  send(message: ToPage): Promise<void>;
  posted(): Promise<readonly unknown[]>;
  kept(): Promise<unknown>;
}

export async function openSidebarPage(
  browser: Browser,
  { theme = 'dark' as Theme, width = 340, state = null as unknown } = {},
): Promise<SidebarPage> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const variables = Object.entries({ ...COMMON, ...THEMES[theme] }).map(([name, value]) => `--vscode-${name}: ${value};`);
  const kind = theme === 'high-contrast-light' ? 'vscode-high-contrast vscode-high-contrast-light' : `vscode-${theme}`;
  await page.setContent(
    `<!doctype html><html lang="en" style='${variables.join('')}'><head><style>${readFileSync(join(DIST, 'sidebar.css'), 'utf8')}</style></head>` +
      `<body class="${kind}" style="background:var(--vscode-sideBar-background)"></body></html>`,
  );
  await page.addScriptTag({ content: `const initial = ${JSON.stringify(state)};\n${PORT}` });
  await page.addScriptTag({ content: readFileSync(join(DIST, 'sidebar.js'), 'utf8') });
  return {
    page,
    send: async (message) => {
      await page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*'); new Promise((done) => setTimeout(done, 20))`);
    },
    posted: () => page.evaluate('posted'),
    kept: () => page.evaluate('kept'),
  };
}
