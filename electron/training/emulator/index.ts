export { startEmulator } from './start-emulator.ts';
export type { Emulator, EmulatorOptions } from './start-emulator.ts';
export type { EmulatorControl } from './control.ts';
