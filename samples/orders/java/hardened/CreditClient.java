package com.example.orders;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.springframework.retry.annotation.Backoff;
import org.springframework.retry.annotation.Retryable;
import org.springframework.stereotype.Component;

/** The credit service: 2 s a try, three tries, growing and jittered delay. */
@Component
public class CreditClient {
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

  @Retryable(maxAttempts = 3, backoff = @Backoff(delay = 200, multiplier = 2, random = true))
  public boolean covers(String customer, int amount) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://credit.example.com/customers/" + customer + "/credit"))
            .timeout(Duration.ofSeconds(2))
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) throw new IOException("credit service answered " + response.statusCode());
    return Integer.parseInt(response.body()) >= amount;
  }
}
