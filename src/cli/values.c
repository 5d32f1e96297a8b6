#include "cli/values.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool cli_value_format(const char *formats, const char *word,
                      isnad_format *format)
{
    size_t len = strlen(word);
    for (const char *at = formats; *at;) {
        size_t here = strcspn(at, " ");
        if (here == len && strncmp(at, word, len) == 0) {
            for (int f = ISNAD_FORMAT_JSON; f <= ISNAD_FORMAT_GRAPHML; f++) {
                if (strcmp(isnad_format_text((isnad_format)f), word) == 0) {
                    *format = (isnad_format)f;
                    return true;
                }
            }
        }
        at += here;
        at += *at == ' ';
    }
    return false;
}

uint64_t cli_value_size(const char *word)
{
    char *end;
    errno = 0;
    unsigned long long size = strtoull(word, &end, 10);
    if (word[0] < '0' || word[0] > '9' || errno) {
        return 0;
    }
    unsigned shift = *end == 'K' ? 10 : *end == 'M' ? 20 : *end == 'G' ? 30 : 0;
    end += shift ? 1 : 0;
    return *end || size > (UINT64_MAX >> shift) ? 0 : (uint64_t)size << shift;
}

bool cli_value_fields(cli *c, const char *map)
{
    size_t len = strlen(map);
    if (len >= sizeof c->field_names) {
        return false;
    }
    memcpy(c->field_names, map, len + 1);
    for (char *at = c->field_names, *next; at; at = next) {
        next = strchr(at, ',');
        if (next) {
            *next++ = '\0';
        }
        char *name = strchr(at, '=');
        if (!name || !name[1]) {
            return false;
        }
        *name++ = '\0';
        const char **field = strcmp(at, "text") == 0    ? &c->fields.text
                             : strcmp(at, "title") == 0 ? &c->fields.title
                             : strcmp(at, "date") == 0  ? &c->fields.published
                             : strcmp(at, "url") == 0   ? &c->fields.url
                                                        : NULL;
        if (!field) {
            return false;
        }
        *field = name;
    }
    return true;
}

bool cli_value_is_kind(const char *word)
{
    const char *const *kind = isnad_flow_kinds();
    while (*kind && strcmp(*kind, word) != 0) {
        kind++;
    }
    return *kind != NULL;
}

double cli_value_time(const char *word)
{
    static const struct {
        const char *name;
        double seconds;
    } units[] = {{"", 1}, {"ms", .001}, {"s", 1}, {"m", 60}, {"h", 3600}};
    char *end;
    unsigned long count = strtoul(word, &end, 10);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (word[0] >= '0' && word[0] <= '9' && count <= 1000000 &&
            strcmp(end, units[i].name) == 0) {
            return (double)count * units[i].seconds;
        }
    }
    return -1;
}
