CREATE TABLE orders (
  id bigserial PRIMARY KEY,
  customer_id uuid NOT NULL,
  sku text NOT NULL,
  quantity integer NOT NULL,
  charge_id text,
  created_at timestamptz NOT NULL DEFAULT now()
);
