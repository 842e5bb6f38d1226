/** `npm run central`: the central order API as a program of its own. */
import { readSettings, usage } from './settings.ts';
import { startCentral } from './start.ts';

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const settings = readSettings(process.argv.slice(2), process.env);
  const started = settings.ok ? await startCentral(settings.value) : settings;
  if (!started.ok) {
    process.stderr.write(`${started.error}\n${usage}\n`);
    process.exitCode = 2;
    return;
  }
  const { url, token, office, stop } = started.value;
  process.stdout.write(`central: ${url}\n`);
  if (token !== null) process.stdout.write(`token: ${token}\n`);
  if (office !== null) process.stdout.write(`office: ${url}/admin/ ${office.name} ${office.password}\n`);
  let isStopping = false;
  const end = (): void => {
    if (isStopping) return;
    isStopping = true;
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

await main();
