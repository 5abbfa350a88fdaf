package io.cartelem.app.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

class BackgroundTest {
    private final Queue<Runnable> work = new ArrayDeque<>();
    private final Background background = new Background(work::add, Runnable::run);
    private final List<String> seen = new ArrayList<>();

    @Test
    void aFailureGoesToWhoeverAsked() {
        background.<String>run(
                () -> {
                    throw new IOException("disk gone");
                },
                seen::add,
                failure -> seen.add("failed: " + failure.getMessage()));
        drain();
        assertEquals(List.of("failed: disk gone"), seen);
    }

    @Test
    void aLaneDeliversOnlyTheNewestAnswerAndSkipsWhatWasOvertaken() {
        Background.Lane lane = background.lane();
        List<Integer> worked = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            int n = i;
            lane.ask(
                    () -> {
                        worked.add(n);
                        return "answer " + n;
                    },
                    seen::add,
                    failure -> seen.add("failed"));
        }
        drain();
        assertEquals(List.of(1, 5), worked, "one was under way, the others replaced each other");
        assertEquals(List.of("answer 5"), seen);
    }

    @Test
    void aLaneGoesOnAfterAFailure() {
        Background.Lane lane = background.lane();
        lane.<String>ask(
                () -> {
                    throw new IllegalStateException("no");
                },
                seen::add,
                failure -> seen.add(failure.getMessage()));
        drain();
        lane.ask(() -> "yes", seen::add, failure -> seen.add("failed"));
        drain();
        assertEquals(List.of("no", "yes"), seen);
    }

    @Test
    void aLaneThatForgetsDeliversNothingOfBeforeAndGoesOn() {
        Background.Lane lane = background.lane();
        lane.ask(() -> "under way", seen::add, failure -> seen.add("failed"));
        lane.ask(() -> "waiting", seen::add, failure -> seen.add("failed"));
        lane.forget();
        drain();
        assertEquals(List.of(), seen);
        lane.ask(() -> "new", seen::add, failure -> seen.add("failed"));
        drain();
        assertEquals(List.of("new"), seen);
    }

    private void drain() {
        while (!work.isEmpty()) {
            work.poll().run();
        }
    }
}
