/* Writes JSON: escaping, numbers without exponents or locale, line breaks
 * where a reader of differences wants them.  It remembers failure, so a whole
 * report is checked once, by isn_json_end.
 */
#ifndef ISN_JSON_OUT_H
#define ISN_JSON_OUT_H

#include "core/buffer.h"
#include "isnad/report.h"

typedef struct isn_json {
    isnad_sink sink;
    isn_buffer buffer;
    uint64_t filled; /* bit d: something stands at depth d already */
    unsigned depth;
    unsigned lines; /* items at depths 1 .. lines start on their own line */
    bool after_key;
    isnad_status status;
} isn_json;

/* Items of the outer `lines` levels get a line each; 0: all on one line. */
void isn_json_begin(isn_json *json, isnad_sink sink, unsigned lines);
/* Adds a line break, hands everything on, frees, and tells the first
 * failure.  Must be called once for each isn_json_begin. */
isnad_status isn_json_end(isn_json *json);

void isn_json_object(isn_json *json); /* { */
void isn_json_object_end(isn_json *json);
void isn_json_array(isn_json *json); /* [ */
void isn_json_array_end(isn_json *json);
void isn_json_key(isn_json *json, const char *key); /* plain ASCII */

/* Values.  NULL text is null; malformed UTF-8 becomes U+FFFD. */
void isn_json_text(isn_json *json, const char *text);
void isn_json_view(isn_json *json, isnad_view view);
/* 225, not 225.0; infinite or no number is null. */
void isn_json_number(isn_json *json, double number);
void isn_json_count(isn_json *json, uint64_t count);
void isn_json_bool(isn_json *json, bool value);
void isn_json_null(isn_json *json);

/* Key and value at once. */
void isn_json_put_text(isn_json *json, const char *key, const char *text);
void isn_json_put_view(isn_json *json, const char *key, isnad_view view);
void isn_json_put_number(isn_json *json, const char *key, double number);
void isn_json_put_count(isn_json *json, const char *key, uint64_t count);
void isn_json_put_bool(isn_json *json, const char *key, bool value);
void isn_json_put_null(isn_json *json, const char *key);
/* "key": [ and "key": {, closed by the matching _end. */
void isn_json_put_array(isn_json *json, const char *key);
void isn_json_put_object(isn_json *json, const char *key);

/* `number` as decimal digits: no exponent, no locale, no needless zeros.
 * Finite numbers only.  Returns the length; out is NUL-terminated. */
enum { ISN_NUMBER_ROOM = 352 };
size_t isn_number_text(double number, char out[ISN_NUMBER_ROOM]);

#endif
