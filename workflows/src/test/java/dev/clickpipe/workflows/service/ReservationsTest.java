package dev.clickpipe.workflows.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.workflows.contract.TargetClaim;
import dev.clickpipe.workflows.contract.TargetConflict;
import dev.clickpipe.workflows.service.ReservationAnswer.Outcome;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

/** Who gets a name and destination tables, and when they are free again. */
class ReservationsTest {
    private static final int TEMPORAL_TAKES = 2_097_152;

    private final UUID first = UUID.randomUUID();
    private final UUID second = UUID.randomUUID();
    private final UUID token = UUID.randomUUID();
    private final UUID otherToken = UUID.randomUUID();
    private final ReservedNames names = new ReservedNames(List.of());
    private final TargetClaims claims = new TargetClaims(List.of());
    private final Reservations reservations = new Reservations(names, claims);
    private final Instant now = Instant.EPOCH;

    private ReservationAnswer reserve(String name, UUID pipeId, UUID request, String... targets) {
        return reserveAt(now, name, pipeId, request, "default", targets);
    }

    private ReservationAnswer reserveAt(Instant time, String name, UUID pipeId, UUID request, String database,
            String... targets) {
        return reservations.reserve(new NameReservation(name, "digest of " + name, pipeId,
                new TargetClaim(pipeId, request, database, List.of(targets))), time);
    }

    private static TargetConflict conflict(String target, UUID pipeId, @Nullable String name) {
        return new TargetConflict(target, pipeId, name);
    }

    @Test
    void ofTwoCreatesForOneTargetTheFirstGetsItAndTheOtherHoldsNothing() {
        assertThat(reserve("a", first, token, "orders").outcome()).isEqualTo(Outcome.RESERVED);
        assertThat(reserve("b", second, otherToken, "lines", "orders")).isEqualTo(
                ReservationAnswer.targetsTaken(second, List.of(conflict("orders", first, "a"))));
        assertThat(reserve("b", UUID.randomUUID(), otherToken, "lines").outcome()).isEqualTo(Outcome.RESERVED);
        assertThat(reserveAt(now, "c", UUID.randomUUID(), UUID.randomUUID(), "another", "orders").outcome())
                .isEqualTo(Outcome.RESERVED);
    }

    @Test
    void theSameCreateAgainIsNoConflictAndTheHoldEndsWithItsLastRequest() {
        reserve("a", first, token, "orders");
        assertThat(reserve("a", second, otherToken, "orders")).isEqualTo(new ReservationAnswer(Outcome.SAME, first));
        reservations.release(first, token);
        assertThat(reserve("b", second, UUID.randomUUID(), "orders").conflicts())
                .containsExactly(conflict("orders", first, "a"));
        assertThat(reserve("a", second, UUID.randomUUID()).outcome()).isEqualTo(Outcome.SAME);
        reservations.release(first, otherToken);
        assertThat(reserve("b", second, UUID.randomUUID(), "orders").outcome()).isEqualTo(Outcome.RESERVED);
    }

    /** One that died with its process does not hold the name longer because another one came. */
    @Test
    void aRequestThatIsNeverReleasedHoldsForItsOwnTime() {
        reserve("a", first, token, "orders");
        Instant later = now.plus(ReservedNames.HOLD).minusSeconds(60);
        reserveAt(later, "a", second, otherToken, "default", "orders");
        reservations.release(first, otherToken);
        assertThat(names.nextDeadline()).contains(now.plus(ReservedNames.HOLD));
        names.letGo(now.plus(ReservedNames.HOLD));
        assertThat(names.empty()).isTrue();
        assertThat(
                reserveAt(now.plus(ReservedNames.HOLD), "b", second, UUID.randomUUID(), "default", "orders").outcome())
                .isEqualTo(Outcome.RESERVED);
    }

