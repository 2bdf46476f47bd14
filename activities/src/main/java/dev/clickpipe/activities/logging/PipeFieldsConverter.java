package dev.clickpipe.activities.logging;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import java.util.Map;

/** The word {@code %pipeFields} of the log's pattern: {@code [pipe=shop pipeId=… table=`a`.`b`]} and a space, or nothing. */
public final class PipeFieldsConverter extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        Map<String, String> fields = event.getMDCPropertyMap();
        List<String> present = List.of(PipeFields.NAME, PipeFields.ID, PipeFields.TABLE).stream()
                .filter(fields::containsKey).map(field -> field + "=" + fields.get(field)).toList();
        return present.isEmpty() ? "" : "[" + String.join(" ", present) + "] ";
    }
}
