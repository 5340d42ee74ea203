/** Arrow keys walk the rows and fold them, as in a tree; Tab keeps its natural order through everything. */

export function moveBetweenRows(event: KeyboardEvent): void {
  const { target, key } = event;
  if (!(target instanceof HTMLElement) || !target.matches('.row, .fold') || event.altKey || event.ctrlKey || event.metaKey)
    return;
  const rows = [...document.querySelectorAll<HTMLElement>('.row, .fold')];
  const at = rows.indexOf(target);
  const next: Readonly<Record<string, HTMLElement | undefined>> = {
    ArrowDown: rows[at + 1],
    ArrowUp: rows[at - 1],
    Home: rows[0],
    End: rows.at(-1),
  };
  if (key in next) next[key]?.focus();
  else if (key === (target.ariaExpanded === 'true' ? 'ArrowLeft' : 'ArrowRight')) target.click();
  else return;
  event.preventDefault();
}