    /** From an API that knows of no claims. */
    @Test
    void aReservationWithoutAClaimAndAReleaseWithoutATokenWorkAsBefore() {
        NameReservation old = new NameReservation("a", "digest", first, null);
        assertThat(reservations.reserve(old, now).outcome()).isEqualTo(Outcome.RESERVED);
        assertThat(claims.empty()).isTrue();
        reservations.release(first, null);
        assertThat(names.empty()).isTrue();
    }

    @Test
    void aStartedPipeHoldsItsNameWithoutAnEndAndItsClaimIsOver() {
        reserve("a", first, token, "orders");
        reserve("a", second, otherToken, "orders");
        names.started(first);
        claims.endCreates(first);
        assertThat(claims.empty()).isTrue();
        assertThat(names.nextDeadline()).isEmpty();
        assertThat(names.anyJoined()).isFalse();
        reservations.release(first, otherToken);
        assertThat(reserve("a", second, UUID.randomUUID(), "orders"))
                .isEqualTo(new ReservationAnswer(Outcome.SAME, first, List.of(), true));
        assertThat(claims.empty()).isTrue();
        names.rename(new PipeMembership(first, "b"));
        names.join(new PipeMembership(first, "b"));
        assertThat(names.holdings()).singleElement().extracting(NameHolding::name).isEqualTo("b");
        names.started(first);
        assertThat(names.anyJoined()).isTrue();
        names.leave(first);
        names.started(first);
        assertThat(names.empty()).isTrue();
    }

    @Test
    void tablesToAddAreClaimedBesideTheNameAndThoseThatAreFreeAreHeld() {
        reserve("a", first, token, "orders");
        names.join(new PipeMembership(second, "b"));
        UUID addition = UUID.randomUUID();
        TargetClaim wanted = new TargetClaim(second, addition, "default", List.of("orders", "lines"));
        for (int time = 1; time <= 2; time++) {
            assertThat(reservations.claimAdded(wanted, now)).isEqualTo(
                    ReservationAnswer.targetsTaken(second, List.of(conflict("orders", first, "a"))));
        }
        assertThat(claims.pending()).hasSize(2);
        assertThat(reserve("c", UUID.randomUUID(), UUID.randomUUID(), "lines").conflicts())
                .containsExactly(conflict("lines", second, "b"));
        names.join(new PipeMembership(second, "b"));
        claims.endCreates(second);
        assertThat(claims.pending()).hasSize(2);
        reservations.release(second, addition);
        assertThat(reserve("c", UUID.randomUUID(), UUID.randomUUID(), "lines").outcome())
                .isEqualTo(Outcome.RESERVED);
        assertThat(names.anyJoined()).isTrue();
        claims.leave(first);
        assertThat(claims.conflicts(wanted, names)).extracting(TargetConflict::target).containsExactly("lines");
    }

    /** 200 pipes with 800 tables each, created at once by an API that dies each time before the pipe is started. */
    @Test
    void whatIsPendingFitsIntoTheInputOfTheNextRun() {
        int refused = 0;
        for (int pipe = 0; pipe < 200; pipe++) {
            int number = pipe;
            UUID pipeId = UUID.randomUUID();
            ReservationAnswer answer = reserve("pipe " + pipe, pipeId, UUID.randomUUID(), IntStream.range(0, 800)
                    .mapToObj(table -> "pipe_" + number + "_table_with_a_name_of_some_length_" + table)
                    .toArray(String[]::new));
            refused += answer.outcome() == Outcome.BUSY ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(100);
        assertThat(names.holdings()).hasSize(200 - refused);
        ServiceStart next = new ServiceStart(UUID.randomUUID(), names.holdings(), null, claims.pending());
        assertThat(DefaultDataConverter.newDefaultInstance().toPayload(next).orElseThrow().getData().size())
                .isBetween(900_000, TEMPORAL_TAKES);
        claims.expire(now.plus(ReservedNames.HOLD));
        assertThat(claims.empty()).isTrue();
        String longest = "t".repeat(TargetClaims.MOST_CHARACTERS + 1);
        assertThat(reserve("alone", UUID.randomUUID(), UUID.randomUUID(), longest).outcome())
                .isEqualTo(Outcome.RESERVED);
    }
}
