import java.io.FileInputStream;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * java -cp (engine and JAXB) Validate.java FLAVOUR[,FLAVOUR] FILE...
 *
 * Prints, tab-separated, `checked FILE FLAVOUR ASSERTIONS` for each validation and
 * `failed FILE FLAVOUR RULE COUNT MESSAGE` for each rule broken. Exits with 1 when one is.
 */
public class Validate {
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        boolean conforms = true;
        for (int i = 1; i < arguments.length; i++) {
            for (String flavour : arguments[0].split(",")) {
                conforms &= validate(arguments[i], PDFAFlavour.byFlavourId(flavour));
            }
        }
        System.exit(conforms ? 0 : 1);
    }

    private static boolean validate(String file, PDFAFlavour flavour) throws Exception {
        try (InputStream in = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(flavour, 5, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            System.out.println("checked\t" + file + "\t" + flavour + "\t" + result.getTotalAssertions());
            Map<String, String> first = new LinkedHashMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String text = assertion.getMessage() + " @ " + assertion.getLocation().getContext();
                    first.putIfAbsent(assertion.getRuleId().toString(), text.replaceAll("\\s+", " "));
                }
            }
            result.getFailedChecks().forEach((rule, count) -> System.out.println("failed\t" + file + "\t" + flavour
                    + "\t" + rule.getClause() + "-" + rule.getTestNumber() + "\t" + count + "\t"
                    + first.get(rule.toString())));
            return result.isCompliant();
        }
    }
}
