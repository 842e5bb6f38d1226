import { dialog, type BrowserWindow, type FileFilter } from 'electron';
import type { Dialogs, FileKind } from '../platform/ports.ts';
import type { FileTokens } from './file-tokens.ts';

function filters(kinds: readonly FileKind[]): FileFilter[] {
  return kinds.map(({ name, extensions }) => ({ name, extensions: [...extensions] }));
}

/** The dialogs port on Electron's native dialogs, in front of the window that is there now. */
export function createDialogs(fileTokens: FileTokens, currentWindow: () => BrowserWindow | null): Dialogs {
  return {
    async openFile({ title, kinds }) {
      const options = { title, filters: filters(kinds), properties: ['openFile' as const] };
      const window = currentWindow();
      const answer = await (window === null
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(window, options));
      const path = answer.filePaths[0];
      return answer.canceled || path === undefined ? null : fileTokens.add(path);
    },
    async openFolder({ title }) {
      const options = { title, properties: ['openDirectory' as const, 'createDirectory' as const] };
      const window = currentWindow();
      const answer = await (window === null
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(window, options));
      const path = answer.filePaths[0];
      return answer.canceled || path === undefined ? null : fileTokens.add(path);
    },
    async saveFile({ title, suggestedName, kinds }) {
      const options = { title, defaultPath: suggestedName, filters: filters(kinds) };
      const window = currentWindow();
      const answer = await (window === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(window, options));
      return answer.canceled || answer.filePath === '' ? null : fileTokens.add(answer.filePath);
    },
    pathOf: (fileToken) => fileTokens.pathOf(fileToken),
  };
}
