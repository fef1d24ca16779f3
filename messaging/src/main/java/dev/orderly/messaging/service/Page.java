package dev.orderly.messaging.service;

import java.util.function.Supplier;

/// Something to read at an address that is no question: metrics, a description of the interface.
public record Page(String path, String contentType, Supplier<String> text) {}
