import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatewayOpenApiText } from '../support/gateway-openapi.ts';
import { rootFolder } from '../support/repository.ts';

writeFileSync(join(rootFolder, 'docs/gateway-protocol.openapi.json'), gatewayOpenApiText());
