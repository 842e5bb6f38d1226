import type { Words } from '../words.ts';

/** What needs a manager, in Hindi. */
export const manager: Words['manager'] = {
  pin: 'मैनेजर का पिन',
  pinHint: 'चार से आठ अंक। इसे मैनेजर ही लिखें; किसी और को देखने की ज़रूरत नहीं।',
  notSetUp: 'इसके लिए मैनेजर चाहिए, और मैनेजर का पिन अभी बना नहीं है। मालिक इसे सेटिंग → मैनेजर का पिन में चुनें।',
  openSettings: 'सेटिंग खोलें',
};
