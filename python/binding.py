"""Writes the C source of pyisnad._isnad: binding.py NATIVE_H OUT

The declarations are those of native.h and of the public headers that it needs;
the compiler holds both against each other.
"""
import sys

from cffi import FFI

DECLARATIONS = """
typedef enum { ISNAD_OK, ISNAD_NOMEM, ISNAD_LIMIT, ISNAD_IO, ISNAD_MALFORMED,
    ISNAD_UNSUPPORTED, ISNAD_EMPTY, ISNAD_DIFFERS, ISNAD_USAGE,
    ISNAD_INTERRUPTED, ... } isnad_status;
const char *isnad_status_text(isnad_status status);
typedef struct isnad_error {
    isnad_status status; uint64_t position; char message[...]; ...;
} isnad_error;
const char *isnad_version(void);

typedef enum { ISNAD_FLOW_FINDINGS, ISNAD_FLOW_ARTICLE, ... } isnad_flow_depth;
typedef struct isnad_fields {
    const char *text, *title, *published, *url; ...;
} isnad_fields;
typedef ... isnad_days;
isnad_status isnad_days_read(const char *path, isnad_days **days,
                             isnad_error *error);
void isnad_days_free(isnad_days *days);
bool isnad_day_valid(const char *text);
typedef ... isnad_corrections;
typedef ... isnad_conflict;
isnad_status isnad_corrections_read(
    const char *path, void (*conflict)(void *data, const isnad_conflict *),
    void *data, isnad_corrections **corrections, isnad_error *error);
void isnad_corrections_free(isnad_corrections *corrections);
typedef struct isnad_flow_options {
    unsigned threads; isnad_flow_depth depth; const char *published;
    const isnad_days *days; const isnad_corrections *corrections;
    const char *language; isnad_fields fields; const char *input; bool acled;
    uint64_t payload_max, ratio_max, records_max; unsigned nesting_max; ...;
} isnad_flow_options;
const char *const *isnad_flow_kinds(void);

typedef enum { ISNAD_FORMAT_JSON, ISNAD_FORMAT_GRAPHML, ... } isnad_format;
const char *isnad_format_text(isnad_format format);
typedef enum { ISNAD_TABLE_COUNT, ... } isnad_table;
typedef struct isnad_column { const char *name, *type; ...; } isnad_column;
const char *isnad_table_text(isnad_table table);
const isnad_column *isnad_table_columns(isnad_table table, size_t *count);
"""


def native(header):
    """The declarations of native.h, which needs no preprocessor."""
    text = open(header, encoding="utf-8").read()
    return "\n".join(line for line in text.splitlines()
                     if not line.startswith("#"))


def main():
    header, out = sys.argv[1:]
    ffi = FFI()
    ffi.cdef(DECLARATIONS + native(header))
    ffi.set_source("pyisnad._isnad", '#include "native.h"',
                   py_limited_api=True)
    ffi.emit_c_code(out)


if __name__ == "__main__":
    main()
