// Entry of every staff page: wires the data-* hooks of the markup to the modules.
import { wireDialogs } from "./dialog.js";
import { wireClock } from "./jam.js";
import { fillCounts } from "./jumlah.js";
import { wireBehaviour } from "./laku.js";
import { wireLiveSearch } from "./langsung.js";
import { watchJobs } from "./pantau.js";
import { wireSelection } from "./pilih.js";
import { wireFilters } from "./saring.js";

wireDialogs();
wireFilters();
wireLiveSearch();
wireSelection();
wireBehaviour();
wireClock();
watchJobs();
fillCounts();
