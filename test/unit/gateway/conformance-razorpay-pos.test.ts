import { razorpayPosSubject } from '../../support/gateway-subject.ts';
import { describeConformance } from './conformance.ts';

describeConformance(razorpayPosSubject);
