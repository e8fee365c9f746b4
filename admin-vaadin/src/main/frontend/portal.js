// Persian text is set in Vazirmatn, served by the portal itself.
import 'vazirmatn/Vazirmatn-Variable-font-face.css';
