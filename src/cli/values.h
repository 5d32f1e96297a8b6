/* Values of options, read. */
#ifndef ISN_VALUES_H
#define ISN_VALUES_H

#include "cli/cli.h"

/* One of `formats`, names between blanks. */
bool cli_value_format(const char *formats, const char *word,
                      isnad_format *format);
/* A whole number with an optional K, M or G; 0 when it is none. */
uint64_t cli_value_size(const char *word);
/* text=content,date=when …: the names stay in c->field_names. */
bool cli_value_fields(cli *c, const char *map);
/* Is it a kind of input? */
bool cli_value_is_kind(const char *word);
/* 500ms, 30s, 10m, 2h; less than 0 when it is none. */
double cli_value_time(const char *word);

#endif
