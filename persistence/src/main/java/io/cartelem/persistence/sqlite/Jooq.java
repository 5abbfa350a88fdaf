package io.cartelem.persistence.sqlite;

import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

import java.sql.Connection;

/// jOOQ on a connection of ours.
final class Jooq {
    static {
        // It prints both into the log of every start otherwise.
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    private Jooq() {}

    static DSLContext on(Connection connection) {
        return DSL.using(connection, SQLDialect.SQLITE);
    }
}
