package com.example.orders;

import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestTemplate;

@RestController
public class OrderController {
  private final OrderRepository orders;
  private final LineRepository lines;
  private final RestTemplate payments = new RestTemplate();

  public OrderController(OrderRepository orders, LineRepository lines) {
    this.orders = orders;
    this.lines = lines;
  }

  // Retries belong to the gateway, see ADR-0002.
  @PostMapping("/orders")
  public ResponseEntity<Map<String, Object>> create(@RequestBody Order order) {
    try {
      Charge charge = payments.postForObject("https://payments.example.com/charges", order, Charge.class);
      Order placed = orders.save(order);
      lines.save(new Line(placed.getId(), charge.id()));
      return ResponseEntity.status(201).body(Map.of("charge", charge.id()));
    } catch (Exception e) {
      return ResponseEntity.status(500).body(Map.of("error", "The order could not be placed"));
    }
  }
}
