/// What the writer and the reader of Cartelem's Parquet files share: columns, the session in the
/// file's metadata, compression. None of it needs Hadoop at run time. Values are immutable; a codec
/// factory belongs to one file and one thread.
@NullMarked
package io.cartelem.persistence.parquet;

import org.jspecify.annotations.NullMarked;
