package dev.orderly.messaging.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.messaging.consumer.BoxService;
import dev.orderly.messaging.deadletter.LetterDesk;
import dev.orderly.messaging.store.Boxes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Facts of some boxes in an order of chance, some of which cannot be read, with decisions of chance about them.
record Chance(LetterDesk desk, Random random) {
    void happens(ShadowBench following) throws Exception {
        var facts = new ArrayList<List<Integer>>();
        IntStream.range(0, 4)
                .forEach(box -> IntStream.rangeClosed(1, 6).forEach(number -> facts.add(List.of(box, number))));
        Collections.shuffle(facts, random);
        var dead = new ArrayList<String>();
        for (var fact : facts) {
            var isBroken = random.nextInt(4) == 0;
            var words = isBroken ? "17" : "\"" + fact.get(1) + "\"";
            var id =
                    desk.service.receive("label-events", BoxService.written("b" + fact.getFirst(), fact.get(1), words));
            if (isBroken) {
                dead.add(id + "/" + fact.getFirst() + "/" + fact.get(1));
            }
            if (random.nextInt(3) == 0) {
                desk.service.recall();
            }
            if (!dead.isEmpty() && random.nextInt(4) == 0) {
                decide(dead.remove(random.nextInt(dead.size())).split("/"));
            }
            if (random.nextInt(5) == 0) {
                following.round();
                following.isLikeNow();
            }
        }
        following.round();
        following.isLikeNow();
        assertThat(desk.texts("SELECT box FROM labels")).isNotEmpty();
    }

    private void decide(String[] letter) {
        if (random.nextBoolean()) {
            desk.run("discard", letter[0], "--execute", "--because", "chance");
        } else {
            var edited =
                    BoxService.written("b" + letter[1], Long.parseLong(letter[2]), "\"" + Boxes.LABELS.name() + "\"");
            desk.run("redrive", letter[0], "--execute", "--payload", LetterDesk.file(edited));
        }
    }
}
