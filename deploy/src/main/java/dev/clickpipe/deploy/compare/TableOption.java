package dev.clickpipe.deploy.compare;

import dev.clickpipe.deploy.compare.table.QualifiedName;
import dev.clickpipe.deploy.compare.table.TablePair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code --table a.b=c.d}: names hold dots when they stand in backticks. */
record TableOption(QualifiedName source, QualifiedName destination) {

    TablePair pair(List<String> excluded, boolean nullsAsDefaults) {
        String prefix = source + ".";
        Set<String> columns = excluded.stream().filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length())).collect(Collectors.toSet());
        return new TablePair(source, destination, columns, Map.of(), nullsAsDefaults);
    }

    /** Reads the option. */
    static final class Converter implements ITypeConverter<TableOption> {
        @Override
        public TableOption convert(String text) {
            List<String> parts = new ArrayList<>();
            StringBuilder separators = new StringBuilder();
            StringBuilder part = new StringBuilder();
            boolean quoted = false;
            for (int index = 0; index < text.length(); index++) {
                char next = text.charAt(index);
                if (next == '`') {
                    quoted = !quoted;
                } else if (!quoted && (next == '.' || next == '=')) {
                    separators.append(next);
                    parts.add(part.toString());
                    part.setLength(0);
                } else {
                    part.append(next);
                }
            }
            parts.add(part.toString());
            if (!separators.toString().equals(".=.") || parts.stream().anyMatch(String::isEmpty)) {
                throw new TypeConversionException("'" + text + "' is not database.table=database.table, source first;"
                        + " names with dots or equals signs stand in backticks");
            }
            return new TableOption(new QualifiedName(parts.get(0), parts.get(1)),
                    new QualifiedName(parts.get(2), parts.get(3)));
        }
    }
}
