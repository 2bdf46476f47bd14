package dev.clickpipe.workflows.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.settings.ForeignKeyCascades;
import dev.clickpipe.workflows.settings.OutOfRange;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.ReplicationSettings;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import dev.clickpipe.workflows.changes.ChangedSettings;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.testing.Samples;
import org.junit.jupiter.api.Test;

/** What pipes recorded before there was a choice is read as what it meant then. */
class RecordedSettingsTest {
    private static final DataConverter CONVERTER = DefaultDataConverter.newDefaultInstance();

    @Test
    void aPipeWithoutStartAndRangeBeginsNowAndTakesTheNearest() {
        Payload recorded = Payload.newBuilder().putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
                .setData(ByteString.copyFromUtf8("""
                        {"mode":"CDC_ONLY","mechanism":"GTID","syncIntervalSeconds":60,"pullBatchSize":100000,
                         "useCompression":false,"allowNullableColumns":false,"initialLoadParallelism":4,
                         "snapshotRowsPerPartition":100000,"snapshotParallelTables":1,"deleteOnMerge":false}
                        """))
                .build();
        ReplicationSettings read = CONVERTER.fromPayload(recorded, ReplicationSettings.class,
                ReplicationSettings.class);
        assertThat(read).isEqualTo(new ReplicationSettings(ReplicationMode.CDC_ONLY, ReplicationMechanism.GTID, 60,
                100_000, false, false, 4, 100_000, 1, false, OutOfRange.NEAREST));
        assertThat(read.start()).isNull();
        assertThat(read.foreignKeyCascades()).isNull();
    }

    @Test
    void otherSettingsLeaveTheChosenStart() {
        PipeConfiguration configuration = Samples.configuration(ReplicationMode.CDC_ONLY);
        Coordinates start = new Coordinates.Gtid("0-1-5");
        PipeConfiguration chosen = configuration.with(configuration.source(),
                configuration.replication().startingAt(start), configuration.tables());
        UpdateSettingsRequest request = new UpdateSettingsRequest(5, null, null, null, null, null, null, null, null,
                null);
        assertThat(new ChangedSettings(request).appliedTo(chosen).replication().start()).isEqualTo(start);
    }

    @Test
    void whatForeignKeysDoIsKeptUntilItIsChosen() {
        PipeConfiguration configuration = Samples.configuration(ReplicationMode.CDC);
        UpdateSettingsRequest ignore = UpdateSettingsRequest.nothing().cascading("ignore");
        PipeConfiguration chosen = new ChangedSettings(ignore).appliedTo(configuration);
        assertThat(configuration.replication().refusesCascades()).isTrue();
        assertThat(chosen.replication().refusesCascades()).isFalse();
        UpdateSettingsRequest other = new UpdateSettingsRequest(5, null, null, null, null, null, null, null, null,
                null);
        assertThat(new ChangedSettings(other).appliedTo(chosen).replication().startingAt(null).ofLoad()
                .foreignKeyCascades()).isEqualTo(ForeignKeyCascades.IGNORE);
        assertThat(new ChangedSettings(UpdateSettingsRequest.nothing().cascading("no")).refusal(configuration))
                .contains("foreignKeyCascades (no): there is no such choice; give one of refuse, ignore");
    }

    @Test
    void aLoadIsBehindAChosenStart() {
        ReplicationSettings settings = new ReplicationSettings(ReplicationMode.CDC_ONLY, ReplicationMechanism.GTID, 60,
                100_000, false, false, 4, 100_000, 1, false, OutOfRange.FAIL)
                .startingAt(new Coordinates.Gtid("0-1-5"));
        assertThat(settings.ofLoad().start()).isNull();
        assertThat(settings.ofLoad().outOfRange()).isEqualTo(OutOfRange.FAIL);
    }
}
