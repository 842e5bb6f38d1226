export { createReports } from './create-reports.ts';
export type { Reports } from './create-reports.ts';
export type { ReviewTexts } from './review-texts.ts';
