package com.example.orders;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.security.Principal;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
public class OrderController {
  private static final Logger log = LoggerFactory.getLogger(OrderController.class);

  private final JdbcTemplate jdbc;
  private final CreditClient credit;
  private final MeterRegistry meters;

  public OrderController(JdbcTemplate jdbc, CreditClient credit, MeterRegistry meters) {
    this.jdbc = jdbc;
    this.credit = credit;
    this.meters = meters;
  }

  public record NewOrder(@NotBlank String sku, @Positive @Max(1000) int quantity, @Positive int amount) {}

  /** Placed once for each Idempotency-Key, however often it is sent. */
  @PostMapping("/orders")
  @ResponseStatus(HttpStatus.CREATED)
  @Transactional(timeout = 10)
  public void create(
      Principal customer, @RequestHeader("Idempotency-Key") String idempotencyKey, @Valid @RequestBody NewOrder order) {
    if (!credit.covers(customer.getName(), order.amount())) throw new ResponseStatusException(HttpStatus.PAYMENT_REQUIRED);
    int placed =
        jdbc.update(
            """
            INSERT INTO orders (customer_id, idempotency_key, sku, quantity, amount, status)
            VALUES (?, ?, ?, ?, ?, 'placed')
            ON CONFLICT (customer_id, idempotency_key) DO NOTHING
            """,
            customer.getName(),
            idempotencyKey,
            order.sku(),
            order.quantity(),
            order.amount());
    // The relay publishes from this table, so the event leaves if and only if the order stands.
    if (placed > 0)
      jdbc.update(
          """
          INSERT INTO outbox (topic, key, payload) VALUES ('order.placed', ?, '{}') ON CONFLICT (topic, key) DO NOTHING
          """,
          idempotencyKey);
    meters.counter("orders.placed").increment();
    log.info("order placed for {}", customer.getName());
  }

  /** Takes an order back; cancelling twice changes nothing. */
  @PostMapping("/orders/{id}/cancel")
  @Transactional(timeout = 5)
  public void cancel(Principal customer, @PathVariable UUID id) {
    jdbc.update(
        "UPDATE orders SET status = 'cancelled' WHERE id = ? AND customer_id = ? AND status = 'placed'",
        id,
        customer.getName());
    meters.counter("orders.cancelled").increment();
    log.info("order {} cancelled", id);
  }
}
