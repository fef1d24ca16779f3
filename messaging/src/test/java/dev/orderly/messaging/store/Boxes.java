package dev.orderly.messaging.store;

import dev.orderly.messaging.event.Event;
import dev.orderly.messaging.event.Fact;
import dev.orderly.messaging.event.Message;
import dev.orderly.messaging.event.MessageType;
import dev.orderly.messaging.event.Topic;
import dev.orderly.messaging.event.UnknownFact;
import java.util.List;

/// A service to test with: things are put into boxes, and another service says what is written on them.
public final class Boxes {
    public static final Topic COMMANDS =
            new Topic("box-commands", Topic.Retention.SEVEN_DAYS, List.of(new MessageType<>("box.put", 1, Put.class)));
    public static final Topic EVENTS =
            new Topic("box-events", Topic.Retention.FOR_EVER, List.of(new MessageType<>("box.added", 1, Added.class)));
    public static final Topic LABELS = new Topic(
            "label-events", Topic.Retention.FOR_EVER, List.of(new MessageType<>("label.written", 1, Written.class)));

    public static final Numbered<Box> BOXES = new Kind();
    public static final Numbered<Label> LABELLED = new Labels();
    public static final Table<Box> BOXES_TABLE = Table.of(BOXES)
            .column("box", "text", Box::box)
            .column("things", "bigint", Box::things)
            .column("version", "bigint", Box::version)
            .readBy(row -> new Box(row.getString(1), row.getLong(2), row.getLong(3)));
    public static final Table<Label> LABELS_TABLE = Table.of(LABELLED)
            .column("box", "text", Label::box)
            .column("words", "text", Label::words)
            .column("version", "bigint", Label::version)
            .readBy(row -> new Label(row.getString(1), row.getString(2), row.getLong(3)));

    private Boxes() {}

    /// How many things are in a box.
    public record Box(String box, long things, long version) {}

    /// What is written on a box.
    public record Label(String box, String words, long version) {}

    /// What is asked.
    public record Put(String box, long things) implements Message {
        @Override
        public String subject() {
            return box;
        }
    }

    /// What follows.
    public record Added(String box, long things) implements Fact {
        @Override
        public String subject() {
            return box;
        }
    }

    /// Another service's fact.
    public record Written(String box, String words) implements Fact {
        @Override
        public String subject() {
            return box;
        }
    }

    private static final class Kind implements Numbered<Box> {
        @Override
        public String name() {
            return "boxes";
        }

        @Override
        public Box empty(String key) {
            return new Box(key, 0, 0);
        }

        @Override
        public boolean numbers(Message fact) {
            return fact instanceof Added;
        }

        @Override
        public long version(Box state) {
            return state.version();
        }

        @Override
        public List<String> keys(Message happened) {
            return happened instanceof Added added ? List.of(added.box()) : List.of();
        }

        @Override
        public Box evolve(Box box, Event<?> happened) {
            return happened.data() instanceof Added(var _, var things)
                    ? new Box(box.box(), box.things() + things, happened.sequence())
                    : box;
        }
    }

    private static final class Labels implements Numbered<Label> {
        @Override
        public String name() {
            return "labels";
        }

        @Override
        public Label empty(String key) {
            return new Label(key, "", 0);
        }

        @Override
        public boolean numbers(Message fact) {
            return fact instanceof Written;
        }

        @Override
        public long version(Label state) {
            return state.version();
        }

        @Override
        public List<String> keys(Message happened) {
            return happened instanceof Written || happened instanceof UnknownFact
                    ? List.of(happened.subject())
                    : List.of();
        }

        @Override
        public Label evolve(Label label, Event<?> happened) {
            return happened.data() instanceof Written(var _, var words)
                    ? new Label(label.box(), label.words() + words, happened.sequence())
                    : new Label(label.box(), label.words(), happened.sequence());
        }
    }
}
