package io.cartelem.core.can.dbc;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which signals of a message can be read: those whose bits are in it and whose selectors are there
/// and do not depend on each other in a circle.
final class SignalCheck {
    /// More than any file has; each costs a step down in the reader of frames.
    private static final int MOST_LEVELS = 64;

    private final MessageDraft message;
    private final Problems problems;

    /// Where to tell what is wrong.
    interface Problems {
        void tell(int line, String text);
    }

    SignalCheck(MessageDraft message, Problems problems) {
        this.message = message;
        this.problems = problems;
    }

    List<DbcSignal> usable() {
        @Nullable String selector = onlySelector();
        List<DbcSignal> usable = new ArrayList<>();
        for (SignalDraft signal : message.signals.values()) {
            String wrong = signal.misfit(message.length);
            if (wrong == null) {
                wrong = unreachable(signal, selector);
            }
            if (wrong == null) {
                usable.add(signal.finish(choice(signal, selector)));
            } else {
                problems.tell(
                        signal.line,
                        "signal " + signal.name + " of " + message.name + " left out: it " + wrong);
            }
        }
        return List.copyOf(usable);
    }

    /// The signal with a plain `M`.
    private @Nullable String onlySelector() {
        for (SignalDraft signal : message.signals.values()) {
            if (signal.selector && signal.chosenBy < 0) {
                return signal.name;
            }
        }
        return null;
    }

    /// When it is there; selectors are called by the names that are shown.
    private @Nullable DbcChoice choice(SignalDraft signal, @Nullable String selector) {
        DbcChoice own = signal.choice;
        if (own == null && (signal.chosenBy < 0 || selector == null)) {
            return null;
        }
        String by = own == null ? selector : own.selector();
        SignalDraft chooser = message.signals.get(by);
        if (chooser == null) {
            return null;
        }
        return new DbcChoice(
                chooser.shownName(),
                own == null
                        ? List.of(new DbcChoice.Span(signal.chosenBy, signal.chosenBy))
                        : own.values());
    }

    private @Nullable String unreachable(SignalDraft signal, @Nullable String selector) {
        Set<String> passed = new HashSet<>();
        SignalDraft at = signal;
        while (at.choice != null || at.chosenBy >= 0) {
            if (!passed.add(at.name)) {
                return "is chosen by itself in a circle";
            }
            if (passed.size() > MOST_LEVELS) {
                return "is chosen over more than " + MOST_LEVELS + " levels of selectors";
            }
            String by = at.choice == null ? selector : at.choice.selector();
            SignalDraft next = by == null ? null : message.signals.get(by);
            if (next == null) {
                return "is chosen by a selector that the message does not have";
            }
            if (next.misfit(message.length) != null) {
                return "is chosen by " + by + ", which cannot be read";
            }
            at = next;
        }
        return null;
    }
}
