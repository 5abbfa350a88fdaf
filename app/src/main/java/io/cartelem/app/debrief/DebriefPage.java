package io.cartelem.app.debrief;

import java.util.List;

/// A debrief in words, ready to be drawn. Immutable.
///
/// @param title the session's name
/// @param subtitle when, where, by whom
/// @param simulated whether the drive was
/// @param figures the large numbers
/// @param blocks what stands below them, the most wanted first
public record DebriefPage(
        long sessionId,
        String title,
        String subtitle,
        boolean simulated,
        List<Figure> figures,
        List<Block> blocks) {

    public DebriefPage {
        figures = List.copyOf(figures);
        blocks = List.copyOf(blocks);
    }

    /// A large number.
    ///
    /// @param id by which tests and styles know it
    /// @param note what belongs to it, may be empty
    public record Figure(String id, String title, String value, String note) {}

    /// Lines under a heading.
    ///
    /// @param empty what is said instead of lines where there are none
    public record Block(String id, String title, List<Line> lines, String empty) {
        public Block {
            lines = List.copyOf(lines);
        }
    }

    /// A line of a block.
    ///
    /// @param head what is read first, may be empty
    /// @param striking whether it is bad news
    /// @param timeNs the place in the replay, nanoseconds since the session's start; −1 for none
    public record Line(String head, String text, boolean striking, long timeNs) {
        static Line plain(String head, String text) {
            return new Line(head, text, false, -1);
        }
    }
}
