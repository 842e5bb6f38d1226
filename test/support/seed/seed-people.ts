/** The customers of a seeded shop whom it knows by name. */
import { assert } from '../../../shared/domain/result.ts';
import type { Random } from '../seeded-random.ts';

export type SeedCustomer = { readonly name: string; readonly phone: string };

const FIRST =
  'Aarav Aditi Ananya Arjun Asha Deepak Divya Farhan Gauri Harpreet Imran Jaya Kavita Kiran Lakshmi Manish Meera Mohan Neha Nikhil Pooja Priya Rahul Ravi Rekha Rohan Sana Sunita Suresh Vikram'.split(
    ' ',
  );
const LAST =
  'Agarwal Bose Chauhan Das Desai Fernandes Gupta Iyer Jain Joshi Kapoor Khan Kulkarni Kumar Menon Mehta Mishra Nair Patel Pillai Rao Reddy Sen Shah Sharma Shetty Singh Thakur Varma Yadav'.split(
    ' ',
  );

/** So many customers; their numbers are made up (a mobile number begins with 6 to 9). */
export function seedCustomers(random: Random, count: number): readonly SeedCustomer[] {
  return Array.from({ length: count }, (_, at) => ({
    name: `${random.pick(FIRST)} ${random.pick(LAST)}`,
    phone: `${6 + (at % 4)}${String(100_000_000 + ((at * 7_654_321) % 900_000_000))}`,
  }));
}

/** One of them; a regular more often than the rest. */
export function pickCustomer(random: Random, customers: readonly SeedCustomer[]): SeedCustomer {
  const share = random.below(1_000_000) / 1_000_000;
  const customer = customers[Math.floor(customers.length * share * share)];
  assert(customer !== undefined, 'a seeded shop has customers');
  return customer;
}
