package dev.orderly.messaging.store;

import java.util.Arrays;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationInfo;

/// How far a database's tables have come, by their migrations.
///
/// @param applied how many were applied
/// @param pending how many this version has that were not
/// @param foreign how many were applied that this version does not have, or has otherwise, or that failed
public record SchemaState(long applied, long pending, long foreign) {

    static SchemaState of(MigrationInfo... migrations) {
        return new SchemaState(
                all(migrations).filter(each -> each.getState().isApplied()).count(),
                all(migrations)
                        .filter(each ->
                                !each.getState().isApplied() && each.getState().isResolved())
                        .count(),
                all(migrations).filter(SchemaState::isForeign).count());
    }

    private static Stream<MigrationInfo> all(MigrationInfo... migrations) {
        return Arrays.stream(migrations).filter(each -> each.getVersion() != null);
    }

    private static boolean isForeign(MigrationInfo each) {
        var state = each.getState();
        return state.isFailed() || (state.isApplied() && !(state.isResolved() && each.isChecksumMatching()));
    }

    public boolean isEmpty() {
        return applied == 0 && foreign == 0;
    }
}
