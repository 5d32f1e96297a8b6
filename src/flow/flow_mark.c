#include "flow/flow_mark.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

struct isnad_flow_mark {
    json_t *line; /* owns what the others are borrowed from */
    const char *path;
    const json_t *steps; /* an array of strings */
};

isnad_status isnad_flow_mark_of_line(const char *line, size_t len,
                                     isnad_flow_mark **mark)
{
    json_error_t error;
    *mark = NULL;
    json_t *json = json_loadb(line, len, 0, &error);
    if (!json) {
        return json_error_code(&error) == json_error_out_of_memory
                   ? ISNAD_NOMEM
                   : ISNAD_MALFORMED;
    }
    isnad_flow_mark found = {json,
                             json_string_value(json_object_get(json, "path")),
                             json_object_get(json, "steps")};
    isnad_flow_mark *copy =
        found.path && json_is_array(found.steps) ? malloc(sizeof *copy) : NULL;
    if (!copy) {
        bool named = found.path && json_is_array(found.steps);
        json_decref(json);
        return named ? ISNAD_NOMEM : ISNAD_MALFORMED;
    }
    *copy = found;
    *mark = copy;
    return ISNAD_OK;
}

void isnad_flow_mark_free(isnad_flow_mark *mark)
{
    if (mark) {
        json_decref(mark->line);
        free(mark);
    }
}

bool isn_flow_mark_is(const isnad_flow_mark *mark, const isn_record *record)
{
    bool same = record->step_count == json_array_size(mark->steps) &&
                strcmp(record->path, mark->path) == 0;
    for (size_t i = 0; same && i < record->step_count; i++) {
        const char *step = json_string_value(json_array_get(mark->steps, i));
        same = step && strcmp(step, record->steps[i]) == 0;
    }
    return same;
}
