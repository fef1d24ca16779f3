package dev.orderly.messaging.request;

import dev.orderly.messaging.store.SqlTrouble;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/// A question that answers as its id says, for tests of the ways in.
public final class GetThing implements Question<GetThing.Ask> {
    public static final String SECRET = "password=hunter2";

    private final List<Call<Ask>> calls = new CopyOnWriteArrayList<>();
    private final Semaphore goOn = new Semaphore(0);

    /// What is asked.
    public record Ask(String thingId, Optional<Integer> limit) {
        public Ask {
            thingId = Id.checked("thingId", thingId);
        }
    }

    record Thing(String thingId, int limit, Optional<String> reason) {}

    @Override
    public String subject() {
        return "thing.get";
    }

    @Override
    public Class<Ask> asked() {
        return Ask.class;
    }

    @Override
    public Answer answer(Call<Ask> call) throws Exception {
        calls.add(call);
        var id = call.asked().thingId();
        return switch (id) {
            case "accepted" -> new Answer.Accepted(thing(call), Optional.of(URI.create("/things/" + id)));
            case "unknown" -> new Answer.NotFound("there is no such thing");
            case "conflict" -> new Answer.Conflict("this key was used for something else");
            case "refused" -> new Answer.Refused("unknown-user", "nobody has registered this user");
            case "many" -> new Answer.TooMany("too many things", Duration.ofSeconds(3));
            case "away" -> new Answer.Unavailable("the database is away");
            case "outage" -> throw new SQLException("the connection broke", "08006");
            case "no-table" -> throw SqlTrouble.of(new SQLException(SECRET, "42P01"));
            case "wrong-sql" -> throw new SQLException(SECRET, "42601");
            case "bug" -> throw new IllegalStateException(SECRET);
            case "slow" -> {
                goOn.acquire();
                yield new Answer.Found(thing(call));
            }
            default -> new Answer.Found(thing(call));
        };
    }

    public List<Call<Ask>> calls() {
        return calls;
    }

    /// Lets one that is `slow` go on.
    public void goOn() {
        goOn.release();
    }

    private static Thing thing(Call<Ask> call) {
        return new Thing(call.asked().thingId(), call.asked().limit().orElse(50), Optional.empty());
    }
}
