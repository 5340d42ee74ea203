CREATE TABLE orders (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer_id uuid NOT NULL,
  idempotency_key text NOT NULL,
  sku text NOT NULL,
  quantity integer NOT NULL,
  amount integer NOT NULL,
  status text NOT NULL,
  UNIQUE (customer_id, idempotency_key)
);

CREATE TABLE outbox (
  id bigserial PRIMARY KEY,
  topic text NOT NULL,
  payload jsonb NOT NULL,
  sent_at timestamptz
);
