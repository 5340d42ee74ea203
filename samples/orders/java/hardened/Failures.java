package com.example.orders;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
public class Failures {
  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  @ExceptionHandler(Exception.class)
  public ResponseEntity<String> failed(Exception error) {
    log.error("request failed", error);
    return ResponseEntity.internalServerError().body("The request could not be completed");
  }
}
