package dev.orderly.messaging.doctor;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Something to be looked at in a service's database. A service adds those of its own.
public interface Check {

    /// Only looks, and soon: a statement that takes seconds is ended.
    List<Finding> look(Connection connection) throws SQLException;
}
