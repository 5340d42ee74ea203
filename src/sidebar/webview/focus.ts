/** Keeps the focus across draws: on the same element by its name, else on the row it was in. */

export interface Focus {
  readonly name: string | undefined;
  readonly row: string | undefined;
  readonly selection: readonly [number, number] | undefined;
}

export function saveFocus(): Focus | undefined {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || active === document.body) return undefined;
  const row = active.closest('.item')?.querySelector<HTMLElement>('.row');
  return {
    name: active.dataset.focus,
    row: row?.dataset.focus,
    selection: active instanceof HTMLTextAreaElement ? [active.selectionStart, active.selectionEnd] : undefined,
  };
}

/** `wanted`: what the draw was for; it comes before what had the focus. */
export function restoreFocus(wanted: string | undefined, before: Focus | undefined): void {
  if (wanted !== undefined && focusOn(wanted)) return;
  if (before === undefined || (document.activeElement !== document.body && document.activeElement !== null)) return;
  if (before.name !== undefined && focusOn(before.name, before.selection)) return;
  if (before.row !== undefined) focusOn(before.row);
}

function focusOn(name: string, selection?: readonly [number, number]): boolean {
  const found = document.querySelector<HTMLElement>(`[data-focus="${CSS.escape(name)}"]`);
  if (found === null) return false;
  if (found === document.activeElement) return true;
  found.focus({ preventScroll: selection !== undefined });
  if (found instanceof HTMLTextAreaElement) found.setSelectionRange(...(selection ?? [found.value.length, found.value.length]));
  return true;
}
