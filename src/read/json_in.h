/* JSON of which little is wanted: where its values are, without a copy of
 * them.  A whole tree would cost ten times the time of all other reading. */
#ifndef ISN_JSON_IN_H
#define ISN_JSON_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buffer.h"

enum {
    ISN_JSON_DEEPEST = 500,
    ISN_JSON_MOST = 6 * 1000 * 1000, /* values and names of one text */
};

typedef enum isn_json_kind {
    ISN_JSON_OBJECT,
    ISN_JSON_ARRAY,
    ISN_JSON_STRING,
    ISN_JSON_OTHER, /* numbers, true, false, null */
} isn_json_kind;

/* A value, or the name of a member, which is a string and stands before its
 * value. */
typedef struct isn_json_token {
    uint32_t begin, end; /* of a string: between its marks */
    uint32_t next;       /* the token behind this value and all in it */
    uint8_t kind;
    bool escaped; /* a string with a backslash in it */
} isn_json_token;

/* Tokens are numbered in the order of the text; 0 is the whole. */
typedef struct isn_json_in {
    const char *bytes; /* borrowed */
    isn_json_token *tokens;
    size_t count, cap;
} isn_json_in;

/* Reads the value bytes[0 .. len), at most 4 GiB, which must outlive the
 * tokens; those of an earlier text go.  ISNAD_MALFORMED where it is no JSON in
 * UTF-8, ISNAD_LIMIT beyond the bounds above. */
isnad_status isn_json_in_parse(isn_json_in *json, const char *bytes,
                               size_t len);
void isn_json_in_free(isn_json_in *json);

/* A value within the value `from`, or false.  Of members of one name the last
 * counts. */
bool isn_json_in_member(const isn_json_in *json, uint32_t from,
                        const char *name, size_t name_len, uint32_t *value);
bool isn_json_in_element(const isn_json_in *json, uint32_t from, uint64_t index,
                         uint32_t *value);
/* Is it a string with something in it? */
bool isn_json_in_is_text(const isn_json_in *json, uint32_t value);
/* Appends the words of a string. */
void isn_json_in_text(const isn_json_in *json, uint32_t value, isn_buffer *out);

#endif
