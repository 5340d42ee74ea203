"""The credit service: 2 s a try, three tries, growing and jittered delay."""
import os

import requests
from tenacity import retry, stop_after_attempt, wait_random_exponential


@retry(stop=stop_after_attempt(3), wait=wait_random_exponential(multiplier=0.2, max=2), reraise=True)
def has_credit(customer_id: str, amount: int) -> bool:
    response = requests.get(
        f"{os.environ['CREDIT_URL']}/customers/{customer_id}/credit",
        timeout=(1, 2),
    )
    response.raise_for_status()
    return response.json()["available"] >= amount
