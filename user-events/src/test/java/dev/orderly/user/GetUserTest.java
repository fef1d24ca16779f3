package dev.orderly.user;

import static dev.orderly.user.Users.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderly.messaging.request.Answer;
import dev.orderly.messaging.request.AnswerJson;
import dev.orderly.messaging.request.Call;
import dev.orderly.messaging.request.InvalidRequest;
import dev.orderly.messaging.request.QuestionReader;
import dev.orderly.schemas.user.UserFact.UserRegistered;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GetUserTest {
    private final TestDatabase database;
    private final GetUser question;

    GetUserTest() throws SQLException {
        database = new TestDatabase();
        question = new GetUser(database.source());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_user_is_shown_as_the_contract_says() {
        var registered = new UserRegistered("ada", "Ada", "old@example.com", "EUR", 7);
        database.create(USERS, Map.of("ada", new User(registered, "ada@example.com", 100, 30, true, 4)));
        var answer = (Answer.Found) question.answer(asking("ada"));
        assertThat(new String(AnswerJson.bytes(answer.json()), StandardCharsets.UTF_8))
                .isEqualTo("{\"userId\":\"ada\",\"name\":\"Ada\",\"email\":\"ada@example.com\",\"currency\":\"EUR\","
                        + "\"balance\":100,\"reserved\":30,\"available\":70,\"active\":true,\"version\":4}");
    }

    @Test
    void nobody_is_not_found() {
        assertThat(question.answer(asking("ada")).status()).isEqualTo(404);
    }

    @Test
    void it_is_asked_by_an_id() {
        var reader = new QuestionReader<>(question.asked());
        assertThat(reader.read(Map.of("userId", "ada"))).isEqualTo(new GetUser.Asked("ada"));
        assertThatThrownBy(() -> reader.read("{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidRequest.class);
        assertThatThrownBy(() -> reader.read(Map.of("userId", "ä"))).isInstanceOf(InvalidRequest.class);
    }

    private static Call<GetUser.Asked> asking(String userId) {
        return Call.of(new GetUser.Asked(userId));
    }
}
