export { createPeople } from './create-people.ts';
export type { Authorised, ManagerAction, People } from './create-people.ts';
