package dev.orderly.user;

import dev.orderly.messaging.request.Answer;
import dev.orderly.messaging.request.Call;
import dev.orderly.messaging.request.Id;
import dev.orderly.messaging.request.Question;
import javax.sql.DataSource;

/// The question `user.get`: a user by id. It may be a moment behind what was just commanded.
final class GetUser implements Question<GetUser.Asked> {

    record Asked(String userId) {
        Asked {
            userId = Id.checked("userId", userId);
        }
    }

    private final UserQueries users;

    GetUser(DataSource database) {
        this.users = new UserQueries(database);
    }

    @Override
    public String subject() {
        return "user.get";
    }

    @Override
    public Class<Asked> asked() {
        return Asked.class;
    }

    @Override
    public Answer answer(Call<Asked> call) {
        return users.find(call.asked().userId())
                .<Answer>map(Answer.Found::new)
                .orElseGet(() -> new Answer.NotFound("nobody registered this user"));
    }
}
