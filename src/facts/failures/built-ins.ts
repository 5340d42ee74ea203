/** Globals whose calls are known to tell nobody; a name that nothing declares may be anything. */
export const BUILT_IN: ReadonlySet<string> = new Set(
  (
    'Error TypeError RangeError Promise JSON Object Array Number String Boolean Date Math Map Set WeakMap Symbol BigInt RegExp URL URLSearchParams Buffer Response ' +
    'setTimeout setInterval clearTimeout clearInterval setImmediate queueMicrotask parseInt parseFloat isNaN structuredClone fetch ' +
    'document window localStorage sessionStorage navigator history location performance AbortController process ' +
    'len int float str bool list dict set tuple range enumerate zip map filter sorted min max sum any all isinstance hasattr getattr ' +
    'setattr type open iter next round abs repr super'
  ).split(' '),
);
