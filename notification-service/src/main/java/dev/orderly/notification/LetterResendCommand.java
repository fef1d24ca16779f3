package dev.orderly.notification;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.event.Outcome;
import dev.orderly.messaging.operator.OperatorLine;
import dev.orderly.messaging.operator.Ruling;
import dev.orderly.messaging.operator.Ruling.Result;
import dev.orderly.messaging.operator.RulingCommand;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.StartCheck;
import dev.orderly.notification.Letter.Status;
import dev.orderly.notification.LetterMessage.ResendLetter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `letters resend`.
@Command(
        name = "resend",
        description = "send again what is uncertain or undeliverable; what was sent after all arrives twice")
final class LetterResendCommand extends RulingCommand {
    @Parameters(paramLabel = "ID", arity = "0..*", description = "its notificationId, as list shows it")
    private List<String> ids = new ArrayList<>();

    @Mixin
    private LetterFilter filter = new LetterFilter();

    LetterResendCommand(Site.Finder finder, StartCheck check) {
        super(finder, check);
    }

    @Override
    protected Words words() {
        return new Words("letters", "put back to be sent");
    }

    @Override
    protected List<String> meant(Connection connection) throws SQLException {
        if (ids.isEmpty() == filter.isEmpty()) {
            throw new Failure(
                    ExitCode.WRONG_USAGE,
                    "say which: either ids, as letters list shows them, or --status, --user, --order");
        }
        return filter.isEmpty()
                ? List.copyOf(ids)
                : new LetterRows(connection).ids(filter.wanted(Set.of(Status.UNCERTAIN, Status.UNDELIVERABLE)));
    }

    @Override
    protected Ruling rule(Site site, Connection connection, OperatorLine line, String id, boolean isExecuted)
            throws SQLException {
        var found = new LetterRows(connection).find(id);
        if (found.isEmpty()) {
            return new Ruling(id, Result.IMPOSSIBLE, "there is no letter of this id");
        }
        var letter = found.get();
        var message = new ResendLetter(id, letter.userId());
        var item = new InternalMessages(site.source(), PostSettings.DEFAULT).of(message, letter, Instant.now());
        return switch (line.take(item)) {
            case Outcome.Handled _ ->
                new Ruling(id, isExecuted ? Result.DONE : Result.POSSIBLE, told(letter, isExecuted));
            case Outcome.Refused _ -> new Ruling(id, Result.IMPOSSIBLE, why(letter));
            case Outcome other -> new Ruling(id, Result.IMPOSSIBLE, OperatorLine.why(other));
        };
    }

    private static String told(Letter letter, boolean isExecuted) {
        var twice = letter.status() == Status.UNCERTAIN ? "; it may arrive twice" : "";
        return "%s to user %s, %s as soon as the service has its turn%s"
                .formatted(
                        letter.template(),
                        letter.userId(),
                        isExecuted ? "is sent again" : "would be sent again",
                        twice);
    }

    /// As it was a moment ago; if it was another thing then, it has moved on meanwhile.
    private static String why(Letter letter) {
        return switch (letter.status()) {
            case SENT -> "it was sent; a letter that was sent is not sent again";
            case REQUESTED -> "it is still to be sent, by itself";
            case SENDING -> "it is being sent";
            case NONE, UNDELIVERABLE, UNCERTAIN -> "it has moved on meanwhile; look at it again";
        };
    }
}
