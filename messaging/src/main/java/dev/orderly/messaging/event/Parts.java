package dev.orderly.messaging.event;

import java.util.Locale;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A record taken apart into attributes and data, as the two modes of the CloudEvents Kafka binding have them.
/// Source: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md
///
/// @param data the data when it is asked for, which in binary mode may turn out to be unreadable
record Parts(Attributes attributes, Supplier<JsonNode> data) {
    private static final String CONTENT_TYPE = "content-type";

    static Parts of(Received record) {
        return isBinary(record) ? binary(record) : structured(record);
    }

    /// The value is the whole message, envelope and data; so it is where no header says anything.
    private static Parts structured(Received record) {
        var document = document(record);
        if (!document.isObject()) {
            throw new Unreadable(Reason.json("the value must be one JSON object"));
        }
        return new Parts(new Attributes(document), () -> document.path("data"));
    }

    /// Attributes in `ce_` headers, `content-type` for that of the data, which is the value.
    private static Parts binary(Received record) {
        var attributes = new ObjectNode(StrictJson.MAPPER.getNodeFactory());
        for (var header : record.headers()) {
            if (header.name().equals("ce_sagaattempt") && text(header).matches("[1-9][0-9]{0,8}")) {
                attributes.put("sagaattempt", Integer.parseInt(text(header)));
            } else if (header.name().startsWith("ce_") && header.value() != null) {
                attributes.put(header.name().substring("ce_".length()), text(header));
            } else if (header.name().equals(CONTENT_TYPE) && header.value() != null) {
                attributes.put("datacontenttype", text(header));
            }
        }
        return new Parts(new Attributes(attributes), () -> document(record));
    }

    static boolean isBinary(Received record) {
        var isBinary = false;
        for (var header : record.headers()) {
            switch (header.name()) {
                case CONTENT_TYPE -> {
                    if (text(header).toLowerCase(Locale.ROOT).startsWith("application/cloudevents")) {
                        return false;
                    }
                }
                case "ce_specversion", "ce_type" -> isBinary = true;
                default -> {}
            }
        }
        return isBinary;
    }

    private static JsonNode document(Received record) {
        var value = record.value();
        if (value == null || value.length == 0) {
            throw new Unreadable(Reason.empty("the record has no value"));
        }
        return StrictJson.read(value);
    }

    /// Bytes that are no UTF-8 become text that no attribute may have.
    private static String text(Received.Header header) {
        var value = header.value();
        return value == null ? "" : Utf8.decode(value).orElse("\0");
    }
}
