package dev.clickpipe.activities.types.time;

/** Dates that the destination's Date32 and DateTime64 hold, counted without objects. */
final class Calendar {
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2299;
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private Calendar() {}

    /** Whether the destination has this date; zero and partial dates are none. */
    static boolean holds(int year, int month, int day) {
        return year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12 && day >= 1
                && day <= (month == 2 && leap(year) ? 29 : DAYS[month - 1]);
    }

    /** Days since 1970-01-01; by the proleptic Gregorian calendar, years from March to February. */
    static long epochDay(int year, int month, int day) {
        int years = month > 2 ? year : year - 1;
        int monthFromMarch = month > 2 ? month - 3 : month + 9;
        int leapDays = years / 4 - years / 100 + years / 400;
        return years * 365L + leapDays + (153 * monthFromMarch + 2) / 5 + day - 1 - 719_468;
    }

    /** Days since 1970-01-01 of the nearest date that the destination has; a month or day of 0 counts as the first. */
    static long nearestDay(int year, int month, int day) {
        if (year < FIRST_YEAR) {
            return epochDay(FIRST_YEAR, 1, 1);
        }
        if (year > LAST_YEAR) {
            return epochDay(LAST_YEAR, 12, 31);
        }
        int nearMonth = Math.clamp(month, 1, 12);
        int days = nearMonth == 2 && leap(year) ? 29 : DAYS[nearMonth - 1];
        return epochDay(year, nearMonth, Math.clamp(day, 1, days));
    }

    /** Whether the year is after those that the destination has. */
    static boolean isAfter(int year) {
        return year > LAST_YEAR;
    }

    /** Whether the year is before those that the destination has; year 0, of zero dates, is. */
    static boolean isBefore(int year) {
        return year < FIRST_YEAR;
    }

    /** As the source writes it. */
    static String text(int year, int month, int day) {
        return "%04d-%02d-%02d".formatted(year, month, day);
    }

    private static boolean leap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }
}
