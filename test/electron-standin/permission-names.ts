interface Names {
  /** What Electron's handlers are asked. */
  readonly electron: string;
  /** What Chromium's Browser.setPermission knows. */
  readonly chromium: readonly string[];
}

/** The permissions a page can ask for, by the web's name or the stand-in's guard. */
export const permissionNames: Readonly<Record<string, Names>> = {
  geolocation: { electron: 'geolocation', chromium: ['geolocation'] },
  notifications: { electron: 'notifications', chromium: ['notifications'] },
  media: { electron: 'media', chromium: ['camera', 'microphone'] },
  camera: { electron: 'media', chromium: ['camera'] },
  microphone: { electron: 'media', chromium: ['microphone'] },
  'display-capture': { electron: 'display-capture', chromium: ['display-capture'] },
  'clipboard-read': { electron: 'clipboard-read', chromium: ['clipboard-read'] },
  'clipboard-write': { electron: 'clipboard-sanitized-write', chromium: ['clipboard-write'] },
  midi: { electron: 'midi', chromium: ['midi'] },
};
