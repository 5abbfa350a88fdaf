package io.cartelem.core.mesh.pack;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// What became of a received payload. Nothing is ever padded or guessed.
public sealed interface Received {

    /// DATA or BATCH: samples in the order of time.
    ///
    /// @param sequence the sender's count of packets, 0 to 255, then 0 again
    record Samples(RadioSchema schema, int sequence, List<RadioSample> samples)
            implements Received {}

    /// A part of a SCHEMA.
    ///
    /// @param sequence as in [Samples]
    /// @param hash of the schema it describes
    /// @param part from 0
    /// @param parts how many there are
    /// @param sent the sender's UTC when it sent this, to the second: a better idea of the date
    ///   than the clock of a computer without internet
    /// @param trusted whether that time came from satellites
    /// @param first whether the sender has just started, so that its sequence began anew
    /// @param complete the schema, if no part of it is missing any more
    record Schema(
            int sequence,
            int hash,
            int part,
            int parts,
            Instant sent,
            boolean trusted,
            boolean first,
            @Nullable RadioSchema complete)
            implements Received {}

    /// DATA or BATCH of a schema that is not known yet. Whoever asked keeps the payload, a bounded
    /// number of them, and asks again when a [Schema] with this id is complete.
    ///
    /// @param schemaId the low twelve bits of the schema's hash
    /// @param sequence as in [Samples], but not yet proven by a checksum
    record Waiting(int schemaId, int sequence) implements Received {}

    /// Not of this format, or of a later version of it.
    ///
    /// @param reason a sentence
    record Foreign(String reason) implements Received {}

    /// Of this format, but not as it was sent.
    ///
    /// @param reason a sentence
    record Damaged(String reason) implements Received {}
}
