/** Rules put code into backticks; here it is set as code. Everything else is text as it stands. */
import { element } from './dom';

export function withCode(text: string): readonly (Node | string)[] {
  return text.split(/`([^`\n]+)`/).map((part, index) => (index % 2 === 1 ? element('code', {}, part) : part));
}
