package dev.orderly.messaging.consumer;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/// Writes down which statements a database is asked.
final class Statements {
    private static final Pattern TABLE =
            Pattern.compile("WITH arrived|SELECT [a-z, ]+ FROM [a-z_]+|(INSERT INTO|UPDATE|DELETE FROM) [a-z_]+");

    private final List<String> told = new ArrayList<>();

    private interface Way {
        Object on(Method method, Object[] arguments) throws Throwable;
    }

    DataSource of(DataSource database) {
        return proxy(DataSource.class, (method, arguments) -> {
            var result = call(database, method, arguments);
            return result instanceof Connection connection ? of(connection) : result;
        });
    }

    void clear() {
        told.clear();
    }

    List<String> told() {
        return List.copyOf(told);
    }

    private Connection of(Connection connection) {
        return proxy(Connection.class, (method, arguments) -> {
            switch (method.getName()) {
                case "commit" -> told.add("commit");
                case "setSavepoint" -> told.add("SAVEPOINT");
                case "releaseSavepoint" -> told.add("RELEASE");
                case "rollback" -> told.add(arguments.length == 0 ? "rollback" : "ROLLBACK TO");
                default -> {}
            }
            var result = call(connection, method, arguments);
            return result instanceof PreparedStatement statement ? of(statement, (String) arguments[0]) : result;
        });
    }

    private PreparedStatement of(PreparedStatement statement, String sql) {
        return proxy(PreparedStatement.class, (method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                var words = TABLE.matcher(sql);
                told.add(words.find() ? words.group() : sql);
            }
            return call(statement, method, arguments);
        });
    }

    private static <T> T proxy(Class<T> type, Way way) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (_, method, arguments) -> way.on(method, arguments == null ? new Object[0] : arguments)));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
