package io.cartelem.persistence.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;

/// The columns of a Parquet file of signals: those of the CSV, typed.
public final class SignalColumns {
    public static final String ID = "id";
    public static final String SESSION_ID = "session_id";
    public static final String SOURCE = "source";
    public static final String CHANNEL = "channel";
    public static final String TS_UTC = "ts_utc";
    public static final String TS_MONO_NS = "ts_mono_ns";
    public static final String VALUE_NUM = "value_num";
    public static final String VALUE_TEXT = "value_text";
    public static final String UNIT = "unit";
    public static final String QUALITY = "quality";

    /// `ts_utc` is in microseconds since 1970 UTC. Of `value_num` and `value_text` exactly one is
    /// there in a row.
    public static final MessageType SCHEMA =
            Types.buildMessage()
                    .required(INT64)
                    .named(ID)
                    .required(INT64)
                    .named(SESSION_ID)
                    .required(BINARY)
                    .as(stringType())
                    .named(SOURCE)
                    .required(BINARY)
                    .as(stringType())
                    .named(CHANNEL)
                    .required(INT64)
                    .as(timestampType(true, TimeUnit.MICROS))
                    .named(TS_UTC)
                    .required(INT64)
                    .named(TS_MONO_NS)
                    .optional(DOUBLE)
                    .named(VALUE_NUM)
                    .optional(BINARY)
                    .as(stringType())
                    .named(VALUE_TEXT)
                    .required(BINARY)
                    .as(stringType())
                    .named(UNIT)
                    .required(BINARY)
                    .as(stringType())
                    .named(QUALITY)
                    .named("cartelem_signals");

    private SignalColumns() {}
}
