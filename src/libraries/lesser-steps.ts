/** Names and words of steps that nobody waits for: what they do is derived, told, or set up. */

/** Functions that make what the work is written into. */
export const SETTING_UP =
  /^_?(ensure|init|initiali[sz]e|create|migrate|setup|set_up|bootstrap|prepare)_?\w*(schema|tables?|storage|database|db|migrations?|index(es)?)$/i;

/** Tables that are built from others, or stand in for one while it is built anew. */
export const DERIVED_TABLES =
  /^(stats?|statistics)$|\w_(fts|idx|index|search|cache|new|tmp|temp|backup|embeddings?|vec|stats?|statistics|job_events?)$/;

/** Words in the name of an effect outside: its loss is a figure or an index that is behind until the next one. */
export const DERIVED_EFFECTS: ReadonlySet<string> = new Set(
  'usage stat stats statistics analytics metric metrics telemetry reindex search index cache revalidate invalidate refresh audit log track tracking notify'.split(
    ' ',
  ),
);

/** What a comment says where somebody thought of the gap. */
export const STATED =
  /\b(?:best[- ]?effort|fire[- ]and[- ]forget|(?:non|un|not)[- ]?(?:critical|fatal|essential|blocking)|reconcil\w*|sweep\w*|outbox|compensat\w+|saga|self[- ]heal\w*|re-?deriv\w*|repair(?:s|ed)?|idempoten\w+|(?:same|one|outer|caller.{0,20}|in(?:side)? (?:a|the)) transaction|must not (?:break|fail|block)|picks? (?:it|them) up|next (?:run|sweep|pass|tick|sync) )/i;
