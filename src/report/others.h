/* Pages that were passed over since they are in other languages, as reports
 * name them. */
#ifndef ISN_OTHERS_H
#define ISN_OTHERS_H

#include "core/buffer.h"
#include "isnad/report.h"
#include "report/json_out.h"

/* How many pages from `at` on are in the language of that one; 0 at the
 * end. */
size_t isn_others_run(const isnad_report_options *options, size_t at);

/* "en 9, fa 3", or with the Arabic comma. */
void isn_others_counts(isn_buffer *out, const isnad_report_options *options);

/* "other_languages": [{"language", "documents", "paths": […]}] */
void isn_others_json(isn_json *json, const isnad_report_options *options);

#endif
