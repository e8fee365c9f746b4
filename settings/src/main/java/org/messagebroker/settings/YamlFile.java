package org.messagebroker.settings;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A YAML file as a flat list of keys, values and the comments above them. */
final class YamlFile {

    private final String name;
    private final List<String> lines;
    private final List<Leaf> leaves = new ArrayList<>();

    private YamlFile(String name, List<String> lines) {
        this.name = name;
        this.lines = lines;
    }

    /**
     * The leaves of the text in their order; a list becomes one value with commas.
     *
     * @throws SettingsException if the text is not such YAML, naming the line
     */
    static List<Leaf> parse(String name, String yaml) {
        YamlFile file = new YamlFile(name, yaml.lines().map(String::strip).toList());
        try {
            Node root = new Yaml().compose(new StringReader(yaml));
            if (root != null) {
                file.collect("", root, "");
            }
        } catch (MarkedYAMLException e) {
            throw new SettingsException(name + " is not valid YAML: " + e.getProblem() + " in line "
                    + (e.getProblemMark().getLine() + 1));
        }
        return List.copyOf(file.leaves);
    }

    private void collect(String key, Node node, String comment) {
        switch (node) {
            case MappingNode mapping -> mapping.getValue().forEach(entry -> collectEntry(key, entry));
            case SequenceNode sequence -> add(key, joined(key, sequence), comment);
            case ScalarNode scalar -> add(key, text(scalar), comment);
            default -> throw unreadable(key, node);
        }
    }

    private void collectEntry(String prefix, NodeTuple entry) {
        String own = ((ScalarNode) entry.getKeyNode()).getValue();
        String key = prefix.isEmpty() ? own : prefix + "." + own;
        collect(
                key,
                entry.getValueNode(),
                comment(entry.getKeyNode().getStartMark().getLine()));
    }

    private void add(String key, String value, String comment) {
        if (key.isEmpty()) {
            throw new SettingsException(name + " must hold keys and values");
        }
        leaves.add(new Leaf(key, value, comment));
    }

    private String joined(String key, SequenceNode sequence) {
        return sequence.getValue().stream()
                .map(item -> {
                    if (item instanceof ScalarNode scalar) {
                        return text(scalar);
                    }
                    throw unreadable(key, item);
                })
                .collect(Collectors.joining(","));
    }

    private SettingsException unreadable(String key, Node node) {
        return new SettingsException(name + " line " + (node.getStartMark().getLine() + 1) + ": " + key
                + " must be a value or a list of values");
    }

    private static String text(ScalarNode scalar) {
        return Tag.NULL.equals(scalar.getTag()) ? "" : scalar.getValue();
    }

    /** The comment lines directly above; the parser's own comments are lost after a folded value. */
    private String comment(int keyLine) {
        Deque<String> comment = new ArrayDeque<>();
        for (int line = keyLine - 1; line >= 0 && lines.get(line).startsWith("#"); line--) {
            comment.push(lines.get(line).substring(1).strip());
        }
        return String.join(" ", comment).strip();
    }

    /** One value of the file. */
    record Leaf(String key, String value, String comment) {}
}
