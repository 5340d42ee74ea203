import assert from 'node:assert/strict';
import { timeAgo } from '#sidebar/time-ago';

describe('how long ago', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');
  const check = (at: string, expected: string, locale = 'en') => assert.equal(timeAgo(at, now, locale), expected);

  it('counts in the largest unit that fits', () => {
    check('2026-11-23T11:59:40Z', 'this minute');
    check('2026-11-23T11:15:00Z', '45 minutes ago');
    check('2026-11-22T12:00:00Z', 'yesterday');
    check('2026-11-20T10:00:00Z', '3 days ago');
    check('2024-11-01T00:00:00Z', '2 years ago');
  });

  it('speaks the reader’s language, and keeps quiet about what is no date', () => {
    check('2026-11-20T10:00:00Z', 'vor 3 Tagen', 'de');
    check('recently', '');
  });

  it('takes a commit from the future for one of now', () => check('2027-01-01T00:00:00Z', 'this minute'));
});
