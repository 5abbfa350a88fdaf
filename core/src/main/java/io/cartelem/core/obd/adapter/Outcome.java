package io.cartelem.core.obd.adapter;

import io.cartelem.core.obd.elm.ElmReply;
import io.cartelem.core.obd.elm.Notice;
import io.cartelem.core.obd.iso.ObdReply;

import java.util.List;

/// What became of one request to the car.
public sealed interface Outcome {

    /// At least one control unit answered.
    ///
    /// @param positives answers, in the order in which they came
    /// @param negatives refusals
    /// @param whole whether no line of the reply had to be refused
    record Answered(
            List<ObdReply.Positive> positives,
            List<ObdReply.Negative> negatives,
            boolean whole,
            ElmReply reply)
            implements Outcome {}

    /// No control unit answered this request.
    record NoData(ElmReply reply) implements Outcome {}

    /// The bus itself is silent: the ignition is off, or the protocol is another one.
    record CarSilent(Notice notice) implements Outcome {}

    /// What came could not be used, after some attempts.
    ///
    /// @param reason a sentence without the bytes
    record Damaged(String reason, ElmReply reply) implements Outcome {}

    /// The adapter cannot do this kind of request.
    record NotUnderstood(ElmReply reply) implements Outcome {}

    /// The adapter did not prompt in time and was interrupted.
    record Unprompted(ElmReply reply) implements Outcome {}
}
