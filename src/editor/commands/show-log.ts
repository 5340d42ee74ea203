/** What went wrong, in the words of whoever noticed. */
import type { Command } from './command';

export const showLog: Command = ({ log }) => log.show();
