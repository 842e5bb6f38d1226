import { baseSubject } from '../../support/gateway-subject.ts';
import { describeConformance } from './conformance.ts';

describeConformance(baseSubject);
