package dev.clickpipe.activities.worker;

import dev.clickpipe.workflows.contract.TaskQueues;
import dev.clickpipe.workflows.registration.RegisteredWorkflows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The starter's properties for a role: which task queues it polls, with which beans, and how many slots. */
final class TemporalProperties {
    private static final int CONTROL_SLOTS = 200;

    private final Map<String, Object> properties = new LinkedHashMap<>();
    private int workers;

    private TemporalProperties() {}

    static Map<String, Object> of(WorkerRole role, WorkerSettings settings) {
        TemporalProperties made = new TemporalProperties();
        made.put("spring.temporal.connection.target", settings.temporalAddress());
        made.put("spring.temporal.namespace", settings.temporalNamespace());
        made.put("spring.temporal.workflow-cache.using-virtual-workflow-threads", true);
        made.put("spring.main.banner-mode", "off");
        made.put("logging.config", "classpath:logback-worker.xml");
        switch (role) {
            case WorkerRole.Control control -> {
                String worker = made.worker(TaskQueues.CONTROL, CONTROL_SLOTS,
                        List.of("preflightActivities", "retentionActivities", "serviceActivities",
                                "provisionerActivities"));
                int index = 0;
                for (Class<?> workflow : RegisteredWorkflows.classes()) {
                    made.put(worker + ".workflow-classes[" + index++ + "]", workflow.getName());
                }
            }
            case WorkerRole.Service service -> {
                made.worker(TaskQueues.snapshot(service.serviceId()), service.slots().loads(),
                        List.of("setupActivities", "snapshotActivities", "reloadActivities", "readinessActivities"));
                made.worker(TaskQueues.stream(service.serviceId()), service.slots().streams(),
                        List.of("streamActivities", "readinessActivities"));
            }
        }
        return made.properties;
    }

    private String worker(String taskQueue, int slots, List<String> activityBeans) {
        String worker = "spring.temporal.workers[" + workers++ + "]";
        put(worker + ".task-queue", taskQueue);
        put(worker + ".name", taskQueue);
        put(worker + ".capacity.max-concurrent-activity-executors", slots);
        put(worker + ".virtual-threads.using-virtual-threads", true);
        for (int index = 0; index < activityBeans.size(); index++) {
            put(worker + ".activity-beans[" + index + "]", activityBeans.get(index));
        }
        return worker;
    }

    private void put(String name, Object value) {
        properties.put(name, value);
    }
}
