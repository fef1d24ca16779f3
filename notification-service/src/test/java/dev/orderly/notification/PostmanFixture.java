package dev.orderly.notification;

import static dev.orderly.notification.Samples.send;
import static dev.orderly.notification.Samples.story;

import dev.orderly.messaging.consumer.Line;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;

/// A mail worker at a story, with a mail server that answers as the test says.
abstract class PostmanFixture {
    static final int AT_ONCE = 8;

    final Story story = story();
    final PostOffice office = new PostOffice();
    final DueWithoutMail withoutMail = new DueWithoutMail(story.store, story.telemetry(), Story.SETTINGS);
    final Postman postman = postman("w-1");

    @AfterEach
    void open() {
        office.open.countDown();
    }

    Postman postman(String sender) {
        return postman(sender, story.line);
    }

    Postman postman(String sender, Line line) {
        return new Postman(
                sender,
                line,
                story.store,
                new Sends(office, new LetterWriter(), AT_ONCE),
                new Outage(story.telemetry(), Story.SETTINGS),
                withoutMail,
                story.internal,
                story.clock,
                Story.SETTINGS);
    }

    /// Passes until there is nothing to do and nothing under way.
    static Duration untilIdle(Postman postman) {
        var pause = postman.once();
        while (pause.isZero()) {
            pause = postman.once();
        }
        return pause;
    }

    Duration untilIdle() {
        return untilIdle(postman);
    }

    void ask(int letters) {
        IntStream.range(0, letters).forEach(i -> story.when(send("n-" + i)));
    }

    long count(Letter.Status status, int letters) {
        return IntStream.range(0, letters)
                .filter(i -> story.letter("n-" + i).status() == status)
                .count();
    }

    void untilTrouble() {
        for (int i = 0; i < 1_000; i++) {
            postman.once();
        }
    }
}
