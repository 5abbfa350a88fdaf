package io.cartelem.core.port;

import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.Timebase;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Brings recordings of other programs, and Cartelem's own exports, into a store. Safe on any
/// thread. Progress counts bytes of the file.
///
/// A line that cannot be understood never stops an import: it is counted, the first
/// [#PROBLEMS_KEPT] are described, and the rest comes in.
public interface Importer {
    /// How many problems a preview or report describes; the others are only counted.
    int PROBLEMS_KEPT = 100;

    /// The names of the formats it understands, for a person.
    List<String> formats();

    /// Reads the whole file and stores nothing.
    ///
    /// @throws ImportException if no known format is recognised in the file's content
    /// @throws java.util.concurrent.CancellationException if `progress` stops it
    Preview preview(Path file, Progress progress) throws IOException;

    /// Reads the file into a new session of origin IMPORTED. Should that fail or be cancelled,
    /// nothing of it stays in the store.
    ///
    /// @param details what a person says about the session, null for what the file says
    /// @throws ImportException if no known format is recognised, or nothing in the file is usable
    /// @throws StoreException if the store cannot take it
    /// @throws java.util.concurrent.CancellationException if `progress` stops it
    Report read(Path file, SessionStore store, @Nullable SessionDraft details, Progress progress)
            throws IOException;

    /// Something in a file that was left out, or doubtful.
    ///
    /// @param line line of a text file, row of a table, from 1; 0 for the file as a whole
    record Problem(long line, String sentence) {}

    /// What a file holds.
    ///
    /// @param format name of the format, for a person
    /// @param details what the file says about the session
    /// @param timebase the file's own time, null if nothing in it is usable
    /// @param channels by id in order; times count from the session's start
    /// @param problems the first of them
    /// @param problemCount all of them
    record Preview(
            String format,
            SessionDraft details,
            @Nullable Timebase timebase,
            List<ChannelSummary> channels,
            List<Problem> problems,
            long problemCount) {

        public long samples() {
            return channels.stream().mapToLong(ChannelSummary::count).sum();
        }
    }

    /// What an import did.
    ///
    /// @param session as it is in the store now
    /// @param problems the first of them
    /// @param problemCount all of them
    /// @param radio what came of the same drive by radio and now lies beside it; usually none
    record Report(
            String format,
            SessionInfo session,
            List<Problem> problems,
            long problemCount,
            List<RadioMatch> radio) {}

    /// A recording of the same drive that was made by radio, while the car drove.
    ///
    /// @param session it, unchanged
    /// @param source the car's source in it, under which its samples were copied
    /// @param samples how many were copied
    /// @param gapsFilled times without a packet for which there are values now
    /// @param bySatellites whether the two were aligned by satellite time, rather than by the clock
    ///   of a computer
    record RadioMatch(
            SessionInfo session,
            String source,
            long samples,
            int gapsFilled,
            boolean bySatellites) {}
}
