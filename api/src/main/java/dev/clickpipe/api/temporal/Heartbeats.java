package dev.clickpipe.api.temporal;

import io.temporal.api.common.v1.Payload;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import java.util.List;
import java.util.Optional;

/** Reads what running activities told last. */
final class Heartbeats {
    private final DataConverter converter;

    Heartbeats(DataConverter converter) {
        this.converter = converter;
    }

    /** The last heartbeats of the activities of one type; those without one are left out. */
    <T> List<T> of(List<PendingActivityInfo> activities, String activityType, Class<T> heartbeat) {
        return activities.stream().filter(activity -> activity.getActivityType().getName().equals(activityType))
                .filter(activity -> activity.getHeartbeatDetails().getPayloadsCount() > 0)
                .map(activity -> read(activity.getHeartbeatDetails().getPayloads(0), heartbeat))
                .flatMap(Optional::stream).toList();
    }

    /** A worker of another version may tell something else. */
    private <T> Optional<T> read(Payload payload, Class<T> heartbeat) {
        try {
            return Optional.ofNullable(converter.fromPayload(payload, heartbeat, heartbeat));
        } catch (DataConverterException _) {
            return Optional.empty();
        }
    }
}
