import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Answers, line by line, whether PDFs hold to a standard: it stays up, for Java takes seconds to
 * start. A question is "2a" or "ua1", a tab and a path; the answer is a line "checked N" or
 * "broken", a line for each rule that was broken, and an empty line.
 *
 * The profiles are read here because the jar has them without the library that usually reads them.
 */
public final class Validator {
    private static final int MOST_FAILURES = 100;
    private static final Map<String, ValidationProfile> PROFILES = new HashMap<>();

    private Validator() {}

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        InputStreamReader input = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        BufferedReader questions = new BufferedReader(input);
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            String[] question = line.split("\t", 2);
            try {
                answer(question[0], question[1], answers);
            } catch (Exception failure) {
                answers.println("broken");
                answers.println("cannot be read: " + failure);
            }
            answers.println();
        }
    }

    private static void answer(String name, String path, PrintStream answers) throws Exception {
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
        ValidationProfile profile = profile(flavour, name);
        try (FileInputStream file = new FileInputStream(path);
                PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance()
                                .createValidator(profile, MOST_FAILURES, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            if (result.isCompliant()) {
                answers.println("checked " + result.getTotalAssertions());
                return;
            }
            answers.println("broken");
            Set<RuleId> told = new HashSet<>();
            for (TestAssertion each : result.getTestAssertions()) {
                if (each.getStatus() == TestAssertion.Status.FAILED && told.add(each.getRuleId())) {
                    answers.println(words(each, result));
                }
            }
        }
    }

    private static String words(TestAssertion failed, ValidationResult result) {
        RuleId rule = failed.getRuleId();
        String text =
                String.format(
                        "%s-%d, %s times: %s at %s",
                        rule.getClause(),
                        rule.getTestNumber(),
                        result.getFailedChecks().get(rule),
                        failed.getMessage(),
                        failed.getLocation().getContext());
        return text.replaceAll("\\s+", " ");
    }

    private static ValidationProfile profile(PDFAFlavour flavour, String name) throws Exception {
        ValidationProfile known = PROFILES.get(name);
        if (known == null) {
            known = read(flavour, name);
            PROFILES.put(name, known);
        }
        return known;
    }

    private static ValidationProfile read(PDFAFlavour flavour, String name) throws Exception {
        boolean accessible = name.startsWith("ua");
        String file = accessible ? "PDFUA-" + name.substring(2) : "PDFA-" + name.toUpperCase();
        String place = "org/verapdf/pdfa/validation/" + file + ".xml";
        Document document;
        try (InputStream stream = Validator.class.getClassLoader().getResourceAsStream(place)) {
            document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream);
        }
        Set<Rule> rules = new HashSet<>();
        for (Element each : elements(document.getDocumentElement(), "rule")) {
            rules.add(rule(each));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element each : elements(document.getDocumentElement(), "variable")) {
            variables.add(
                    Profiles.variableFromValues(
                            each.getAttribute("name"),
                            each.getAttribute("object"),
                            text(each, "defaultValue"),
                            text(each, "value")));
        }
        return Profiles.profileFromValues(
                flavour,
                Profiles.profileDetailsFromValues(file, file, "veraPDF", new Date(0)),
                "",
                rules,
                variables);
    }

    private static Rule rule(Element rule) {
        Element id = elements(rule, "id").get(0);
        String deferred = rule.getAttribute("deferred");
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(
                        PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                        id.getAttribute("clause"),
                        Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"),
                deferred.isEmpty() ? null : Boolean.valueOf(deferred),
                rule.getAttribute("tags"),
                text(rule, "description"),
                text(rule, "test"),
                Profiles.errorFromValues(text(rule, "message"), new ArrayList<>()),
                new ArrayList<>());
    }

    private static List<Element> elements(Element within, String tag) {
        NodeList nodes = within.getElementsByTagName(tag);
        List<Element> found = new ArrayList<>();
        for (int at = 0; at < nodes.getLength(); at++) {
            found.add((Element) nodes.item(at));
        }
        return found;
    }

    private static String text(Element within, String tag) {
        List<Element> found = elements(within, tag);
        return found.isEmpty() ? null : found.get(0).getTextContent();
    }
}
