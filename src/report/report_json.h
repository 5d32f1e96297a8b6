/* A pile as JSON, in the form of docs/output.md. */
#ifndef ISN_REPORT_JSON_H
#define ISN_REPORT_JSON_H

#include "isnad/report.h"

/* {"isnad": version, "stories": […]} */
isnad_status isn_report_pile_json(const isnad_pile *pile, isnad_sink sink);
/* {"links": […]} */
isnad_status isn_report_copies_json(const isnad_pile *pile, isnad_sink sink);

#endif
