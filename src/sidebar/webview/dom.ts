/** Builds elements. Text goes in as text, so nothing of a workspace can become markup. */

type Child = Node | string | undefined | false;

export interface Attributes {
  readonly class?: string;
  readonly title?: string | undefined;
  readonly role?: string;
  /** Names the element across renders, to give the focus back to it. */
  readonly focus?: string;
  readonly aria?: Readonly<Record<string, string | boolean | undefined>>;
  readonly onClick?: (event: MouseEvent) => void;
}

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  { class: className, title, role, focus, aria = {}, onClick }: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (title) made.title = title;
  if (role) made.setAttribute('role', role);
  if (focus) made.dataset.focus = focus;
  for (const [name, value] of Object.entries(aria)) if (value !== undefined) made.setAttribute(`aria-${name}`, String(value));
  if (onClick) made.addEventListener('click', onClick as EventListener);
  if (made instanceof HTMLButtonElement) made.type = 'button';
  for (const child of children) if (child) made.append(child);
  return made;
}

/** One child of a list that is rendered again and again: built anew only when what it shows has changed. */
export interface Keyed {
  readonly key: string;
  /** Equal for equal looks. */
  readonly look: string;
  build(): HTMLElement;
  /** Brings the inner lists of the element up to date, at every draw. */
  readonly fill?: (made: HTMLElement) => void;
}

/** Makes the container's children these, touching only what changed: a half-typed note stays where it is. */
export function reconcile(container: Element, wanted: readonly Keyed[]): void {
  const present = new Map<string, HTMLElement>();
  for (const child of container.children) if (child instanceof HTMLElement) present.set(child.dataset.key ?? '', child);
  let next = container.firstElementChild;
  for (const each of wanted) {
    const old = present.get(each.key);
    present.delete(each.key);
    const child = old?.dataset.look === each.look ? old : build(each);
    if (old === next) next = next?.nextElementSibling ?? null;
    if (child !== old && old !== undefined) old.replaceWith(child);
    else if (child.nextElementSibling !== next || child.parentElement !== container) container.insertBefore(child, next);
    each.fill?.(child);
  }
  for (const gone of present.values()) gone.remove();
}

function build({ key, look, build }: Keyed): HTMLElement {
  const made = build();
  made.dataset.key = key;
  made.dataset.look = look;
  return made;
}
