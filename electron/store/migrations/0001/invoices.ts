/**
 * Series of document numbers (Rule 46: consecutive, unique in a financial year, one or several series). A till, a kind of
 * document, a financial year and a letter make a series; another installation of the same till opens another letter.
 */
export const invoices = [
  `CREATE TABLE invoice_series (
    series_id INTEGER PRIMARY KEY,
    till_code TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('invoice', 'credit-note')),
    financial_year TEXT NOT NULL CHECK (financial_year GLOB '[0-9][0-9][0-9][0-9]'),
    letter TEXT NOT NULL CHECK (letter GLOB '[A-SU-Z]'),
    installation_id TEXT NOT NULL,
    prefix TEXT NOT NULL UNIQUE,
    next_number INTEGER NOT NULL DEFAULT 1 CHECK (next_number >= 1),
    opened_at INTEGER NOT NULL,
    UNIQUE (till_code, kind, financial_year, letter)
  ) STRICT`,
  `CREATE TRIGGER invoice_series_runs_without_gaps BEFORE UPDATE ON invoice_series
    WHEN NEW.next_number <> OLD.next_number + 1 OR NEW.prefix <> OLD.prefix OR NEW.till_code <> OLD.till_code
      OR NEW.kind <> OLD.kind OR NEW.financial_year <> OLD.financial_year OR NEW.letter <> OLD.letter
      OR NEW.installation_id <> OLD.installation_id
    BEGIN SELECT RAISE(ABORT, 'an invoice series only counts up by one'); END`,
  `CREATE TRIGGER invoice_series_is_kept BEFORE DELETE ON invoice_series
    BEGIN SELECT RAISE(ABORT, 'an invoice series is never deleted'); END`,
] as const;
