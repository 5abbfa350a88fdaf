package io.cartelem.persistence.schema;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.ValueKind;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import java.util.Optional;

/// What every store refuses, in the same words.
public final class Refusals {
    private static final int MAX_TEXT = 65_536;

    private Refusals() {}

    public static StoreException notFound(long sessionId) {
        return new StoreException(
                Reason.SESSION_NOT_FOUND, "There is no session " + sessionId + ".");
    }

    /// @param why continues "Session 7 …"
    public static StoreException conflict(long sessionId, String why) {
        return new StoreException(Reason.CONFLICT, "Session " + sessionId + " " + why + ".");
    }

    /// Why a batch cannot be kept: texts in a channel of numbers, numbers in one of texts, or a
    /// text of more than 65,536 characters.
    public static Optional<StoreException> of(SampleBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            Channel channel = batch.channel(i);
            String text = batch.text(i);
            if ((channel.kind() == ValueKind.TEXT) != (text != null)) {
                return Optional.of(
                        new StoreException(
                                Reason.INVALID,
                                "Channel "
                                        + channel.id()
                                        + " takes "
                                        + (text == null
                                                ? "text, not numbers."
                                                : "numbers, not text.")));
            }
            if (text != null && text.length() > MAX_TEXT) {
                return Optional.of(
                        new StoreException(
                                Reason.INVALID,
                                "A text of channel %s has %,d characters; %,d are possible."
                                        .formatted(channel.id(), text.length(), MAX_TEXT)));
            }
        }
        return Optional.empty();
    }
}
