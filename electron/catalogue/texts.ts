import type { RefusedRow } from '../../shared/contract/catalogue.ts';
import type { Language } from '../../shared/contract/till.ts';

/** What main itself says about imports: in dialogs and in the report that is saved as a file. */
export type CatalogueTexts = {
  readonly chooseFile: string;
  readonly tables: string;
  readonly saveReport: string;
  readonly csv: string;
  readonly reportName: string;
  readonly columns: readonly [row: string, reason: string, contents: string];
  readonly reasons: Readonly<Record<RefusedRow['reason'], string>>;
};

/** The texts in both languages of the counter. */
export const catalogueTexts: Readonly<Record<Language, CatalogueTexts>> = {
  en: {
    chooseFile: 'Choose a file with products',
    tables: 'CSV and Excel files',
    saveReport: 'Save the refused rows',
    csv: 'CSV file',
    reportName: 'refused-rows.csv',
    columns: ['Row', 'Reason', 'Contents'],
    reasons: {
      'name-missing': 'The name is missing',
      'price-missing': 'The price is missing',
      'price-invalid': 'The price is not an amount of rupees',
      'price-over-mrp': 'The price is above the MRP',
      'mrp-invalid': 'The MRP is not an amount of rupees',
      'code-missing': 'The code is missing',
      'code-repeated': 'An earlier row has the same code',
      'barcode-invalid': 'A barcode is not valid',
      'barcode-taken': 'Another product has the same barcode',
      'gst-rate-invalid': 'The GST rate is missing or not a rate',
      'hsn-invalid': 'The HSN is not a code of 4, 6 or 8 digits',
      'sold-by-invalid': 'The unit, or whether it is weighed, is not clear',
      'stock-invalid': 'The opening stock is not a quantity',
      'text-too-long': 'A text is too long',
      'columns-differ': 'The row has more or fewer cells than the first row',
    },
  },
  hi: {
    chooseFile: 'उत्पादों वाली फ़ाइल चुनें',
    tables: 'CSV और Excel फ़ाइलें',
    saveReport: 'अस्वीकृत पंक्तियाँ सहेजें',
    csv: 'CSV फ़ाइल',
    reportName: 'refused-rows.csv',
    columns: ['पंक्ति', 'कारण', 'सामग्री'],
    reasons: {
      'name-missing': 'नाम नहीं है',
      'price-missing': 'मूल्य नहीं है',
      'price-invalid': 'मूल्य रुपये की राशि नहीं है',
      'price-over-mrp': 'मूल्य एमआरपी से अधिक है',
      'mrp-invalid': 'एमआरपी रुपये की राशि नहीं है',
      'code-missing': 'कोड नहीं है',
      'code-repeated': 'यही कोड ऊपर की किसी पंक्ति में है',
      'barcode-invalid': 'बारकोड सही नहीं है',
      'barcode-taken': 'यही बारकोड किसी और उत्पाद का है',
      'gst-rate-invalid': 'जीएसटी दर नहीं है या सही नहीं है',
      'hsn-invalid': 'एचएसएन 4, 6 या 8 अंकों का कोड नहीं है',
      'sold-by-invalid': 'इकाई, या तौल कर बिकने की बात, स्पष्ट नहीं है',
      'stock-invalid': 'प्रारंभिक स्टॉक कोई मात्रा नहीं है',
      'text-too-long': 'कोई पाठ बहुत लंबा है',
      'columns-differ': 'पंक्ति में पहली पंक्ति से कम या अधिक खाने हैं',
    },
  },
};
