export { type Certification, type CertifyEvent, type CertifyOptions, type CertifyPlan, certify } from './certify.ts';
