package io.cartelem.core.obd.pid;

/// An arithmetic expression over the data bytes of a reply, compiled once from the PID table.
/// Immutable.
public sealed interface Formula {

    /// Computes the value.
    ///
    /// @param data at least [#bytes] bytes; A is the first
    double value(byte[] data);

    /// How many data bytes it reads at least: 5 if it names E.
    int bytes();

    /// Compiles an expression: the bytes A to Z, numbers, `+ - * /`, parentheses, and `S16(A,B)`
    /// for 16 bits in two's complement.
    ///
    /// @throws IllegalArgumentException with the place of the mistake
    static Formula compile(String text) {
        return new FormulaParser(text).parse();
    }

    /// A constant.
    record Constant(double number) implements Formula {
        @Override
        public double value(byte[] data) {
            return number;
        }

        @Override
        public int bytes() {
            return 0;
        }
    }

    /// One byte, 0 to 255.
    record DataByte(int index) implements Formula {
        @Override
        public double value(byte[] data) {
            return data[index] & 0xFF;
        }

        @Override
        public int bytes() {
            return index + 1;
        }
    }

    /// Two bytes, high and low, −32768 to 32767.
    record Signed16(int high, int low) implements Formula {
        @Override
        public double value(byte[] data) {
            return (short) ((data[high] << 8) | (data[low] & 0xFF));
        }

        @Override
        public int bytes() {
            return Math.max(high, low) + 1;
        }
    }

    /// Two parts joined by `+`, `-`, `*` or `/`.
    record Binary(char operator, Formula left, Formula right) implements Formula {
        @Override
        public double value(byte[] data) {
            double a = left.value(data);
            double b = right.value(data);
            return switch (operator) {
                case '+' -> a + b;
                case '-' -> a - b;
                case '*' -> a * b;
                case '/' -> a / b;
                default -> throw new IllegalStateException("no operator " + operator);
            };
        }

        @Override
        public int bytes() {
            return Math.max(left.bytes(), right.bytes());
        }
    }
}
