import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BusinessDate } from '../../../shared/domain/business-date.ts';
import { Button } from '../../ui/button.tsx';
import { showRange } from '../day-view.ts';
import { useDayKey } from '../use-day-key.ts';
import { RangeDialog } from './range-dialog.tsx';
import { neighbour, presetRange, presets, type Range } from './ranges.ts';

/** Which days are reviewed: named ranges, one step back or on, or two dates. */
export function RangeBar({ range, inHand }: { readonly range: Range; readonly inHand: BusinessDate }) {
  const { t } = useTranslation();
  const [asking, ask] = useState(false);
  const go = (direction: -1 | 1): void => showRange(neighbour(range, direction, inHand), inHand);
  useDayKey('PageUp', () => go(-1));
  useDayKey('PageDown', () => go(1));
  return (
    <div className="range-bar" role="group" aria-label={t('review.choose')}>
      <Button keyName="PageUp" onPress={() => go(-1)}>
        {t('review.earlier')}
      </Button>
      <div className="presets">
        {presets.map((preset) => {
          const meant = presetRange(preset, inHand);
          const isShown = meant.to === range.to && meant.days === range.days;
          return (
            <button
              key={preset}
              type="button"
              className="preset"
              aria-pressed={isShown}
              onClick={() => showRange(meant, inHand)}
            >
              {t(`review.preset.${preset}`)}
            </button>
          );
        })}
        <button type="button" className="preset" aria-haspopup="dialog" onClick={() => ask(true)}>
          {t('review.dates.ask')}
        </button>
      </div>
      <Button keyName="PageDown" disabled={range.to >= inHand} onPress={() => go(1)}>
        {t('review.later')}
      </Button>
      {asking ? (
        <RangeDialog
          range={range}
          onClose={() => ask(false)}
          onChoose={(chosen) => {
            ask(false);
            showRange(chosen, inHand);
          }}
        />
      ) : null}
    </div>
  );
}
