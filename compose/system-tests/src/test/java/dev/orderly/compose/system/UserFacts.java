package dev.orderly.compose.system;

/// Facts as user-events would write them, typed by somebody else: for a system in which it does not run.
final class UserFacts {
    private UserFacts() {}

    static String registered(String user) {
        return fact(
                "user.registered",
                user,
                1,
                "\"name\":\"Ada\",\"email\":\"a@example.com\",\"currency\":\"EUR\",\"credit\":5");
    }

    /// @param amount as JSON, such as `5`
    static String deposited(String user, long sequence, String amount) {
        return fact("user.credit-deposited", user, sequence, "\"amount\":%s,\"balance\":10".formatted(amount));
    }

    private static String fact(String type, String user, long sequence, String rest) {
        return """
                {"id":"%2$s-%3$d","source":"/orderly/user-events","type":"%1$s","subject":"%2$s","sequence":"%3$d",\
                "data":{"userId":"%2$s",%4$s}}""".formatted(type, user, sequence, rest);
    }
}
