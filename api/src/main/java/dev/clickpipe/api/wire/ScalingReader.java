package dev.clickpipe.api.wire;

import dev.clickpipe.workflows.settings.ScalingFigures;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code {"replicaCpuMillicores":2000,"replicaMemoryGb":8}}. Either may be left out, because one follows from the
 * other; refuses with everything that is wrong.
 */
public final class ScalingReader {
    private static final String CPU = "replicaCpuMillicores";
    private static final String MEMORY = "replicaMemoryGb";
    private static final ScalingFigures LARGEST = ScalingFigures.ofCores(ScalingFigures.MOST_CORES);

    private ScalingReader() {}

    public static ScalingFigures read(byte[] bytes) {
        BodyProblems findings = new BodyProblems();
        JsonObject body = new JsonObject(JsonBody.parse(bytes), "", findings);
        @Nullable
        Long millicores = body.optionalNumber(CPU, ScalingFigures.SMALLEST.replicaCpuMillicores(),
                LARGEST.replicaCpuMillicores());
        @Nullable
        Long memory = body.optionalNumber(MEMORY, ScalingFigures.SMALLEST.replicaMemoryGb(),
                LARGEST.replicaMemoryGb());
        body.end();
        findings.refuseIfAny();
        if (millicores == null && memory == null) {
            findings.add(CPU, "", "it is missing", "give it, or " + MEMORY);
        }
        checkStep(findings, CPU, millicores, ScalingFigures.MILLICORES_PER_CORE);
        checkStep(findings, MEMORY, memory, ScalingFigures.GB_PER_CORE);
        findings.refuseIfAny();
        ScalingFigures figures = figures(millicores, memory);
        if (memory != null && memory != figures.replicaMemoryGb()) {
            findings.add(MEMORY, Long.toString(memory), "it does not go with " + CPU + " " + millicores,
                    "give " + figures.replicaMemoryGb() + ", " + ScalingFigures.GB_PER_CORE + " for each core, or"
                            + " leave it out");
        }
        findings.refuseIfAny();
        return figures;
    }

    private static ScalingFigures figures(@Nullable Long millicores, @Nullable Long memory) {
        if (millicores != null) {
            return ScalingFigures.ofCores((int) (millicores / ScalingFigures.MILLICORES_PER_CORE));
        }
        return memory == null
                ? ScalingFigures.SMALLEST
                : ScalingFigures.ofCores((int) (memory / ScalingFigures.GB_PER_CORE));
    }

    private static void checkStep(BodyProblems findings, String field, @Nullable Long value, int step) {
        if (value != null && value % step != 0) {
            long below = value / step * step;
            findings.add(field, Long.toString(value), "it goes by steps of " + step,
                    "give " + below + " or " + (below + step));
        }
    }
}
