import pRetry from 'p-retry';

/** Whether the customer's credit covers the amount: 2 s a try, three tries, growing and jittered delay. */
export function hasCredit(customerId: string, amount: number): Promise<boolean> {
  return pRetry(() => askCredit(customerId, amount), { retries: 2, minTimeout: 200, factor: 2, randomize: true });
}

async function askCredit(customerId: string, amount: number): Promise<boolean> {
  const response = await fetch(`${process.env.CREDIT_URL}/customers/${customerId}/credit`, {
    signal: AbortSignal.timeout(2_000),
  });
  if (!response.ok) {
    throw new Error(`the credit service answered ${response.status}`);
  }
  const { available } = (await response.json()) as { available: number };
  return available >= amount;
}
