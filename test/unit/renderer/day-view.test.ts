import { describe, expect, test } from 'vitest';
import { dayFrom, showDay, stayWithDay, useDayView } from '../../../renderer/day/day-view.ts';

describe('the day on screen', () => {
  test('steps from day to day over the ends of months and years', () => {
    expect(dayFrom('2026-03-01', -1)).toBe('2026-02-28');
    expect(dayFrom('2026-12-31', 1)).toBe('2027-01-01');
    expect(dayFrom('not a day', 1)).toBe('not a day');
  });

  test('is the day in hand whenever one comes to it or past it, so that it goes on when the date does', () => {
    showDay('2026-11-20', '2026-11-22');
    expect(useDayView.getState().businessDate).toBe('2026-11-20');
    showDay('2026-11-22', '2026-11-22');
    expect(useDayView.getState().businessDate).toBeNull();
    showDay('2026-11-23', '2026-11-22');
    expect(useDayView.getState().businessDate).toBeNull();
  });

  test('stays when it was closed just now, though the next one is in hand', () => {
    stayWithDay('2026-11-22');
    expect(useDayView.getState().businessDate).toBe('2026-11-22');
  });
});
