/** Which state the places of one group have, given what is on record for their block. */
import type { Anchored } from './anchor';
import type { AnswerView, QuestionState } from './file-review';
import type { RecordedAnswer } from './record';

export interface PlaceState {
  readonly state: Extract<QuestionState, 'open' | 'answered' | 'stale'>;
  readonly answer?: AnswerView;
  readonly anchor?: 'fresh' | 'touched';
}

/**
 * An answer covers the places it was given for. A place whose text changed pairs with one that is gone and is stale; a
 * place beyond those is new and open. `places` are hashes in file order.
 */
export function placeStates(
  rule: string,
  places: readonly string[],
  anchored: Anchored | undefined,
  today: string,
): readonly PlaceState[] {
  const answer = anchored?.recorded.answers.find((each) => each.question === rule);
  if (anchored === undefined || answer === undefined) return places.map(() => ({ state: 'open' }));
  const hasChanged = anchored.grade === 'stale' || answer.stale === true;
  const isStale = hasChanged || isPast(answer, today);
  const view = toAnswerView(answer);
  const expired: AnswerView = { ...view, isExpired: true };
  // The block's anchor may be newer than this answer: fresh only if it was given for this very text.
  const isFresh = anchored.grade === 'fresh' && answer.hash === anchored.recorded.anchor.hash;
  const left = [...answer.places];
  const known = places.map((place) => {
    const at = left.indexOf(place);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  return known.map((isKnown): PlaceState => {
    if (isKnown && !isStale) return { state: 'answered', answer: view, anchor: isFresh ? 'fresh' : 'touched' };
    if (isKnown || left.length > 0) {
      if (!isKnown) left.pop();
      return { state: 'stale', answer: isKnown && !hasChanged ? expired : view };
    }
    return { state: 'open' };
  });
}

/** The last day an answer was given for is behind us. */
export function isPast({ expires }: RecordedAnswer, today: string): boolean {
  return expires !== undefined && expires < today;
}

export function toAnswerView(answer: RecordedAnswer): AnswerView {
  return {
    kind: answer.state,
    note: answer.note,
    by: answer.by,
    at: answer.at,
    ...(answer.adr === undefined ? {} : { adr: answer.adr }),
    ...(answer.expires === undefined ? {} : { expires: answer.expires }),
  };
}
