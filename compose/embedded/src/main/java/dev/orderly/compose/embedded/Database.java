package dev.orderly.compose.embedded;

/// How to reach one database: a JDBC URL without credentials, and the credentials.
public record Database(String url, String user, String password) {}
