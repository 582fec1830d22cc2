import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.util.DefaultReportImpl;
import java.io.File;

/** Validates the EPUB files named on the command line in one process: a line per message on standard error. */
class ValidateEpubs {
    public static void main(String[] paths) {
        for (String path : paths) {
            new EpubCheck(new File(path), new DefaultReportImpl(path)).doValidate();
        }
    }
}
