/** The frame of the Review view's page: nothing but the shipped script and style may load, and no markup comes from elsewhere. */
import * as vscode from 'vscode';

export function pageHtml(webview: vscode.Webview, root: vscode.Uri): string {
  const nonce = crypto.randomUUID();
  const script = webview.asWebviewUri(vscode.Uri.joinPath(root, 'sidebar.js'));
  const style = webview.asWebviewUri(vscode.Uri.joinPath(root, 'sidebar.css'));
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}';`;
  return `<!doctype html>
<html lang="${vscode.env.language}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${style.toString()}">
  <title>Review</title>
</head>
<body><script nonce="${nonce}" src="${script.toString()}"></script></body>
</html>`;
}
