package dev.clickpipe.api.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Links as GitHub shows them. */
class DocumentedLinksTest {
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern INLINE_CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *#*$");

    private record Link(Path page, String target) {
        boolean isRelative() {
            return !target.matches("[a-z]+:.*");
        }

        Path file() {
            String path = target.replaceFirst("#.*", "");
            Path folder = page.getParent();
            return path.isEmpty() || folder == null ? page : folder.resolve(path).normalize();
        }

        String anchor() {
            return target.contains("#") ? target.substring(target.indexOf('#') + 1) : "";
        }

        @Override
        public String toString() {
            return Checkout.name(page) + " → " + target;
        }
    }

    @Test
    void everyRelativeLinkLeadsToAFileAndAHeading() {
        List<Link> links = Checkout.pages().stream().flatMap(page -> links(page).stream()).filter(Link::isRelative)
                .toList();
        assertThat(links).isNotEmpty();
        assertThat(links).as("links to files that exist").filteredOn(link -> !Files.exists(link.file())).isEmpty();
        assertThat(links).as("links to headings that exist")
                .filteredOn(link -> !link.anchor().isEmpty() && !anchors(link.file()).contains(link.anchor()))
                .isEmpty();
    }

    @Test
    void everyPageIsReachedFromTheReadme() {
        Queue<Path> next = new ArrayDeque<>(List.of(Checkout.file("README.md")));
        Set<Path> reached = new HashSet<>(next);
        while (!next.isEmpty()) {
            links(next.remove()).stream().filter(Link::isRelative).map(Link::file)
                    .filter(file -> file.toString().endsWith(".md") && reached.add(file)).forEach(next::add);
        }
        assertThat(Checkout.pages()).as("pages that no link leads to").filteredOn(page -> !reached.contains(page))
                .isEmpty();
    }

    private static List<Link> links(Path page) {
        List<Link> links = new ArrayList<>();
        Matcher link = LINK.matcher(INLINE_CODE.matcher(prose(page)).replaceAll("`"));
        while (link.find()) {
            links.add(new Link(page, link.group(1)));
        }
        return links;
    }

    private static String prose(Path page) {
        return FENCED.matcher(Checkout.text(page)).replaceAll("");
    }

    /** Lower case, punctuation left out, blanks as hyphens; the second of one name gets a number. */
    private static Set<String> anchors(Path page) {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        Matcher heading = HEADING.matcher(prose(page));
        while (heading.find()) {
            String words = heading.group(1).replaceAll("]\\([^)]*\\)", "");
            String anchor = words.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
            int earlier = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(earlier == 0 ? anchor : anchor + "-" + earlier);
        }
        return anchors;
    }
}
