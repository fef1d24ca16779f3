package dev.orderly.messaging.service;

import dev.orderly.messaging.request.Answer;
import io.helidon.http.Status;
import java.util.Optional;

/// An error as RFC 9457 has it.
///
/// @param type `about:blank` where the status says it all, else `urn:orderly:problem:<code>`
/// @param code the contract's reason of a business no
record Problem(String type, String title, int status, String detail, Optional<String> code) {
    static final String CONTENT_TYPE = "application/problem+json";

    static Problem of(int status, String detail) {
        return new Problem("about:blank", Status.create(status).reasonPhrase(), status, detail, Optional.empty());
    }

    static Problem of(Answer answer) {
        var plain = of(answer.status(), answer.detail());
        return answer instanceof Answer.Refused(var code, var detail)
                ? new Problem("urn:orderly:problem:" + code, plain.title(), plain.status(), detail, Optional.of(code))
                : plain;
    }
}
