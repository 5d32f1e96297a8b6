#include "report/others.h"

#include <string.h>

size_t isn_others_run(const isnad_report_options *options, size_t at)
{
    size_t count = options ? options->other_count : 0, end = at;
    while (end < count && strcmp(options->others[end].language,
                                 options->others[at].language) == 0) {
        end++;
    }
    return end - at;
}

void isn_others_counts(isn_buffer *out, const isnad_report_options *options)
{
    for (size_t at = 0, run; (run = isn_others_run(options, at)); at += run) {
        isn_buffer_format(out, "%s%s %zu",
                          at == 0            ? ""
                          : options->english ? ", "
                                             : "، ",
                          options->others[at].language, run);
    }
}

void isn_others_json(isn_json *json, const isnad_report_options *options)
{
    isn_json_put_array(json, "other_languages");
    for (size_t at = 0, run; (run = isn_others_run(options, at)); at += run) {
        isn_json_object(json);
        isn_json_put_text(json, "language", options->others[at].language);
        isn_json_put_count(json, "documents", run);
        isn_json_put_array(json, "paths");
        for (size_t i = at; i < at + run; i++) {
            isn_json_text(json, options->others[i].path);
        }
        isn_json_array_end(json);
        isn_json_object_end(json);
    }
    isn_json_array_end(json);
}
