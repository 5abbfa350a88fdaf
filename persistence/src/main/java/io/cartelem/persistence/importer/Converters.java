package io.cartelem.persistence.importer;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;

/// Parquet wants to be told where each value goes even if the columns are read directly: nowhere.
final class Converters {
    static final GroupConverter ROOT =
            new GroupConverter() {
                @Override
                public Converter getConverter(int fieldIndex) {
                    return VALUE;
                }

                @Override
                public void start() {}

                @Override
                public void end() {}
            };

    private static final PrimitiveConverter VALUE = new PrimitiveConverter() {};

    private Converters() {}
}
