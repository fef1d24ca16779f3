package dev.orderly.notification;

import dev.orderly.messaging.request.Answer;
import dev.orderly.messaging.request.Call;
import dev.orderly.messaging.request.Id;
import dev.orderly.messaging.request.InvalidRequest;
import dev.orderly.messaging.request.Question;
import java.util.Optional;
import javax.sql.DataSource;

/// `notification.list`: a user's letters, newest first.
final class ListLetters implements Question<ListLetters.Asked> {
    private final LetterList letters;

    ListLetters(DataSource database) {
        this.letters = new LetterList(database);
    }

    /// What is asked.
    ///
    /// @param limit 1 to 500; 50 where it is left out
    record Asked(String userId, Optional<Integer> limit) {
        Asked {
            Id.checked("userId", userId);
            if (limit.filter(most -> most < 1 || most > LetterList.MAX_LIMIT).isPresent()) {
                throw new InvalidRequest("limit", "must be a number from 1 to " + LetterList.MAX_LIMIT);
            }
        }
    }

    @Override
    public String subject() {
        return "notification.list";
    }

    @Override
    public Class<Asked> asked() {
        return Asked.class;
    }

    @Override
    public Answer answer(Call<Asked> call) {
        var asked = call.asked();
        return new Answer.Found(letters.of(asked.userId(), asked.limit().orElse(LetterList.DEFAULT_LIMIT)));
    }
}
