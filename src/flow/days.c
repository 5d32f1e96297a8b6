/* Days of publication that come from a table beside the pages. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "isnad/flow.h"
#include "core/sort.h"

typedef struct line {
    const char *name, *day;
    size_t number; /* the first of equal names counts */
} line;

struct isnad_days {
    char *text;
    line *lines; /* by name */
    size_t count;
};

enum { LARGEST_TABLE = 256 << 20 };

static bool digits(const char *text, int count)
{
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
    }
    return true;
}

static int number(const char *text, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

bool isnad_day_valid(const char *text)
{
    static const int last[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    size_t len = strnlen(text, 64);
    if (len < 10 || !digits(text, 4) || text[4] != '-' ||
        !digits(text + 5, 2) || text[7] != '-' || !digits(text + 8, 2)) {
        return false;
    }
    int year = number(text, 4), month = number(text + 5, 2);
    int day = number(text + 8, 2);
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (year < 1 || month < 1 || month > 12 || day < 1 ||
        day > last[month - 1] || (month == 2 && day == 29 && !leap)) {
        return false;
    }
    if (len == 10) {
        return true;
    }
    return len >= 16 && len < 64 && (text[10] == 'T' || text[10] == ' ') &&
           digits(text + 11, 2) && text[13] == ':' && digits(text + 14, 2) &&
           number(text + 11, 2) < 24 && number(text + 14, 2) < 60;
}

static isnad_status fail(isnad_error *error, isnad_status status,
                         uint64_t position, const char *message)
{
    *error = (isnad_error){.status = status, .position = position};
    snprintf(error->message, sizeof error->message, "%s", message);
    return status;
}

static char *slurp(const char *path, size_t *len, isnad_error *error)
{
    FILE *file = fopen(path, "rbe");
    if (!file) {
        fail(error, ISNAD_IO, ISNAD_NO_POSITION, strerrordesc_np(errno));
        return NULL;
    }
    char *text = NULL;
    size_t have = 0, cap = 0;
    for (;;) {
        if (cap - have < 2) {
            cap = cap ? cap * 2 : 4096;
            char *more = cap > LARGEST_TABLE ? NULL : realloc(text, cap);
            if (!more) {
                fail(error, cap > LARGEST_TABLE ? ISNAD_LIMIT : ISNAD_NOMEM,
                     have, "the table is too large");
                goto fail;
            }
            text = more;
        }
        size_t got = fread(text + have, 1, cap - have - 1, file);
        have += got;
        if (got == 0) {
            break;
        }
    }
    if (ferror(file)) {
        fail(error, ISNAD_IO, have, "cannot be read");
        goto fail;
    }
    fclose(file);
    text[have] = '\0';
    *len = have;
    return text;
fail:
    fclose(file);
    free(text);
    return NULL;
}

static int compare(const void *a, const void *b)
{
    const line *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order ? order : x->number < y->number ? -1 : 1;
}

/* Cuts the text at tabs and line ends, in place. */
static isnad_status parse(isnad_days *days, size_t len, isnad_error *error)
{
    size_t cap = 0, number_of = 0;
    char *at = days->text, *end = days->text + len;
    while (at < end) {
        char *stop = memchr(at, '\n', (size_t)(end - at));
        char *next = stop ? stop + 1 : end;
        stop = stop ? stop : end;
        if (stop > at && stop[-1] == '\r') {
            stop--;
        }
        *stop = '\0';
        char *begin = at;
        at = next;
        if (*begin == '\0' || *begin == '#') {
            continue;
        }
        uint64_t position = (uint64_t)(begin - days->text);
        char *tab = strchr(begin, '\t');
        if (!tab) {
            return fail(error, ISNAD_MALFORMED, position,
                        "a line is not NAME<TAB>DAY");
        }
        *tab = '\0';
        char *day = tab + 1;
        day[strcspn(day, "\t")] = '\0';
        if (!isnad_day_valid(day)) {
            return fail(error, ISNAD_MALFORMED, position,
                        "not a day (2022-01-13) or time (2022-01-13T18:00)");
        }
        if (days->count == cap) {
            cap = cap ? cap * 2 : 64;
            line *lines = realloc(days->lines, cap * sizeof *lines);
            if (!lines) {
                return fail(error, ISNAD_NOMEM, position, "out of memory");
            }
            days->lines = lines;
        }
        days->lines[days->count++] = (line){begin, day, number_of++};
    }
    return ISNAD_OK;
}

isnad_status isnad_days_read(const char *path, isnad_days **out,
                             isnad_error *error)
{
    *out = NULL;
    size_t len = 0;
    isnad_days *days = calloc(1, sizeof *days);
    if (!days) {
        return fail(error, ISNAD_NOMEM, ISNAD_NO_POSITION, "out of memory");
    }
    days->text = slurp(path, &len, error);
    if (!days->text) {
        isnad_days_free(days);
        return error->status;
    }
    isnad_status status = parse(days, len, error);
    if (status) {
        isnad_days_free(days);
        return status;
    }
    if (days->count > 1) {
        isn_sort(days->lines, days->count, sizeof *days->lines, compare);
    }
    *out = days;
    return ISNAD_OK;
}

void isnad_days_free(isnad_days *days)
{
    if (days) {
        free(days->lines);
        free(days->text);
        free(days);
    }
}

static const char *find(const isnad_days *days, const char *name, size_t len)
{
    size_t low = 0, high = days->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *here = days->lines[middle].name;
        int order = strncmp(here, name, len);
        if (order == 0 && here[len] != '\0') {
            order = 1;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low < days->count && strncmp(days->lines[low].name, name, len) == 0 &&
        days->lines[low].name[len] == '\0') {
        return days->lines[low].day;
    }
    return NULL;
}

const char *isnad_days_of(const isnad_days *days, const char *path)
{
    const char *day = find(days, path, strlen(path));
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    size_t len = strlen(name);
    /* The file name, then the name without one ending, without two … */
    while (!day && len > 0) {
        day = find(days, name, len);
        const char *dot = memrchr(name, '.', len);
        len = dot ? (size_t)(dot - name) : 0;
    }
    return day;
}
