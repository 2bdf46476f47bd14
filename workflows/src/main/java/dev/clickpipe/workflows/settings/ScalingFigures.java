package dev.clickpipe.workflows.settings;

/**
 * How large the worker of a service is.
 *
 * @param replicaCpuMillicores thousandths of a core: 1,000 to 32,000 in steps of 1,000
 * @param replicaMemoryGb GiB, four for each core
 */
public record ScalingFigures(int replicaCpuMillicores, int replicaMemoryGb) {
    /** What a core is told in. */
    public static final int MILLICORES_PER_CORE = 1_000;
    /** Memory that goes with a core. */
    public static final int GB_PER_CORE = 4;
    /** Of the largest figures. */
    public static final int MOST_CORES = 32;
    /** What counts as long as nothing else was asked for. */
    public static final ScalingFigures SMALLEST = ofCores(1);

    /** The figures of so many cores. */
    public static ScalingFigures ofCores(int cores) {
        return new ScalingFigures(cores * MILLICORES_PER_CORE, cores * GB_PER_CORE);
    }

    /** Whole cores. */
    public int cores() {
        return replicaCpuMillicores / MILLICORES_PER_CORE;
    }

    /** Whether a worker can be had by these figures: they are those of 1 to 32 cores. */
    public boolean offered() {
        return cores() >= 1 && cores() <= MOST_CORES && equals(ofCores(cores()));
    }
}
