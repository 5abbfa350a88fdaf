package io.cartelem.core.can;

import io.cartelem.core.can.CanSettings.Described;
import io.cartelem.core.can.dbc.Dbc;
import io.cartelem.core.can.dbc.DbcException;
import io.cartelem.core.can.dbc.DbcMessage;
import io.cartelem.core.can.dbc.DbcProblem;
import io.cartelem.core.can.decode.CanDecoder;
import io.cartelem.core.can.wire.CanFrame;
import io.cartelem.core.can.wire.CanReader;
import io.cartelem.core.can.wire.CanSink;
import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkException.Reason;
import io.cartelem.core.model.SampleBatch;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Turns what one connection brings into batches: one for each read, with all samples of all frames
/// in it, each at the time of its frame. Counts what came. Used by one thread.
final class CanTraffic implements CanSink {
    private static final long SLCAN_STAMPS_WRAP_NS = 60_000_000_000L;
    private static final int EXAMPLES = 4;
    private static final byte[] NO_BYTES = {};

    private final CollectorContext context;
    private final CanReader reader = new CanReader();
    private final StampClock wallStamps = new StampClock(0);
    private final StampClock minuteStamps = new StampClock(SLCAN_STAMPS_WRAP_NS);
    private final List<Dbc> files = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();
    private final List<DbcProblem> problems = new ArrayList<>();
    private final List<Described> described;
    private final List<@Nullable CanDecoder> byBus = new ArrayList<>();
    private final Set<String> unknown = new HashSet<>();
    private boolean plainTaken;
    private SampleBatch.Builder batch = SampleBatch.builder(1);
    private int lastSize = 1;
    private long frames;
    private long known;
    private long errors;
    private long lastFrameNs;
    private @Nullable Replies replies;

    /// Told what an adapter answers.
    interface Replies {
        /// Whether an answer in words is waited for. Some begin with a letter that also begins
        /// frames.
        boolean expectsWords();

        void reply(String line);

        void refused();
    }

    /// Loads the DBC files.
    ///
    /// @throws LinkException with the file and what is wrong when one cannot be used
    CanTraffic(CollectorContext context, List<Described> described) throws LinkException {
        this.context = context;
        this.described = described;
        this.lastFrameNs = context.clock().monoNs();
        for (Described file : described) {
            try {
                Dbc dbc = file.loader().load();
                files.add(dbc);
                sources.add(file.bus().isEmpty() ? CanSettings.SOURCE : file.bus());
                problems.addAll(dbc.problems());
                dbc.problems()
                        .forEach(
                                problem ->
                                        context.rejected(
                                                problem.toString(),
                                                problem.text().getBytes(StandardCharsets.UTF_8)));
            } catch (DbcException e) {
                throw new LinkException(Reason.FAILED, String.valueOf(e.getMessage()), e);
            }
        }
    }

    void answersTo(@Nullable Replies listener) {
        replies = listener;
    }

    /// Takes the bytes of one read and publishes what was in them.
    void accept(byte[] bytes, int count) {
        reader.accept(bytes, 0, count, context.clock().monoNs(), this);
        if (batch.size() > 0) {
            lastSize = batch.size();
            SampleBatch full = batch.build();
            batch = SampleBatch.builder(lastSize);
            context.publish(full);
        }
    }

    /// The line that is begun belongs to an earlier rate or connection.
    void resync() {
        reader.reset();
    }

    @Override
    public void frame(CanFrame frame) {
        if (frame.isError()) {
            errors++;
            return;
        }
        frames++;
        lastFrameNs = frame.arrivalNs();
        CanDecoder decoder = decoderOf(frame.bus());
        if (decoder == null) {
            return;
        }
        switch (decoder.decode(frame, timeOf(frame), batch)) {
            case DECODED -> known++;
            case UNKNOWN -> remember(frame);
            case SHORT -> {
                known++;
                tooShort(frame, decoder.message(frame));
            }
        }
    }

    private long timeOf(CanFrame frame) {
        if (!frame.stamped()) {
            return frame.arrivalNs();
        }
        // only candump tells buses apart, and only its stamps are of the wall clock
        StampClock clock = reader.buses().isEmpty() ? minuteStamps : wallStamps;
        return clock.toMono(frame.stampNs(), frame.arrivalNs());
    }

    private @Nullable CanDecoder decoderOf(int bus) {
        while (byBus.size() <= bus) {
            List<String> names = reader.buses();
            int next = byBus.size();
            byBus.add(next < names.size() ? decoderOf(names.get(next)) : decoderOf(""));
        }
        return byBus.get(bus);
    }

    /// A bus's own file, else the file that names no bus if this is the first bus without its own:
    /// the same identifier means something else on another bus.
    private @Nullable CanDecoder decoderOf(String bus) {
        for (int i = 0; i < files.size(); i++) {
            if (!bus.isEmpty() && described.get(i).bus().equals(bus)) {
                return new CanDecoder(files.get(i), sources.get(i));
            }
        }
        for (int i = 0; i < files.size() && !plainTaken; i++) {
            if (described.get(i).bus().isEmpty()) {
                plainTaken = true;
                return new CanDecoder(files.get(i), sources.get(i));
            }
        }
        return null;
    }

    private void remember(CanFrame frame) {
        if (unknown.size() < EXAMPLES) {
            unknown.add(String.format(frame.extended() ? "0x%08X" : "0x%03X", frame.id()));
        }
    }

    private void tooShort(CanFrame frame, @Nullable DbcMessage message) {
        if (message != null) {
            context.rejected(
                    message.hexId()
                            + " "
                            + message.name()
                            + " has "
                            + frame.length()
                            + " bytes where the DBC file says "
                            + message.length(),
                    Arrays.copyOf(frame.data(), frame.length()));
        }
    }

    @Override
    public void reply(String line) {
        Replies listener = replies;
        if (listener != null) {
            listener.reply(line);
        } else if (!line.isEmpty()) {
            rejected(
                    "line that neither candump -L nor a SLCAN adapter writes",
                    line.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    @Override
    public void refused() {
        Replies listener = replies;
        if (listener != null) {
            listener.refused();
        } else {
            rejected("the adapter's error character", NO_BYTES);
        }
    }

    @Override
    public void rejected(String reason, byte[] bytes) {
        Replies listener = replies;
        if (listener != null && listener.expectsWords()) {
            listener.reply(new String(bytes, StandardCharsets.ISO_8859_1));
        } else {
            context.rejected(reason, bytes);
        }
    }

    /// Frames so far, without error frames.
    long frames() {
        return frames;
    }

    /// Those of them that a DBC file has.
    long known() {
        return known;
    }

    /// Error frames so far.
    long errors() {
        return errors;
    }

    /// When the last frame came; when the connection began if none has.
    long lastFrameNs() {
        return lastFrameNs;
    }

    /// Some identifiers that no DBC file has.
    List<String> unknownIds() {
        return unknown.stream().sorted().toList();
    }

    /// What the DBC files have that was not understood.
    List<DbcProblem> problems() {
        return problems;
    }

    /// Whether any frame can be decoded at all.
    boolean hasFiles() {
        return !files.isEmpty();
    }

    /// Buses that frames came from although no DBC file is meant for them.
    List<String> undescribed() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < byBus.size() && i < reader.buses().size(); i++) {
            if (byBus.get(i) == null) {
                names.add(reader.buses().get(i));
            }
        }
        return names;
    }
}
