package dev.orderly.compose.system;

import java.util.Map;
import java.util.TreeMap;

/// A letter as it went over the wire. Source: RFC 5322.
///
/// @param headers by name, in any case; a header that goes on over several lines is one here
record Letter(Map<String, String> headers, String body) {

    static Letter parse(String text) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        var parts = text.replace("\r\n", "\n").split("\n\n", 2);
        for (var line : parts[0].replaceAll("\n[ \t]+", " ").lines().toList()) {
            var colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return new Letter(headers, parts.length == 2 ? parts[1] : "");
    }

    boolean isTo(String address) {
        return headers.getOrDefault("To", "").contains(address);
    }

    String id() {
        return headers.getOrDefault("Message-ID", "");
    }

    String subject() {
        return headers.getOrDefault("Subject", "");
    }
}
