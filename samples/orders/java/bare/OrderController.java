package com.example.orders;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class OrderController {
  private final JdbcTemplate jdbc;

  public OrderController(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  public record NewOrder(@NotNull UUID customerId, @NotBlank String sku, @Positive int quantity) {}

  @PostMapping("/orders")
  @ResponseStatus(HttpStatus.CREATED)
  public void create(@Valid @RequestBody NewOrder order) {
    jdbc.update(
        "INSERT INTO orders (customer_id, sku, quantity) VALUES (?, ?, ?)",
        order.customerId(),
        order.sku(),
        order.quantity());
  }
}
