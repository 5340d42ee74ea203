/** A command of the manifest. Arguments come from menus, links and other extensions, so each command checks its own. */
import type { Desk } from '../desk';

export type Command = (desk: Desk, argument: unknown) => Promise<void> | void;
