package dev.orderly.messaging.doctor;

import java.time.Duration;

/// Times that have passed, as people say them: `3 s`, `12 min`, `5 h`, `9 days`.
public final class Ages {
    private Ages() {}

    public static String told(Duration age) {
        if (age.toMinutes() < 2) {
            return Math.max(0, age.toSeconds()) + " s";
        }
        if (age.toHours() < 2) {
            return age.toMinutes() + " min";
        }
        return age.toDays() < 2 ? age.toHours() + " h" : age.toDays() + " days";
    }
}
